import { writeRequest } from '../../app/requests/make-request.ts'
import { mayAct } from '../../domain/data-request.ts'
import { AppError } from '../../domain/errors.ts'
import { contentFaults } from '../../domain/request-content.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import type { DataRequest } from '../../store/records/visible-requests.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { RequestFormPage } from './form-page.tsx'
import { crumbsOf, requestCrumbs, requestNamed } from './request-named.ts'
import {
  NO_REQUEST,
  readRequest,
  requestAsTyped,
  type TypedRequest,
  typedRequest,
} from './typed-request.ts'

const section = paths.requests
const MOST_BYTES = 64 * 1024

/** Writing a request, keeping it as a draft, and submitting it. */
export function requestFormRoutes(services: PortalServices): Route[] {
  const { show, policy, now } = services
  const access = 'requests:make'
  const audit = { action: 'alter', what: 'data request' } as const
  return [
    {
      method: 'GET',
      path: paths.newRequest,
      access,
      audit: 'nothing personal',
      handle: (context) => page(context, undefined, NO_REQUEST),
    },
    {
      method: 'POST',
      path: paths.newRequest,
      access,
      audit,
      maxBytes: MOST_BYTES,
      handle: (context) => write(context, undefined),
    },
    {
      method: 'GET',
      path: paths.requestDeed(':id', 'edit'),
      access,
      audit: { action: 'consult', what: 'data request' },
      async handle(context) {
        const request = await draftNamed(context)
        tell(context, { subjects: [], details: { request: request.id } })
        return page(context, request, requestAsTyped(request))
      },
    },
    {
      method: 'POST',
      path: paths.requestDeed(':id', 'edit'),
      access,
      audit,
      maxBytes: MOST_BYTES,
      handle: async (context) => write(context, await draftNamed(context)),
    },
  ]

  async function write(context: Asked, draft: DataRequest | undefined): Promise<Response> {
    const form = await formValues(context)
    const typed = typedRequest(form)
    const submit = form.text('next') === 'submit'
    const read = readRequest(typed)
    if (read.faults) return page(context, draft, typed, read.faults)
    const { content } = read
    // Every fault at once; the use case holds whoever comes another way to the same rules.
    const faults = submit
      ? contentFaults(content, policy.dataRequests, now()).map(({ field, text }) => ({
          field,
          text,
        }))
      : []
    if (faults.length > 0) return page(context, draft, typed, faults)
    const taken = await takeForm(
      () =>
        writeRequest(accountWork(context, services), policy, { id: draft?.id, content, submit }),
      'offence',
    )
    if (taken.faults) return page(context, draft, typed, taken.faults)
    const done = submit ? 'request-submitted' : 'request-saved'
    return context.redirect(doneAt(paths.request(taken.done), done), 303)
  }

  function page(
    context: Asked,
    draft: DataRequest | undefined,
    typed: TypedRequest,
    faults: readonly FieldFault[] = [],
  ): Response {
    const title = draft ? 'Change the draft' : 'Make a request'
    const crumbs = draft ? crumbsOf(draft) : requestCrumbs
    return show(
      context,
      { title, crumbs, section, status: faults.length > 0 ? 422 : 200 },
      <RequestFormPage
        asking={context.get('asking')}
        title={title}
        action={draft ? paths.requestDeed(draft.id, 'edit') : paths.newRequest}
        typed={typed}
        limits={policy.dataRequests}
        faults={faults}
      />,
    )
  }

  /** @throws AppError NOT_FOUND; ALREADY_DECIDED where it is not the account's draft any more. */
  async function draftNamed(context: Asked): Promise<DataRequest> {
    const request = await requestNamed(context, services)
    const by = { accountId: accountIdOf(context), decides: false }
    if (mayAct('edit', request, by, now())) return request
    throw new AppError(
      'ALREADY_DECIDED',
      'Cannot change the request: it is no draft of yours any more. Load its page again',
    )
  }
}
