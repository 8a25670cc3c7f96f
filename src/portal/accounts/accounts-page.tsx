import type { FC } from 'hono/jsx'
import type { Account } from '../../domain/account.ts'
import { londonTime } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { type Role, roleLabel, roles } from '../../domain/roles.ts'
import type { AccountSort } from '../../store/records/account-records.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table, type TableColumn } from '../components/table.tsx'
import { paths } from '../paths.ts'

/** Which accounts, in which order. */
export interface AccountsView {
  readonly sort: AccountSort
  readonly descending: boolean
  readonly role: Role | undefined
  readonly after: number | undefined
}

/** Everybody who may sign in. */
export const AccountsPage: FC<{
  view: AccountsView
  accounts: readonly Account[]
  next: number | undefined
}> = ({ view, accounts, next }) => (
  <>
    <h1 class="govuk-heading-l">Accounts</h1>
    <p class="govuk-body">
      <a class="govuk-button" href={paths.newAccount}>
        Make an account
      </a>
    </p>
    <form method="get" action={paths.accounts} class="app-filter">
      <SelectField
        name="role"
        label="Role"
        value={view.role ?? ''}
        options={[
          { value: '', text: 'Every role' },
          ...roles.map((role) => ({ value: role, text: roleLabel(role) })),
        ]}
      />
      <input type="hidden" name="sort" value={view.sort} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
    {accounts.length === 0 ? (
      <p class="govuk-body">No account has this role.</p>
    ) : (
      <Table
        caption="Accounts"
        columns={[
          sortable(view, 'name', 'Name'),
          sortable(view, 'username', 'Username'),
          { title: 'Role' },
          { title: 'For' },
          { title: 'State' },
          sortable(view, 'created', 'Made'),
        ]}
        rows={accounts.map((account) => [
          <a class="govuk-link" href={paths.accountOf(account.id)}>
            {account.name}
          </a>,
          account.username,
          roleLabel(account.role),
          scopeText(account),
          accountState(account),
          londonTime(account.createdAt),
        ])}
      />
    )}
    <CursorLinks
      label="Pages of accounts"
      first={view.after === undefined ? undefined : hrefOf({ ...view, after: undefined })}
      next={next === undefined ? undefined : hrefOf({ ...view, after: next })}
    />
  </>
)

/** What it can be used for now, in a word or two. */
export function accountState(account: Account): string {
  if (account.disabledAt !== undefined) return 'Disabled'
  if (account.role === 'service' || account.fromProvider) return 'In use'
  if (!account.hasPassword) return 'Waits for a password'
  return account.hasAuthenticator ? 'In use' : 'Without authenticator'
}

function scopeText({ policeForce: force, team, deviceWearerId }: Account): string {
  const texts = [force && (policeForce(force)?.label ?? force), team, deviceWearerId]
  return texts.filter(Boolean).join(', ')
}

function sortable(view: AccountsView, sort: AccountSort, title: string): TableColumn {
  const isSorted = view.sort === sort
  const descending = isSorted && !view.descending
  return {
    title,
    sortHref: hrefOf({ ...view, sort, descending, after: undefined }),
    sorted: isSorted ? (view.descending ? 'descending' : 'ascending') : undefined,
  }
}

function hrefOf({ sort, descending, role, after }: AccountsView): string {
  const query = new URLSearchParams({ sort })
  if (descending) query.set('order', 'descending')
  if (role) query.set('role', role)
  if (after !== undefined) query.set('after', String(after))
  return `${paths.accounts}?${query}`
}
