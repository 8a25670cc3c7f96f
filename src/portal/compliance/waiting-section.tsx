import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonClockText } from '../../domain/london-day-text.ts'
import { londonWindow } from '../../domain/london-time.ts'
import type { LedgerLine } from '../../monitoring/ledger.ts'
import type { Asking } from '../../server/route.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { Table } from '../components/table.tsx'
import { agoText, certaintyOf, kindText } from '../incidents/incident-text.ts'
import { paths, within } from '../paths.ts'

const DAY = 86_400_000

/** Violations that nobody has decided, in the order that they wait, each with what it stands on. */
export const WaitingSection: FC<{
  asking: Asking
  /** The oldest first. */
  waiting: readonly VisibleIncident[]
  lines: readonly LedgerLine[]
  escalateAfterDays: number
  now: Instant
}> = ({ asking, waiting, lines, escalateAfterDays, now }) => {
  if (waiting.length === 0) return null
  const may = asking.actor.permissions.has('violations:decide')
  return (
    <>
      <h2 class="govuk-heading-m" id="waiting">
        Waiting for a decision
      </h2>
      <p class="govuk-body">
        {may
          ? 'Decide each: excused, authorised or not excused. Only minutes that are not excused count. '
          : 'A practitioner decides each. '}
        Nothing is decided by waiting.
      </p>
      <Table
        caption="Violations that wait for a decision, the oldest first"
        stacks
        captionHidden
        columns={[
          { title: 'What' },
          { title: 'When' },
          { title: 'Minutes', numeric: true },
          { title: 'Stands on' },
          { title: 'Decide' },
        ]}
        rows={waiting.map((incident) => {
          const { id, kind, startsAt, endsAt, actualAt } = incident
          const its = lines.filter(
            ({ incidentId, state }) => incidentId === String(id) && state === 'pending',
          )
          const isLate = now - (actualAt ?? startsAt) > escalateAfterDays * DAY
          return [
            <>
              {kindText(kind)}
              {isLate && (
                <span class="app-aside">
                  <strong class="govuk-tag govuk-tag--red">Waiting too long</strong>
                </span>
              )}
            </>,
            <span class="app-when">
              {londonWindow(startsAt, endsAt ?? startsAt)}
              <span class="app-aside">{agoText(startsAt, now)}</span>
            </span>,
            minutesInWords(its.reduce((sum, { minutes }) => sum + minutes, 0)),
            <>
              {certaintyOf(incident)}
              {its.map(({ positions: [first, last] }) => (
                <span class="app-aside">{positionsText(first, last)}</span>
              ))}
            </>,
            <a
              class="govuk-link"
              href={`${within(paths.incident(id), { back: 'compliance' })}#${may ? 'decide' : 'work'}`}
            >
              {may ? 'Decide' : 'Evidence'}
              <span class="govuk-visually-hidden">
                : {kindText(kind)}, {londonWindow(startsAt, endsAt ?? startsAt)}
              </span>
            </a>,
          ]
        })}
      />
    </>
  )
}

type Seen = LedgerLine['positions'][number]

/** The first and last position of minutes; none are left where they were erased. */
function positionsText(first: Seen | undefined, last: Seen | undefined): string {
  if (!first || !last) return 'Its positions were erased'
  return `Positions at ${seenText(first)} and ${seenText(last)}`
}

function seenText({ capturedAt, mechanism, accuracyMetres }: Seen): string {
  const circle = accuracyMetres === undefined ? '' : ` ±${Math.round(accuracyMetres)} m`
  return `${londonClockText(capturedAt)} (${mechanism}${circle})`
}
