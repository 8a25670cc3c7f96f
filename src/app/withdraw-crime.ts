import { AppError } from '../domain/errors.ts'
import { noteCrime } from '../store/records/touch-records.ts'
import { setWithdrawn, type Withdrawal } from '../store/records/withdrawal-records.ts'
import { type AccountWork, invalid } from './accounts/account-work.ts'

const LONGEST_REASON = 500

/**
 * Withdraws a crime, so that it is compared with nobody and who was near it falls away, or lets it stand again. A new
 * version of a withdrawn crime is kept, and it stays withdrawn.
 *
 * @throws AppError INPUT_INVALID for a reason of nothing or at length; ALREADY_DECIDED where it is so already, or the
 * crime is out of the account's scope.
 */
export function withdrawCrime(
  { records, now, actor, audit }: AccountWork,
  crimeId: number,
  kind: Withdrawal['kind'],
  reason: string,
): Promise<void> {
  return records.transaction(async (transaction) => {
    if (reason === '') throw invalid('Enter the reason', 'reason')
    if (reason.length > LONGEST_REASON) {
      throw invalid(`Enter a reason of at most ${LONGEST_REASON} characters`, 'reason')
    }
    const withdrawal = { kind, at: now, by: actor.username, reason }
    if (!(await setWithdrawn(transaction, actor.accountId ?? 0, crimeId, withdrawal))) {
      throw new AppError(
        'ALREADY_DECIDED',
        `Cannot change crime ${crimeId}: it ${kind === 'withdrawn' ? 'is withdrawn' : 'stands'} already; expected one that ${kind === 'withdrawn' ? 'stands' : 'is withdrawn'}`,
      )
    }
    await noteCrime(transaction, crimeId, 'withdrawal', now)
    await audit(transaction, {
      action: 'alter',
      outcome: 'done',
      what: 'crime',
      subjects: [],
      purpose: reason,
      details: { crime: crimeId, change: kind },
    })
  })
}
