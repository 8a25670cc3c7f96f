import { createAccount } from '../../app/accounts/accounts.ts'
import { type Role, roles } from '../../domain/roles.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountSorts, accountsPage } from '../../store/records/account-records.ts'
import { listTeams } from '../../store/records/team-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { AccountsPage, type AccountsView } from './accounts-page.tsx'
import { tellAccounts } from './consulted.ts'
import { HandedOverPage, passwordInstruction } from './handed-over-page.tsx'
import { NewAccountPage, type NewAccountProps } from './new-account-page.tsx'
import { scopeFrom, typedScope } from './scope-fields.tsx'

const PAGE = 50
const section = paths.accounts
const crumbs = [{ text: 'Accounts', href: paths.accounts }]

/** The list of accounts, and making one. */
export function accountListRoutes(services: PortalServices): Route[] {
  const { show, folder, now } = services
  const newPage = async (context: Asked, props: Partial<NewAccountProps> = {}) => {
    const teams = await listTeams(folder.records, now())
    return show(
      context,
      { title: 'Make an account', crumbs, section, status: props.faults ? 422 : 200 },
      <NewAccountPage
        asking={context.get('asking')}
        username=""
        name=""
        email=""
        typed={{ role: '', policeForce: '', practitioner: '', deviceWearerId: '', team: '' }}
        teams={teams.map(({ name }) => name)}
        faults={[]}
        {...props}
      />,
    )
  }
  return [
    {
      method: 'GET',
      path: paths.accounts,
      access: 'accounts:manage',
      audit: { action: 'consult', what: 'accounts' },
      async handle(context) {
        const view = viewFrom(context)
        const found = await accountsPage(folder.records, { ...view, limit: PAGE + 1 })
        const accounts = found.slice(0, PAGE)
        tellAccounts(context, accounts)
        const next = found.length > PAGE ? accounts.at(-1)?.id : undefined
        return show(
          context,
          { title: 'Accounts', section },
          <AccountsPage view={view} accounts={accounts} next={next} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.newAccount,
      access: 'accounts:manage',
      audit: 'nothing personal',
      handle: (context) => newPage(context),
    },
    {
      method: 'POST',
      path: paths.newAccount,
      access: 'accounts:manage',
      audit: { action: 'alter', what: 'accounts' },
      async handle(context) {
        const form = await formValues(context)
        const typed = typedScope(form)
        const sent = {
          username: form.text('username'),
          name: form.text('name'),
          email: form.text('email'),
        }
        const scope = scopeFrom(typed)
        if ('field' in scope) return newPage(context, { ...sent, typed, faults: [scope] })
        const details = { ...sent, email: sent.email || undefined, ...scope }
        const taken = await takeForm(
          () => createAccount(accountWork(context, services), details),
          'username',
        )
        if (taken.faults) return newPage(context, { ...sent, typed, faults: taken.faults })
        const { account, code } = taken.done
        return show(
          context,
          { title: 'The account is made', crumbs, section },
          <HandedOverPage
            account={account}
            title="The account is made"
            secret={code}
            instruction={
              code ? passwordInstruction : 'A service uses tokens: make one on its account’s page.'
            }
          />,
        )
      },
    },
  ]
}

function viewFrom(context: Asked): AccountsView {
  const sort = accountSorts.find((one) => one === context.req.query('sort')) ?? 'name'
  const role = roles.find((one): one is Role => one === context.req.query('role'))
  const after = Number(context.req.query('after') || Number.NaN)
  return {
    sort,
    descending: context.req.query('order') === 'descending',
    role,
    after: Number.isSafeInteger(after) ? after : undefined,
  }
}
