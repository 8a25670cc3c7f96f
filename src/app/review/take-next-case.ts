import { openPhases } from '../../domain/match-case.ts'
import type { Role } from '../../domain/roles.ts'
import { type CaseFilter, claimNextCase } from '../../store/records/visible-match-cases.ts'
import type { AccountWork } from '../accounts/account-work.ts'

/** The cases that somebody of a role may give a view of now. */
export function waitingFor(role: Role | 'operator' | 'nobody'): CaseFilter {
  return {
    phases: openPhases.filter((phase) => phase !== 'disagreed' || role === 'hub-manager'),
    notGivenByAsking: true,
  }
}

/**
 * Gives somebody the strongest case that waits for them, and for a while nobody else.
 *
 * @returns its number; `undefined` where none waits.
 */
export function takeNextCase(work: AccountWork, accountId: number): Promise<number | undefined> {
  const { records, now, actor, audit } = work
  return records.transaction(async (transaction) => {
    const found = await claimNextCase(transaction, { accountId, at: now }, waitingFor(actor.role))
    await audit(transaction, {
      action: 'consult',
      outcome: 'done',
      what: 'match reviews',
      subjects: found ? [found.deviceWearerId] : [],
      count: found ? 1 : 0,
      details: found ? { case: found.id } : {},
    })
    return found?.id
  })
}
