import { findCandidates } from '../../app/requests/find-candidates.ts'
import { requestActor } from '../../app/requests/request-work.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { requestCounts } from '../../store/records/request-counts.ts'
import {
  looksUnder,
  requestSteps,
  visibleRequests,
  wearersOfRequest,
} from '../../store/records/visible-requests.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { readDays } from '../components/typed-days.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import type { CountsShown } from './counts-section.tsx'
import { requestFormRoutes } from './form-routes.tsx'
import { RequestListPage } from './list-page.tsx'
import { requestDeeds } from './request-deeds.tsx'
import { crumbsOf, requestCrumbs, requestNamed } from './request-named.ts'
import { RequestPage } from './request-page.tsx'
import { requestName } from './request-text.ts'
import { requestSampleRoutes } from './sample-routes.tsx'

const limit = PAGE_ROWS + 1
const section = paths.requests

/** Requests for location data: the list, one of them, and everything that is done to it. */
export function requestRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.requests,
      access: 'requests:read',
      audit: { action: 'consult', what: 'data requests' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(
          await visibleRequests(records, accountIdOf(context), { before, limit }),
        )
        tell(context, { subjects: [], count: shown.length })
        const { permissions } = context.get('asking').actor
        return show(
          context,
          { title: 'Requests for location data', section },
          <RequestListPage
            requests={shown}
            makes={permissions.has('requests:make')}
            counts={permissions.has('requests:make') ? undefined : await counted(context)}
            now={now()}
            done={context.req.query('done')}
            first={before === undefined ? undefined : paths.requests}
            next={last && within(paths.requests, { before: last.id })}
          />,
        )
      },
    },
    ...requestFormRoutes(services),
    ...requestSampleRoutes(services),
    {
      method: 'GET',
      path: paths.request(':id'),
      access: 'requests:read',
      audit: { action: 'consult', what: 'data request' },
      async handle(context) {
        const request = await requestNamed(context, services)
        const by = requestActor(context.get('asking'))
        const viewer = { accountId: by.accountId, at: now() }
        const granted = await wearersOfRequest(records, viewer, request.id)
        const candidates =
          by.decides && request.state === 'submitted' && request.about === 'person'
            ? await findCandidates(records, viewer, request.persons)
            : []
        const named = new Set([...granted, ...candidates.map(({ id }) => id)])
        tell(context, { subjects: [...named], details: { request: request.id } })
        return show(
          context,
          { title: requestName(request), crumbs: requestCrumbs, section },
          <RequestPage
            asking={context.get('asking')}
            request={request}
            steps={await requestSteps(records, by.accountId, request.id)}
            looks={await looksUnder(records, by.accountId, request.id)}
            granted={granted}
            candidates={candidates}
            by={by}
            now={now()}
            done={context.req.query('done')}
          />,
        )
      },
    },
    ...requestDeeds.map(
      ({ act, access, title, Form, field, done, work }): Route => ({
        method: 'POST',
        path: paths.requestDeed(':id', act),
        access,
        audit: { action: 'alter', what: 'data request' },
        maxBytes: 64 * 1024,
        async handle(context) {
          const request = await requestNamed(context, services)
          const form = await formValues(context)
          const { faults } = await takeForm(
            () => work(accountWork(context, services), services.policy, request.id, form),
            field,
          )
          if (!faults) return context.redirect(doneAt(paths.request(request.id), done), 303)
          // The form alone: what else the page says is not in the audit.
          const ids = [...form.ticked('wearers'), form.text('otherWearers')].join(' ').trim()
          return show(
            context,
            { title, crumbs: crumbsOf(request), section, status: 422 },
            <>
              <ErrorSummary faults={faults} />
              <h1 class="govuk-heading-l">{title}</h1>
              <Form
                asking={context.get('asking')}
                request={request}
                typed={(name) => (name === 'wearers' ? ids : form.text(name))}
                faults={faults}
              />
            </>,
          )
        },
      }),
    ),
  ]

  async function counted(context: Asked): Promise<CountsShown> {
    const typed = { from: context.req.query('from') ?? '', to: context.req.query('to') ?? '' }
    const { from, to, faults } = readDays(typed)
    const counts = faults.length > 0 ? [] : await requestCounts(records, { from, to })
    return { typed, faults, counts, now: now() }
  }
}
