import type { Interval } from '../../domain/interval.ts'
import { type Covered, endCoverAt, insertCover } from '../../store/records/cover-records.ts'
import { teamExists } from '../../store/records/team-records.ts'
import { type AccountWork, altering, invalid, notFound } from './account-work.ts'
import { knownAccount } from './accounts.ts'

const LONGEST_DAYS = 92
const DAY = 86_400_000

/**
 * Lets a practitioner see the wearers of another, or of a team, for a while.
 *
 * @returns its id.
 * @throws AppError INPUT_INVALID with `field`: no practitioner, no such team, no reason, or an interval
 * that is over, turned round, or longer than a quarter of a year.
 */
export function addCover(
  work: AccountWork,
  cover: { accountId: number; covered: Covered; within: Interval; reason: string },
): Promise<number> {
  const { accountId, covered, within } = cover
  const reason = cover.reason.trim()
  return altering(work, 'covers', async (transaction) => {
    const account = await knownAccount(transaction, accountId)
    if (account.role !== 'probation-practitioner') {
      throw invalid(
        `Cannot let account ${accountId} cover: expected a probation practitioner's`,
        'accountId',
      )
    }
    if ('team' in covered && !(await teamExists(transaction, covered.team))) {
      throw invalid(`Cannot cover team "${covered.team}": there is none`, 'team')
    }
    if ('practitioner' in covered && covered.practitioner.trim() === '') {
      throw invalid('Cannot cover: expected the name of a practitioner', 'practitioner')
    }
    if (reason === '') throw invalid('Cannot cover: expected a reason', 'reason')
    const { from, to } = within
    if (!(from < to) || to <= work.now || to - from > LONGEST_DAYS * DAY) {
      throw invalid(
        `Cannot cover: expected an interval that ends in future and lasts ${LONGEST_DAYS} days at most`,
        'to',
      )
    }
    const madeBy = work.actor.accountId
    const id = await insertCover(transaction, { accountId, covered, within, reason, madeBy })
    return { result: id, details: { change: 'added', account: accountId, cover: id } }
  })
}

/** Ends cover now. @throws AppError NOT_FOUND where none is in force or to come. */
export function endCover(work: AccountWork, id: number): Promise<void> {
  return altering(work, 'covers', async (transaction) => {
    const account = await endCoverAt(transaction, id, work.now)
    if (account === undefined) {
      throw notFound(`Cannot end cover ${id}: there is none in force or to come`)
    }
    return { result: undefined, details: { change: 'ended', account, cover: id } }
  })
}
