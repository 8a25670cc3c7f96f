import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonDate, londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { AuditSample } from '../../store/records/audit-samples.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { AuditPages } from './audit-pages.tsx'
import { progressText, SHARES, sizeText } from './sample-text.ts'
import type { TypedSample } from './typed-sample.ts'

/** Draws a sample of what people looked at, and lists those that were drawn. */
export const SamplesPage: FC<{
  asking: Asking
  typed: TypedSample
  faults: readonly FieldFault[]
  /** `undefined` where the form could not be taken: what is not in the audit is not shown. */
  samples: readonly AuditSample[] | undefined
  first?: string | undefined
  next?: string | undefined
}> = ({ asking, typed, faults, samples, first, next }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Dip-sampling</h1>
    <AuditPages current="samples" />
    <p class="govuk-body">
      Draws consultations, searches and exports of some days at random, each as likely as another,
      for people to look through. A sample stays as it was drawn.
    </p>
    <Form asking={asking} action={paths.auditSamples} button="Draw a sample">
      <div class="app-filter">
        <TextField name="from" label="First day" type="date" value={typed.from} faults={faults} />
        <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} />
        <SelectField
          name="share"
          label="Share of events"
          value={typed.share}
          faults={faults}
          options={[
            { value: '', text: 'Choose one, or a number' },
            ...SHARES.map((percent) => ({ value: String(percent), text: `${percent} %` })),
          ]}
        />
        <TextField
          name="count"
          label="Or a number of events"
          inputmode="numeric"
          value={typed.count}
          faults={faults}
          maxlength={3}
          width={5}
        />
      </div>
    </Form>
    {samples?.length === 0 && <p class="govuk-body">No sample has been drawn.</p>}
    {samples && samples.length > 0 && (
      <Table
        caption="Samples, the newest first"
        columns={[
          { title: 'Sample' },
          { title: 'Period' },
          { title: 'Drawn' },
          { title: 'How much' },
          { title: 'Reviewed' },
        ]}
        rows={samples.map((sample) => [
          <a href={paths.auditSample(sample.id)} class="govuk-link">
            Sample {sample.id}
          </a>,
          periodText(sample),
          <>
            {londonTime(sample.drawnAt)}
            <span class="app-aside">by {sample.drawnByUsername}</span>
          </>,
          `${sizeText(sample)}: ${counted(sample.events, 'event')}`,
          progressText(sample),
        ])}
      />
    )}
    <CursorLinks label="Pages of samples" first={first} next={next} />
  </>
)

/** Its end is the first instant that is not in it. */
function periodText({ within: { from, to } }: AuditSample): string {
  const [first, last] = [londonDate(from), londonDate(to - 1)]
  return first === last ? first : `${first} to ${last}`
}
