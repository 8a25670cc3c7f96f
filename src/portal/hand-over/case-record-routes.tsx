import {
  endCaseRecord,
  setCaseRecord,
  type TypedCaseRecord,
  tryCaseRecord,
  wakeAllHandOvers,
} from '../../app/hand-over/case-record.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { deadHandOvers, listCaseRecordTargets } from '../../store/records/case-record-targets.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { type Done, doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS } from '../page-of.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { CaseRecordPage, CaseRecordSecretPage } from './case-record-page.tsx'

const access = 'notices:manage'
const what = 'case record'
const crumbs = [{ text: 'Notices', href: paths.notices }]

const deeds = [
  [paths.tryCaseRecord, tryCaseRecord, 'case-record-tried'],
  [paths.endCaseRecord, endCaseRecord, 'case-record-ended'],
  [paths.wakeCaseRecord, wakeAllHandOvers, 'hand-overs-awoken'],
] as const satisfies readonly (readonly [string, typeof endCaseRecord, Done])[]

/** Where hand-overs go, and what could not be delivered. */
export function caseRecordRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.caseRecord,
      access,
      audit: { action: 'consult', what },
      handle: (context) => page(context, services, untyped),
    },
    {
      method: 'POST',
      path: paths.caseRecord,
      access,
      audit: { action: 'alter', what },
      handle: (context) => set(context, services),
    },
    ...deeds.map(
      ([path, work, done]): Route => ({
        method: 'POST',
        path,
        access,
        audit: { action: 'alter', what },
        async handle(context) {
          await work(accountWork(context, services))
          return context.redirect(doneAt(paths.caseRecord, done), 303)
        },
      }),
    ),
  ]
}

async function set(context: Asked, services: PortalServices): Promise<Response> {
  const { text, ticked } = await formValues(context)
  const sends = ticked('sends')
  const typed = {
    address: text('address'),
    sendsName: sends.includes('name'),
    sendsPicture: sends.includes('picture'),
  }
  const { notices, signIn, show } = services
  const work = accountWork(context, services)
  const taken = await takeForm(
    () => setCaseRecord(work, typed, notices.privateHosts, signIn.key),
    'address',
  )
  if (taken.faults) return page(context, services, typed, taken.faults)
  return show(
    context,
    { title: 'A new secret', crumbs, section: paths.notices },
    <CaseRecordSecretPage address={typed.address} secret={taken.done} />,
  )
}

async function page(
  context: Asked,
  { folder: { records }, show }: PortalServices,
  typed: TypedCaseRecord,
  faults?: readonly FieldFault[],
): Promise<Response> {
  const targets = await listCaseRecordTargets(records)
  if (!faults) tell(context, { subjects: [], count: targets.length })
  return show(
    context,
    { title: 'Case record', crumbs, section: paths.notices, status: faults ? 422 : 200 },
    <CaseRecordPage
      asking={context.get('asking')}
      targets={targets}
      dead={await deadHandOvers(records, PAGE_ROWS)}
      typed={typed}
      faults={faults ?? []}
      done={context.req.query('done')}
    />,
  )
}

const untyped: TypedCaseRecord = { address: '', sendsName: true, sendsPicture: true }
