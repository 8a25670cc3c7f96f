import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { RequestCounts } from '../../store/records/request-counts.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import type { TypedDays } from '../components/typed-days.ts'
import { paths } from '../paths.ts'

export interface CountsShown {
  readonly typed: TypedDays
  readonly faults: readonly FieldFault[]
  readonly counts: readonly RequestCounts[]
  /** Up to when decisions are counted. */
  readonly now: Instant
}

/** How many requests were made in a period, and how many of them granted. */
export const CountsSection: FC<CountsShown> = ({ typed, faults, counts, now }) => {
  const made = sum(counts, ({ made }) => made)
  const granted = sum(counts, ({ granted, grantedInPart }) => granted + grantedInPart)
  return (
    <section aria-labelledby="counts">
      <ErrorSummary faults={faults} />
      <h2 class="govuk-heading-m" id="counts">
        Made and granted
      </h2>
      <form method="get" action={paths.requests} class="app-filter" novalidate>
        <TextField name="from" label="First day" type="date" value={typed.from} faults={faults} />
        <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Count
        </button>
      </form>
      <p class="govuk-body">
        <strong>{shareText(granted, made)}</strong>
        {` of the requests submitted ${typed.from || typed.to ? 'on these days' : 'so far'} were granted, in whole or in part. Decisions up to ${londonTime(now)} are counted.`}
      </p>
      {counts.length > 0 && (
        <Table
          caption="Requests submitted, by force"
          columns={[
            { title: 'Force' },
            ...['Made', 'Granted', 'Granted in part', 'Refused', 'Withdrawn', 'Open'].map(
              (title) => ({ title, numeric: true }),
            ),
          ]}
          rows={counts.map((each) => [
            policeForce(each.policeForce)?.label ?? each.policeForce,
            each.made,
            each.granted,
            each.grantedInPart,
            each.refused,
            each.withdrawn,
            each.open,
          ])}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.requestSamples}>
          Samples of decided requests
        </a>
      </p>
    </section>
  )
}

/** `7 of 12 (58 %)`. */
function shareText(part: number, whole: number): string {
  return whole === 0 ? '0 of 0' : `${part} of ${whole} (${Math.round((100 * part) / whole)} %)`
}

function sum(counts: readonly RequestCounts[], of: (each: RequestCounts) => number): number {
  return counts.reduce((total, each) => total + of(each), 0)
}
