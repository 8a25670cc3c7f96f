import type { Account } from '../../domain/account.ts'
import { AppError } from '../../domain/errors.ts'
import { type Asked, tell } from '../../server/route.ts'
import { accountById } from '../../store/records/account-records.ts'
import type { PortalServices } from '../portal-services.ts'

/** Tells that accounts were looked at; an account of a device wearer is about them. */
export function tellAccounts(context: Asked, accounts: readonly Account[]): void {
  const subjects = accounts.flatMap(({ deviceWearerId }) => deviceWearerId ?? [])
  const [only, ...others] = accounts
  const details = only && others.length === 0 ? { account: only.id } : undefined
  tell(context, { subjects, count: accounts.length, ...(details && { details }) })
}

/** The account that an address names. @throws AppError NOT_FOUND. */
export async function accountNamed(
  context: Asked,
  { folder }: Pick<PortalServices, 'folder'>,
): Promise<Account> {
  const typed = context.req.param('id') ?? ''
  const account = /^\d{1,15}$/.test(typed)
    ? await accountById(folder.records, Number(typed))
    : undefined
  if (account) return account
  throw new AppError('NOT_FOUND', `Cannot show account ${typed}: there is none of that number`)
}
