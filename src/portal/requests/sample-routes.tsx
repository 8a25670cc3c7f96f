import { drawRequests, reviewRequest } from '../../app/requests/sample-requests.ts'
import { nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import {
  type RequestSample,
  requestSamples,
  sampledRequests,
} from '../../store/records/request-samples.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { readDays } from '../components/typed-days.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { requestCrumbs } from './request-named.ts'
import {
  RequestReviewForm,
  RequestSamplePage,
  RequestSamplesPage,
  SHARES,
  type TypedDraw,
} from './sample-pages.tsx'

const section = paths.requests
const access = 'audit:review'
const title = 'Samples of decided requests'
const NO_DRAW: TypedDraw = { from: '', to: '', share: '' }

/** Samples of decided requests: drawn, listed, and reviewed. */
export function requestSampleRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  return [
    {
      method: 'GET',
      path: paths.requestSamples,
      access,
      audit: { action: 'consult', what: 'data request sample' },
      async handle(context) {
        const samples = await requestSamples(records, undefined)
        tell(context, { subjects: [], count: samples.length })
        return samplesPage(context, NO_DRAW, [], samples)
      },
    },
    {
      method: 'POST',
      path: paths.requestSamples,
      access,
      audit: { action: 'alter', what: 'data request sample' },
      async handle(context) {
        const form = await formValues(context)
        const typed = { from: form.text('from'), to: form.text('to'), share: form.text('share') }
        const read = readDraw(typed)
        const taken = read.faults
          ? { faults: read.faults }
          : await takeForm(() => drawRequests(accountWork(context, services), read), 'from')
        if (taken.faults) return samplesPage(context, typed, taken.faults, undefined)
        return context.redirect(doneAt(paths.requestSample(taken.done), 'sample-drawn'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.requestSample(':id'),
      access,
      audit: { action: 'consult', what: 'data request sample' },
      async handle(context) {
        const sample = await sampleNamed(context)
        const requests = await sampledRequests(records, sample.id)
        tell(context, { subjects: [], count: requests.length, details: { sample: sample.id } })
        return show(
          context,
          { title: `Sample ${sample.id}`, crumbs: samplesCrumbs, section },
          <RequestSamplePage
            asking={context.get('asking')}
            sample={sample}
            requests={requests}
            done={context.req.query('done')}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.reviewRequest(':id'),
      access,
      audit: { action: 'alter', what: 'data request sample' },
      async handle(context) {
        const sample = await sampleNamed(context)
        const form = await formValues(context)
        const typed = {
          request: form.text('request'),
          finding: form.text('finding'),
          note: form.text('note'),
        }
        const requestId = wholeNumber(typed.request) ?? 0
        const review = { ...typed, sampleId: sample.id, requestId }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => reviewRequest(work, review), 'request')
        if (!faults)
          return context.redirect(doneAt(paths.requestSample(sample.id), 'reviewed'), 303)
        const drawn = await sampledRequests(records, sample.id)
        return show(
          context,
          { title: 'Review a request', crumbs: samplesCrumbs, section, status: 422 },
          <>
            <ErrorSummary faults={faults} />
            <h1 class="govuk-heading-l">Review a request</h1>
            <RequestReviewForm
              asking={context.get('asking')}
              sampleId={sample.id}
              open={drawn.filter(({ finding }) => finding === undefined)}
              typed={typed}
              faults={faults}
            />
          </>,
        )
      },
    },
  ]

  function samplesPage(
    context: Asked,
    typed: TypedDraw,
    faults: readonly FieldFault[],
    samples: readonly RequestSample[] | undefined,
  ): Response {
    return show(
      context,
      { title, crumbs: requestCrumbs, section, status: faults.length > 0 ? 422 : 200 },
      <RequestSamplesPage
        asking={context.get('asking')}
        typed={typed}
        faults={faults}
        samples={samples}
      />,
    )
  }

  /** @throws AppError NOT_FOUND. */
  async function sampleNamed(context: Asked): Promise<RequestSample> {
    const id = wholeNumber(context.req.param('id'))
    const [sample] = id === undefined ? [] : await requestSamples(records, id)
    if (!sample) throw nothingHere()
    return sample
  }
}

const samplesCrumbs = [...requestCrumbs, { text: 'Samples', href: paths.requestSamples }]

function readDraw(typed: TypedDraw) {
  const { from, to, faults } = readDays(typed)
  const missing = (['from', 'to'] as const)
    .filter((field) => typed[field] === '')
    .map((field) => ({ field, text: `Enter the ${field === 'from' ? 'first' : 'last'} day` }))
  const percent = SHARES.find((each) => String(each) === typed.share)
  const noShare = percent ? [] : [{ field: 'share', text: 'Choose a share' }]
  const all = [...missing, ...faults, ...noShare]
  if (from === undefined || to === undefined || !percent || all.length > 0) return { faults: all }
  return { within: { from, to }, share: percent / 100 }
}
