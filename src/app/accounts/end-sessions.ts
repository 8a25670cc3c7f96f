import { endSessionsOf } from '../../store/records/session-records.ts'
import { type AccountWork, altering } from './account-work.ts'
import { knownAccount } from './accounts.ts'
import type { SignedIn } from './signed-in.ts'

/** Signs one's own account out everywhere else. */
export function endOtherSessions(work: AccountWork, { account, session }: SignedIn): Promise<void> {
  return altering(work, 'session', async (transaction) => {
    const ended = await endSessionsOf(transaction, account.id, session.idHash)
    return { result: undefined, details: { change: 'ended elsewhere', account: account.id, ended } }
  })
}

/** Signs an account out everywhere. @throws AppError NOT_FOUND. */
export function endSessionsEverywhere(work: AccountWork, accountId: number): Promise<void> {
  return altering(work, 'session', async (transaction) => {
    const { id } = await knownAccount(transaction, accountId)
    const ended = await endSessionsOf(transaction, id)
    return { result: undefined, details: { change: 'ended everywhere', account: id, ended } }
  })
}
