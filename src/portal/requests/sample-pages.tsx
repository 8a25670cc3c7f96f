import type { FC } from 'hono/jsx'
import { londonDate, londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { RequestSample, SampledRequest } from '../../store/records/request-samples.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { FindingFields } from '../components/finding-fields.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

/** Per cent of what was decided. */
export const SHARES = [10, 25, 50, 100] as const

export interface TypedDraw {
  readonly from: string
  readonly to: string
  readonly share: string
}

/** Draws a sample of decided requests, and lists those that were drawn. */
export const RequestSamplesPage: FC<{
  asking: Asking
  typed: TypedDraw
  faults: readonly FieldFault[]
  /** `undefined` where the form could not be taken. */
  samples: readonly RequestSample[] | undefined
}> = ({ asking, typed, faults, samples }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Samples of decided requests</h1>
    <p class="govuk-body">
      Draws decided requests at random for somebody to look through who did not decide them. Every
      request in which a life was at risk is drawn. A sample stays as it was drawn.
    </p>
    <Form asking={asking} action={paths.requestSamples} button="Draw a sample">
      <div class="app-filter">
        <TextField name="from" label="First day" type="date" value={typed.from} faults={faults} />
        <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} />
        <SelectField
          name="share"
          label="Share of the decisions"
          value={typed.share}
          faults={faults}
          options={[
            { value: '', text: 'Choose one' },
            ...SHARES.map((percent) => ({ value: String(percent), text: `${percent} %` })),
          ]}
        />
      </div>
    </Form>
    {samples?.length === 0 && <p class="govuk-body">No sample has been drawn.</p>}
    {samples && samples.length > 0 && (
      <Table
        caption="Samples, the newest first"
        columns={['Sample', 'Decided', 'Share', 'Drawn', 'Reviewed'].map((title) => ({ title }))}
        rows={samples.map((sample) => [
          <a class="govuk-link" href={paths.requestSample(sample.id)}>
            Sample {sample.id}
          </a>,
          `${londonDate(sample.within.from)} to ${londonDate(sample.within.to - 1)}`,
          `${Math.round(sample.share * 100)} %`,
          `${sample.drawnBy}, ${londonTime(sample.drawnAt)}`,
          `${sample.reviewed} of ${sample.requests}`,
        ])}
      />
    )}
  </>
)

interface ReviewFormProps {
  readonly asking: Asking
  readonly sampleId: number
  /** Not reviewed yet. */
  readonly open: readonly Pick<SampledRequest, 'requestId' | 'number'>[]
  readonly typed?: { readonly request: string; readonly finding: string; readonly note: string }
  readonly faults?: readonly FieldFault[]
}

/** Says what somebody found who looked at a request. */
export const RequestReviewForm: FC<ReviewFormProps> = (props) => {
  const { asking, sampleId, open, typed, faults = [] } = props
  return (
    <Form asking={asking} action={paths.reviewRequest(sampleId)} button="Keep the review">
      <SelectField
        name="request"
        label="Request"
        value={typed?.request}
        faults={faults}
        options={[
          { value: '', text: 'Choose one' },
          ...open.map(({ requestId, number }) => ({ value: String(requestId), text: number })),
        ]}
      />
      <FindingFields typed={typed} faults={faults} />
    </Form>
  )
}

/** A sample: its requests, and what was found of each. */
export const RequestSamplePage: FC<{
  asking: Asking
  sample: RequestSample
  requests: readonly SampledRequest[]
  done: string | undefined
}> = ({ asking, sample, requests, done }) => {
  const open = requests.filter(({ finding }) => finding === undefined)
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Sample {sample.id}</h1>
      <p class="govuk-body-l">{`${sample.reviewed} of ${sample.requests} reviewed`}</p>
      <Table
        caption="Requests drawn"
        columns={['Request', 'Finding', 'Note', 'Reviewed'].map((title) => ({ title }))}
        rows={requests.map((each) => [
          <a class="govuk-link" href={paths.request(each.requestId)}>
            {each.number}
          </a>,
          each.finding === undefined ? 'Not reviewed' : each.finding === 'ok' ? 'OK' : 'Query',
          each.note,
          each.reviewedAt === undefined ? '' : `${each.reviewedBy}, ${londonTime(each.reviewedAt)}`,
        ])}
      />
      {open.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Review a request</h2>
          <RequestReviewForm asking={asking} sampleId={sample.id} open={open} />
        </>
      )}
    </>
  )
}
