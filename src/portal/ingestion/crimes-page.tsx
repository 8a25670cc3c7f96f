import type { FC } from 'hono/jsx'
import type { AttemptCrime } from '../../store/records/attempt-rows.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Table } from '../components/table.tsx'
import { crimeType, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** What one file brought of crimes that was news, in the order of its rows. */
export const AttemptCrimesPage: FC<{
  name: string
  crimes: readonly AttemptCrime[]
  first: string | undefined
  next: string | undefined
}> = ({ name, crimes, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Crimes of {name}</h1>
    <p class="govuk-body">Rows that said nothing new of a crime are not here.</p>
    {crimes.length > 0 && (
      <Table
        caption="New crimes and new versions, in the order of the file"
        columns={[
          { title: 'Row', numeric: true },
          { title: 'Reference' },
          { title: 'Type' },
          { title: 'Window' },
          { title: 'Version', numeric: true },
          { title: 'What changed' },
        ]}
        rows={crimes.map(({ crimeId, crime, row }) => [
          String(row),
          <a href={paths.crime(crimeId)} class="govuk-link">
            {crime.crimeReference}
          </a>,
          crimeType(crime),
          windowText(crime),
          String(crime.version),
          crime.changes.join(', ') || 'first statement',
        ])}
      />
    )}
    <CursorLinks label="Pages of crimes" first={first} next={next} />
  </>
)
