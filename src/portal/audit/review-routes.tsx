import { isOwn, reviewEvent } from '../../app/audit/review-event.ts'
import { AppError, nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { findAuditEvent } from '../../store/records/audit-records.ts'
import { auditReviewsOf } from '../../store/records/audit-reviews.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { auditCrumbs, samplesCrumbs } from './crumbs.ts'
import { EventPage } from './event-page.tsx'
import { ReviewForm, type TypedReview } from './review-form.tsx'

const section = paths.audit

/** One event of the audit, and what people find who look at it. */
export function reviewRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  const access = 'audit:review'
  const crumbsOf = (sample: number | undefined) =>
    sample === undefined ? auditCrumbs : sampleCrumbs(sample)
  return [
    {
      method: 'GET',
      path: paths.auditEvent(':id'),
      access,
      audit: { action: 'consult', what: 'audit' },
      async handle(context) {
        const event = await findAuditEvent(records, idOf(context))
        if (!event) throw nothingHere()
        const reviews = await auditReviewsOf(records, [event.id])
        tell(context, { subjects: [], count: 1, details: { event: event.id } })
        const asking = context.get('asking')
        const sample = wholeNumber(context.req.query('sample'))
        return show(
          context,
          { title: `Event ${event.id}`, crumbs: crumbsOf(sample), section },
          <EventPage event={event} reviews={reviews} done={context.req.query('done')}>
            {isOwn(event, asking.actor) ? (
              <p class="govuk-body">You did this yourself, so somebody else reviews it.</p>
            ) : (
              <>
                <h2 class="govuk-heading-m">Review this event</h2>
                <ReviewForm asking={asking} eventId={event.id} sample={sample} />
              </>
            )}
          </EventPage>,
        )
      },
    },
    {
      method: 'POST',
      path: paths.auditReview(':id'),
      access,
      audit: { action: 'alter', what: 'audit review' },
      async handle(context) {
        const form = await formValues(context)
        const typed = { finding: form.text('finding'), note: form.text('note') }
        const sample = wholeNumber(form.text('sample'))
        const eventId = idOf(context)
        const { faults } = await takeForm(() => keep(context, typed), 'finding')
        if (!faults) {
          const next = sample === undefined ? paths.auditEvent(eventId) : paths.auditSample(sample)
          return context.redirect(doneAt(next, 'reviewed'), 303)
        }
        // Without the event itself: what is not in the audit is not shown.
        const title = `Review event ${eventId}`
        return show(
          context,
          { title, crumbs: crumbsOf(sample), section, status: 422 },
          <>
            <ErrorSummary faults={faults} />
            <h1 class="govuk-heading-l">{title}</h1>
            <ReviewForm
              asking={context.get('asking')}
              eventId={eventId}
              sample={sample}
              typed={typed}
              faults={faults}
            />
          </>,
        )
      },
    },
  ]

  async function keep(context: Asked, { finding, note }: TypedReview): Promise<void> {
    if (finding !== 'ok' && finding !== 'query') {
      throw new AppError('INPUT_INVALID', 'Choose whether it is OK or a query', {
        field: 'finding',
      })
    }
    const review = { eventId: idOf(context), finding, note } as const
    await reviewEvent(accountWork(context, services), accountIdOf(context), review)
  }
}

function sampleCrumbs(sample: number) {
  return [...samplesCrumbs, { text: `Sample ${sample}`, href: paths.auditSample(sample) }]
}

/** @throws AppError NOT_FOUND for an address that no event can have. */
function idOf(context: Asked): number {
  const id = wholeNumber(context.req.param('id'))
  if (id === undefined) throw nothingHere()
  return id
}
