import { drawSample, MOST_SAMPLED } from '../../app/audit/draw-sample.ts'
import { nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { auditReviewsOf } from '../../store/records/audit-reviews.ts'
import {
  findAuditSample,
  listAuditSamples,
  sampledEvents,
} from '../../store/records/audit-samples.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { auditCrumbs, samplesCrumbs } from './crumbs.ts'
import { SamplePage } from './sample-page.tsx'
import { SamplesPage } from './samples-page.tsx'
import { type AskedSample, NO_SAMPLE, readSample, typedSample } from './typed-sample.ts'

const limit = PAGE_ROWS + 1
const section = paths.audit

/** Samples of what people looked at: drawn, listed, and one of them. */
export function sampleRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  const access = 'audit:review'
  const title = { title: 'Dip-sampling', crumbs: auditCrumbs, section }
  return [
    {
      method: 'GET',
      path: paths.auditSamples,
      access,
      audit: { action: 'consult', what: 'audit' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(await listAuditSamples(records, { before, limit }))
        tell(context, { subjects: [], details: { samples: shown.length } })
        return show(
          context,
          title,
          <SamplesPage
            asking={context.get('asking')}
            typed={NO_SAMPLE}
            faults={[]}
            samples={shown}
            first={before === undefined ? undefined : paths.auditSamples}
            next={last && within(paths.auditSamples, { before: last.id })}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.auditSamples,
      access,
      audit: { action: 'alter', what: 'audit sample' },
      async handle(context) {
        const typed = typedSample(await formValues(context))
        const read = readSample(typed, MOST_SAMPLED)
        const taken = read.faults ? read : await takeForm(() => draw(context, read.asked), 'from')
        if (!taken.faults) {
          return context.redirect(doneAt(paths.auditSample(taken.done), 'sample-drawn'), 303)
        }
        const asking = context.get('asking')
        return show(
          context,
          { ...title, status: 422 },
          <SamplesPage asking={asking} typed={typed} faults={taken.faults} samples={undefined} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.auditSample(':id'),
      access,
      audit: { action: 'consult', what: 'audit' },
      async handle(context) {
        const id = wholeNumber(context.req.param('id'))
        const sample = id === undefined ? undefined : await findAuditSample(records, id)
        if (!sample) throw nothingHere()
        const after = wholeNumber(context.req.query('after'))
        const { shown, last } = pageOf(await sampledEvents(records, sample.id, { after, limit }))
        const reviews = await auditReviewsOf(
          records,
          shown.map(({ id }) => id),
        )
        tell(context, { subjects: [], count: shown.length, details: { sample: sample.id } })
        const path = paths.auditSample(sample.id)
        return show(
          context,
          { title: `Sample ${sample.id}`, crumbs: samplesCrumbs, section },
          <SamplePage
            sample={sample}
            events={shown}
            reviews={reviews}
            done={context.req.query('done')}
            first={after === undefined ? undefined : path}
            next={last && within(path, { after: last.id })}
          />,
        )
      },
    },
  ]

  function draw(context: Asked, asked: AskedSample): Promise<number> {
    return drawSample(accountWork(context, services), accountIdOf(context), asked)
  }
}
