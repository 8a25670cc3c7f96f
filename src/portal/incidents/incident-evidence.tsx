import type { FC } from 'hono/jsx'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { clockMinutes } from '../../monitoring/ledger.ts'
import { revisionWords } from '../../monitoring/revision-words.ts'
import { type IncidentRevision, minutesOf } from '../../store/records/incident-casework.ts'
import { MovementsMap } from '../components/movements-map.tsx'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { zonesShown } from '../movements/zones-shown.ts'
import { paths } from '../paths.ts'
import type { IncidentFile } from './incident-file.ts'
import { labelledText } from './incident-text.ts'

/** The positions around an incident, on a map with the zones and in a table; those that say when it began and ended are labelled. */
export const IncidentEvidence: FC<{ file: IncidentFile }> = ({
  file: { found, person, shown },
}) => {
  if (!person || !shown) return null
  const { within, isCut, positions } = shown
  const labelled = positions.some(({ evidence }) => evidence !== undefined)
  return (
    <>
      <h2 class="govuk-heading-m">Where the device was</h2>
      <p class="govuk-body">
        {`${londonWindow(within.from, within.to)}. `}
        {labelled && `${labelledText(found)} `}
        {isCut && 'More is held of it than is shown here. '}
        <a class="govuk-link" href={paths.movements(person.id) + rangeQuery(within)}>
          All movements of this time
        </a>
      </p>
      <MovementsMap
        id="evidence"
        title="Where the device was"
        positions={positions.map(({ evidence, ...position }, index) => ({
          ...position,
          number: index + 1,
          ...(labelled && { label: evidence === undefined ? undefined : `E${evidence}` }),
        }))}
        zones={zonesShown(person, within)}
      />
    </>
  )
}

/** Each stretch that counts, with the positions that say when it began and ended. */
export const CountedStretches: FC<{ file: IncidentFile }> = ({ file: { stretches } }) =>
  stretches.length === 0 ? null : (
    <Table
      caption="Minutes that may count"
      stacks
      columns={[
        { title: 'From' },
        { title: 'Until' },
        { title: 'How long', numeric: true },
        { title: 'Positions that say so' },
      ]}
      rows={stretches.map((stretch) => [
        londonTime(stretch.from),
        londonTime(stretch.to),
        minutesInWords(clockMinutes([stretch])),
        stretch.positions.length === 0
          ? 'Erased'
          : stretch.positions
              .map(
                ({ capturedAt, mechanism, accuracyMetres }) =>
                  `${londonTime(capturedAt)} (${mechanism}${accuracyMetres === undefined ? '' : `, ${Math.round(accuracyMetres)} m`})`,
              )
              .join(' and '),
      ])}
    />
  )

/** What was said at every time, why it was said anew, and what is said now. */
export const Revisions: FC<{ file: IncidentFile }> = ({ file: { revisions } }) => (
  <Table
    caption="What was said, the newest first"
    stacks
    columns={[
      { title: 'Revision', numeric: true },
      { title: 'Said' },
      { title: 'Why' },
      { title: 'What was said' },
      { title: 'Minutes', numeric: true },
      { title: 'Not known', numeric: true },
    ]}
    rows={revisions.map((each) => [
      each.revision,
      <span class="app-when">{londonTime(each.saidAt)}</span>,
      revisionWords(each.why, each.finding),
      whenText(each),
      minutesInWords(clockMinutes(each.finding.counted)),
      minutesInWords(minutesOf(each.finding.unknown)),
    ])}
  />
)

function whenText({ stage, startsAt, endsAt }: IncidentRevision): string {
  if (stage === 'retracted') return 'That it was not so'
  if (endsAt === startsAt) return `${londonTime(startsAt)}, at that instant`
  const until = endsAt === undefined ? 'not ended' : `until ${londonTime(endsAt)}`
  return `${stageText[stage]}${londonTime(startsAt)}, ${until}`
}

const stageText = {
  potential: 'Not long enough yet: from ',
  cancelled: 'Too short to be an incident: from ',
  actual: 'From ',
} as const
