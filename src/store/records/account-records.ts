import type { Account, AccountDetails, AccountScope } from '../../domain/account.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Role } from '../../domain/roles.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** The columns of an account, for any statement that names the table `accounts`. */
export const accountColumns = `accounts.id, username, accounts.name, email, role, police_force, team,
  device_wearer_id, practitioner, password_hash is not null as has_password,
  totp_secret is not null as has_authenticator, oidc_issuer is not null as from_provider,
  accounts.created_at, disabled_at`

export type AccountRow = RecordRow & {
  id: bigint
  username: string
  name: string
  email: string | null
  role: Role
  police_force: string | null
  team: string | null
  device_wearer_id: string | null
  practitioner: string | null
  has_password: boolean
  has_authenticator: boolean
  from_provider: boolean
  created_at: string
  disabled_at: string | null
}

export function accountFrom(row: AccountRow): Account {
  return {
    id: Number(row.id),
    username: row.username,
    name: row.name,
    email: row.email ?? undefined,
    role: row.role,
    policeForce: row.police_force ?? undefined,
    team: row.team ?? undefined,
    deviceWearerId: row.device_wearer_id ?? undefined,
    practitioner: row.practitioner ?? undefined,
    hasPassword: row.has_password,
    hasAuthenticator: row.has_authenticator,
    fromProvider: row.from_provider,
    createdAt: instantFrom(row.created_at),
    disabledAt: instantIfAny(row.disabled_at),
  }
}

/** Who an identity provider says somebody is. */
export interface ProviderIdentity {
  readonly issuer: string
  readonly subject: string
}

/** @throws UniqueViolation `accounts_username` or `accounts_oidc`. */
export async function insertAccount(
  query: RecordsQuery,
  details: AccountDetails,
  createdAt: Instant,
  identity?: ProviderIdentity,
): Promise<Account> {
  const [row] = await query.query<AccountRow>(
    `insert into accounts (username, name, email, role, police_force, team, device_wearer_id,
       practitioner, created_at, oidc_issuer, oidc_subject)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${accountColumns}`,
    [
      details.username,
      details.name,
      details.email,
      ...scopeValues(details),
      instantText(createdAt),
      identity?.issuer,
      identity?.subject,
    ],
  )
  if (!row) throw new Error('Cannot keep an account: the records returned none')
  return accountFrom(row)
}

export async function accountById(query: RecordsQuery, id: number): Promise<Account | undefined> {
  const [row] = await query.query<AccountRow>(
    `select ${accountColumns} from accounts where id = $1`,
    [id],
  )
  return row && accountFrom(row)
}

export async function accountByUsername(
  query: RecordsQuery,
  username: string,
): Promise<Account | undefined> {
  const [row] = await query.query<AccountRow>(
    `select ${accountColumns} from accounts where username = $1`,
    [username],
  )
  return row && accountFrom(row)
}

/** Locked until the transaction ends: of two first sign-ins at once one waits for the other. */
export async function accountOfIdentity(
  transaction: RecordsQuery,
  { issuer, subject }: ProviderIdentity,
): Promise<Account | undefined> {
  const [row] = await transaction.query<AccountRow>(
    `select ${accountColumns} from accounts
     where oidc_issuer = $1 and oidc_subject = $2 for update`,
    [issuer, subject],
  )
  return row && accountFrom(row)
}

/** What a list of accounts can be sorted by; ids settle what is equal. */
export const accountSorts = ['username', 'name', 'created'] as const
export type AccountSort = (typeof accountSorts)[number]

const sortColumns = {
  username: 'accounts.username',
  name: 'lower(accounts.name)',
  created: 'accounts.created_at',
} as const satisfies Record<AccountSort, string>

export interface AccountsPage {
  readonly sort: AccountSort
  readonly descending?: boolean | undefined
  readonly role?: Role | undefined
  /** The account after which the page begins: by its id, so that an address holds no name. */
  readonly after?: number | undefined
  readonly limit: number
}

/** One page of accounts. */
export async function accountsPage(
  query: RecordsQuery,
  { sort, descending = false, role, after, limit }: AccountsPage,
): Promise<Account[]> {
  const key = `${sortColumns[sort]}, accounts.id`
  const [beyond, direction] = descending ? ['<', 'desc'] : ['>', 'asc']
  const rows = await query.query<AccountRow>(
    `select ${accountColumns} from accounts
     where ($1::text is null or role = $1)
       and ($2::bigint is null or (${key}) ${beyond} (select ${key} from accounts where id = $2))
     order by ${sortColumns[sort]} ${direction}, accounts.id ${direction} limit $3`,
    [role, after, limit],
  )
  return rows.map(accountFrom)
}

/** Usernames by account. */
export async function usernamesOf(
  query: RecordsQuery,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await query.query<{ id: bigint; username: string }>(
    'select id, username from accounts where id = any ($1::bigint[])',
    [ids],
  )
  return new Map(rows.map(({ id, username }) => [Number(id), username]))
}

export async function anyAccount(query: RecordsQuery): Promise<boolean> {
  const [row] = await query.query<{ any: boolean }>('select exists (select from accounts) as any')
  return row?.any ?? false
}

/** No other transaction makes or changes an account until this one ends. */
export async function lockAccounts(transaction: RecordsQuery): Promise<void> {
  await transaction.query('lock table accounts in share row exclusive mode')
}

/** Whether another account that is not disabled is an administrator's. */
export async function anotherAdministrator(
  transaction: RecordsQuery,
  id: number,
): Promise<boolean> {
  const [row] = await transaction.query<{ another: boolean }>(
    `select exists (select from accounts
       where role = 'administrator' and disabled_at is null and id <> $1) as another`,
    [id],
  )
  return row?.another ?? false
}

export async function setScope(
  query: RecordsQuery,
  id: number,
  scope: AccountScope,
): Promise<void> {
  await query.query(
    `update accounts set role = $2, police_force = $3, team = $4, device_wearer_id = $5,
       practitioner = $6
     where id = $1`,
    [id, ...scopeValues(scope)],
  )
}

export async function setName(
  query: RecordsQuery,
  id: number,
  { name, email }: { name: string; email: string | undefined },
): Promise<void> {
  await query.query('update accounts set name = $2, email = $3 where id = $1', [id, name, email])
}

/** @param disabledAt `undefined` enables it, and forgets wrong tries. */
export async function setDisabled(
  query: RecordsQuery,
  id: number,
  disabledAt: Instant | undefined,
): Promise<void> {
  await query.query(
    `update accounts set disabled_at = $2, failed_attempts = 0, locked_until = null
     where id = $1`,
    [id, instantText(disabledAt)],
  )
}

function scopeValues(scope: AccountScope): (string | undefined)[] {
  return [scope.role, scope.policeForce, scope.team, scope.deviceWearerId, scope.practitioner]
}
