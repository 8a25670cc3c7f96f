import { addSender, endSender } from '../../app/mail-senders.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { listSenders } from '../../store/records/sender-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { SendersPage, type TypedSender } from './senders-page.tsx'

const alter = { action: 'alter', what: 'senders' } as const

/** Which addresses may send crimes of which force by e-mail. */
export function senderRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.senders,
      access: 'senders:manage',
      audit: { action: 'consult', what: 'senders' },
      handle: (context) => page(context, services, { address: '', policeForce: '' }),
    },
    {
      method: 'POST',
      path: paths.senders,
      access: 'senders:manage',
      audit: alter,
      async handle(context) {
        const { text } = await formValues(context)
        const typed = { address: text('address'), policeForce: text('policeForce') }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => addSender(work, typed), 'address')
        if (faults) return page(context, services, typed, faults)
        return context.redirect(doneAt(paths.senders, 'sender-added'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.endSender,
      access: 'senders:manage',
      audit: alter,
      async handle(context) {
        const sender = Number((await formValues(context)).text('sender'))
        await endSender(accountWork(context, services), Number.isSafeInteger(sender) ? sender : 0)
        return context.redirect(doneAt(paths.senders, 'sender-ended'), 303)
      },
    },
  ]
}

async function page(
  context: Asked,
  { folder, show }: PortalServices,
  typed: TypedSender,
  faults?: readonly FieldFault[],
): Promise<Response> {
  const senders = await listSenders(folder.records)
  if (!faults) tell(context, { subjects: [], count: senders.length })
  return show(
    context,
    {
      title: 'Who may send crimes by e-mail',
      section: paths.senders,
      status: faults ? 422 : 200,
    },
    <SendersPage
      asking={context.get('asking')}
      senders={senders}
      typed={typed}
      done={context.req.query('done')}
      {...(faults && { faults })}
    />,
  )
}
