import {
  addNoticeTarget,
  endNoticeTarget,
  sendNoticesAgain,
  type TypedTarget,
  tryNoticeTarget,
} from '../../app/notices/notice-targets.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { deadNotices } from '../../store/records/notice-records.ts'
import { listNoticeTargets } from '../../store/records/notice-target-records.ts'
import { listTeams } from '../../store/records/team-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS } from '../page-of.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { NoticesPage } from './notices-page.tsx'
import { SecretPage } from './secret-page.tsx'

const access = 'notices:manage'
const alter = { action: 'alter', what: 'notices' } as const

/** Who is told of incidents by e-mail or webhook, and what could not be delivered. */
export function noticeRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.notices,
      access,
      audit: { action: 'consult', what: 'notices' },
      handle: (context) => page(context, services, untyped),
    },
    {
      method: 'POST',
      path: paths.addNoticeTarget,
      access,
      audit: alter,
      handle: (context) => add(context, services),
    },
    {
      method: 'POST',
      path: paths.endNoticeTarget,
      access,
      audit: alter,
      async handle(context) {
        await endNoticeTarget(accountWork(context, services), await sentId(context, 'target'))
        return context.redirect(doneAt(paths.notices, 'target-ended'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.tryNoticeTarget,
      access,
      audit: alter,
      async handle(context) {
        await tryNoticeTarget(accountWork(context, services), await sentId(context, 'target'))
        return context.redirect(doneAt(paths.notices, 'target-tried'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.wakeNotice,
      access,
      audit: alter,
      async handle(context) {
        const { text } = await formValues(context)
        const which =
          text('target') === ''
            ? { notice: idIn(text('notice')) }
            : { target: idIn(text('target')) }
        await sendNoticesAgain(accountWork(context, services), which)
        return context.redirect(doneAt(paths.notices, 'notice-awoken'), 303)
      },
    },
  ]
}

async function add(context: Asked, services: PortalServices): Promise<Response> {
  const { text, ticked } = await formValues(context)
  const typed: TypedTarget = {
    kind: text('kind'),
    address: text('address'),
    families: ticked('families'),
    mildest: text('mildest'),
    team: text('team'),
  }
  const work = accountWork(context, services)
  const { notices, signIn, show } = services
  const taken = await takeForm(() => addNoticeTarget(work, typed, notices, signIn.key), 'address')
  if (taken.faults) return page(context, services, typed, taken.faults)
  const { secret } = taken.done
  if (secret === undefined) return context.redirect(doneAt(paths.notices, 'target-added'), 303)
  return show(
    context,
    { title: 'A new secret', section: paths.notices },
    <SecretPage address={typed.address} secret={secret} />,
  )
}

async function page(
  context: Asked,
  { folder: { records }, notices, show, now }: PortalServices,
  typed: TypedTarget,
  faults?: readonly FieldFault[],
): Promise<Response> {
  const targets = await listNoticeTargets(records)
  if (!faults) tell(context, { subjects: [], count: targets.length })
  const { sendsMail } = notices
  return show(
    context,
    { title: 'Notices', section: paths.notices, status: faults ? 422 : 200 },
    <NoticesPage
      asking={context.get('asking')}
      targets={targets}
      dead={await deadNotices(records, PAGE_ROWS)}
      teams={(await listTeams(records, now())).map(({ name }) => name)}
      sendsMail={sendsMail}
      typed={typed.kind === '' ? { ...typed, kind: sendsMail ? 'email' : 'webhook' } : typed}
      done={context.req.query('done')}
      faults={faults ?? []}
    />,
  )
}

async function sentId(context: Asked, name: string): Promise<number> {
  return idIn((await formValues(context)).text(name))
}

/** No id is 0. */
function idIn(text: string): number {
  const id = Number(text)
  return Number.isSafeInteger(id) ? id : 0
}

const untyped: TypedTarget = { kind: '', address: '', families: [], mildest: '2', team: '' }
