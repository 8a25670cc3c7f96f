import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { ListedCrime } from '../../store/records/visible-crimes.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Table } from '../components/table.tsx'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { CrimeSearch } from './crime-search.tsx'

/** Crimes in their newest version, those that came last first, a page at a time. */
export const CrimeListPage: FC<{
  asking: Asking
  crimes: readonly ListedCrime[]
  first: string | undefined
  next: string | undefined
}> = ({ asking, crimes, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Crimes</h1>
    <CrimeSearch asking={asking} />
    {crimes.length === 0 ? (
      <p class="govuk-body">No crime that you may see has come in.</p>
    ) : (
      <CrimeTable caption="Crimes, the newest first" crimes={crimes} />
    )}
    <CursorLinks label="Pages of crimes" first={first} next={next} />
  </>
)

/** What a search by reference found, or what was wrong with it. */
export const CrimesFoundPage: FC<{
  asking: Asking
  reference: string
  force: string | undefined
  faults: readonly FieldFault[]
  crimes?: readonly ListedCrime[]
}> = ({ asking, reference, force, faults, crimes }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Search crimes</h1>
    <CrimeSearch asking={asking} reference={reference} force={force} faults={faults} />
    {crimes?.length === 0 && (
      <p class="govuk-body">No crime that you may see has the reference “{reference}”.</p>
    )}
    {crimes && crimes.length > 0 && (
      <CrimeTable caption={`Crimes with the reference “${reference}”`} crimes={crimes} />
    )}
  </>
)

const CrimeTable: FC<{ caption: string; crimes: readonly ListedCrime[] }> = ({
  caption,
  crimes,
}) => (
  <Table
    caption={caption}
    columns={[
      { title: 'Reference' },
      { title: 'Police force' },
      { title: 'Type' },
      { title: 'Window' },
      { title: 'Version', numeric: true },
    ]}
    rows={crimes.map(({ id, crime }) => [
      <a href={paths.crime(id)} class="govuk-link">
        {crime.crimeReference}
      </a>,
      forceLabel(crime),
      crimeType(crime),
      windowText(crime),
      String(crime.version),
    ])}
  />
)
