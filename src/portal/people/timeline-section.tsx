import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { TimelineEntry } from '../../store/records/timeline-records.ts'
import { type TimelineKind, timelineKinds } from '../../store/records/timeline-sources.ts'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { paths, within } from '../paths.ts'
import { monthText } from './months.ts'
import { timelineKindTexts, timelineWords } from './timeline-text.ts'

/** One month of what happened to and was done about a person, across all orders. */
export interface TimelineShown {
  /** `2026-01`. */
  readonly month: string
  readonly kind: TimelineKind | undefined
  readonly entries: readonly TimelineEntry[]
  /** Whether some of the month are left out. */
  readonly isCut: boolean
  /** The month before it in which anything happened; the month after it, unless it is this one. */
  readonly earlier: string | undefined
  readonly later: string | undefined
}

/** Newest first, a month a page, narrowed to one kind where somebody asks for it. */
export const TimelineSection: FC<{
  personId: string
  timeline: TimelineShown
  now: Instant
}> = ({ personId, timeline: { month, kind, entries, isCut, earlier, later } }) => {
  const href = (timeline: string) =>
    `${within(paths.person(personId), { timeline, kind })}#timeline`
  return (
    <section id="timeline" aria-labelledby="timeline-title">
      <h2 class="govuk-heading-m" id="timeline-title">
        Timeline
      </h2>
      <form
        method="get"
        action={`${paths.person(personId)}#timeline`}
        class="app-filter"
        aria-label="Narrow the timeline"
      >
        <SelectField
          name="kind"
          label="Show"
          value={kind ?? ''}
          options={[
            { value: '', text: 'Everything' },
            ...timelineKinds.map((value) => ({ value, text: timelineKindTexts[value] })),
          ]}
        />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show
        </button>
      </form>
      {entries.length === 0 ? (
        <p class="govuk-body">{`Nothing is recorded in ${monthText(month)}.`}</p>
      ) : (
        <Table
          caption={`${monthText(month)}, the newest first`}
          columns={[{ title: 'When' }, { title: 'What' }]}
          rows={entries.map((entry) => [
            <span class="app-when">{londonTime(entry.at)}</span>,
            <What entry={entry} personId={personId} />,
          ])}
        />
      )}
      {isCut && <p class="govuk-body">There is more in this month. Choose one kind to see it.</p>}
      {(earlier || later) && (
        <nav class="govuk-pagination" aria-label="Months of the timeline">
          {later && (
            <a class="govuk-link app-turn" href={href(later)} rel="prev">
              {`Later: ${monthText(later)}`}
            </a>
          )}
          {earlier && (
            <a class="govuk-link app-turn" href={href(earlier)} rel="next">
              {`Earlier: ${monthText(earlier)}`}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

const What: FC<{ entry: TimelineEntry; personId: string }> = ({ entry, personId }) => {
  const { title, more } = timelineWords(entry)
  const href = hrefOf(entry, personId)
  return (
    <>
      {href === undefined ? (
        title
      ) : (
        <a class="govuk-link" href={href}>
          {title}
        </a>
      )}
      {more.map((line) => (
        <span class="app-aside app-own-words">{line}</span>
      ))}
    </>
  )
}

/** Where there is more of it. */
function hrefOf({ what, id }: TimelineEntry, personId: string): string | undefined {
  switch (what) {
    case 'order-began':
    case 'order-ended':
    case 'order-changed':
      return paths.order(personId)
    case 'incident':
    case 'decided':
    case 'outcome':
    case 'resolve':
    case 'reopen':
      return paths.incident(Number(id))
    case 'note':
      return paths.note(personId, Number(id))
    case 'handed-over':
      return paths.handOver(personId, Number(id))
    case 'absence':
      return paths.absences(personId)
    default:
      return undefined
  }
}
