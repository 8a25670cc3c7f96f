import type { FC } from 'hono/jsx'
import { figuresOf, type ToldFunnel } from '../../domain/funnel.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { CountRange } from '../../domain/publishable-figures.ts'
import { PURPOSE_LENGTH } from '../../domain/purpose.ts'
import type { Asking } from '../../server/route.ts'
import type { ReviewFigures } from '../../store/records/funnel-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { ForceField } from '../components/force-field.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { ForceTable, FunnelTables } from './funnel-table.tsx'
import type { TypedPeriod } from './period.ts'
import { ReviewFiguresOf } from './review-figures.tsx'

/** A funnel as its reader may know it. */
export interface ShownFunnel {
  /** Since when, until when: in words. */
  readonly period: string
  /** Of which forces, in words. */
  readonly of: string
  /** When it was counted. */
  readonly at: Instant
  readonly forces: readonly {
    readonly policeForce: string
    readonly told: ToldFunnel<CountRange>
  }[]
  readonly total: ToldFunnel<CountRange>
  readonly reviews: ReviewFigures
}

/** What came of the crimes of a period, from batch to outcome. */
export const FunnelPage: FC<{
  asking: Asking
  /** What was asked for: days, or for whoever is told no small numbers a month of these. */
  typed: TypedPeriod & { readonly month: string }
  months: readonly string[] | undefined
  purpose: string
  faults: readonly FieldFault[]
  funnel: ShownFunnel | undefined
}> = ({ asking, typed, months, purpose, faults, funnel }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">From crime to outcome</h1>
    <form method="get" action={paths.funnel} class="app-filter" aria-label="Period" novalidate>
      {months ? (
        <SelectField
          name="month"
          label="Crimes that came in"
          value={typed.month}
          options={months.map((month) => ({ value: month, text: monthText(month) }))}
        />
      ) : (
        <>
          <TextField
            name="from"
            label="Crimes that came from"
            type="date"
            value={typed.from}
            faults={faults}
          />
          <TextField
            name="to"
            label="Until, included"
            type="date"
            value={typed.to}
            faults={faults}
          />
        </>
      )}
      <ForceField name="force" value={typed.force} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
    {funnel && <Shown funnel={funnel} suppressed={months !== undefined} />}
    {funnel && (
      <>
        <h2 class="govuk-heading-m">Download these figures</h2>
        <Form
          asking={asking}
          action={paths.funnelDownload}
          button="Download as CSV"
          kind="secondary"
          hidden={{ ...typed }}
        >
          <TextField
            name="purpose"
            label="What you need them for"
            value={purpose}
            faults={faults}
            maxlength={PURPOSE_LENGTH.most}
          />
        </Form>
      </>
    )}
  </>
)

const Shown: FC<{ funnel: ShownFunnel; suppressed: boolean }> = ({ funnel, suppressed }) => (
  <>
    <p class="govuk-body">
      {funnel.period}. What became of them is counted as it stood on {londonTime(funnel.at)}: what
      comes later is not in it, and shares of young crimes grow.
    </p>
    {suppressed && (
      <p class="govuk-body">
        Counts from 1 to 4 are shown as “fewer than 5”, so that nobody can be told from them. A sum
        over one of them is shown as the range that it must lie in.
      </p>
    )}
    <FunnelTables of={funnel.of} figures={figuresOf(funnel.total)} />
    <ReviewFiguresOf figures={funnel.reviews} />
    {funnel.forces.length > 1 && <ForceTable forces={funnel.forces} />}
  </>
)

/** `October 2026`. */
export function monthText(month: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-01T00:00:00Z`))
}
