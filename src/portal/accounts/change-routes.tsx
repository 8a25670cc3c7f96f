import { changeScope, rename } from '../../app/accounts/accounts.ts'
import type { Account } from '../../domain/account.ts'
import type { Asked, Route } from '../../server/route.ts'
import { listTeams } from '../../store/records/team-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { NamePage, ScopePage } from './change-pages.tsx'
import { accountNamed, tellAccounts } from './consulted.ts'
import { shownAbout } from './deed-routes.tsx'
import { scopeFrom, type TypedScope, typedFrom, typedScope } from './scope-fields.tsx'

const consult = { action: 'consult', what: 'accounts' } as const
const alter = { action: 'alter', what: 'accounts' } as const

/** Another name, or another role. */
export function accountChangeRoutes(services: PortalServices): Route[] {
  return [...nameRoutes(services), ...scopeRoutes(services)]
}

function nameRoutes(services: PortalServices): Route[] {
  const path = paths.accountDeed(':id', 'name')
  const access = 'accounts:manage'
  const page = (
    context: Asked,
    account: Account,
    { name, email }: { name: string; email: string },
    faults: readonly FieldFault[] = [],
  ) =>
    services.show(
      context,
      { ...shownAbout(account, 'Change the name or email'), status: faults.length ? 422 : 200 },
      <NamePage asking={context.get('asking')} {...{ account, name, email, faults }} />,
    )
  return [
    {
      method: 'GET',
      path,
      access,
      audit: consult,
      async handle(context) {
        const account = await accountNamed(context, services)
        tellAccounts(context, [account])
        return page(context, account, { name: account.name, email: account.email ?? '' })
      },
    },
    {
      method: 'POST',
      path,
      access,
      audit: alter,
      async handle(context) {
        const account = await accountNamed(context, services)
        const form = await formValues(context)
        const typed = { name: form.text('name'), email: form.text('email') }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => rename(work, account.id, typed), 'name')
        if (faults) return page(context, account, typed, faults)
        return context.redirect(doneAt(paths.accountOf(account.id), 'account-changed'), 303)
      },
    },
  ]
}

function scopeRoutes(services: PortalServices): Route[] {
  const path = paths.accountDeed(':id', 'scope')
  const access = 'accounts:manage'
  const page = async (
    context: Asked,
    account: Account,
    typed: TypedScope,
    faults: readonly FieldFault[] = [],
  ) => {
    const teams = await listTeams(services.folder.records, services.now())
    return services.show(
      context,
      {
        ...shownAbout(account, 'Change the role, force or team'),
        status: faults.length ? 422 : 200,
      },
      <ScopePage
        asking={context.get('asking')}
        teams={teams.map(({ name }) => name)}
        {...{ account, typed, faults }}
      />,
    )
  }
  return [
    {
      method: 'GET',
      path,
      access,
      audit: consult,
      async handle(context) {
        const account = await accountNamed(context, services)
        tellAccounts(context, [account])
        return page(context, account, typedFrom(account))
      },
    },
    {
      method: 'POST',
      path,
      access,
      audit: alter,
      async handle(context) {
        const account = await accountNamed(context, services)
        const typed = typedScope(await formValues(context))
        const scope = scopeFrom(typed)
        if ('field' in scope) return page(context, account, typed, [scope])
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => changeScope(work, account.id, scope), 'role')
        if (faults) return page(context, account, typed, faults)
        return context.redirect(doneAt(paths.accountOf(account.id), 'scope-changed'), 303)
      },
    },
  ]
}
