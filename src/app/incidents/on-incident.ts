import { nothingHere } from '../../domain/errors.ts'
import { lockIncident } from '../../store/records/incident-casework.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type VisibleIncident, visibleIncident } from '../../store/records/visible-incidents.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'

/** Who does something about which incident. */
export interface OnIncident {
  readonly accountId: number
  readonly incidentId: number
}

/**
 * Does something about an incident that the account may see, one after the other, with its audit event.
 *
 * @param what the kind of record, as the route's audit names it.
 * @param act gives what the audit is told beside the incident's number.
 * @throws AppError NOT_FOUND.
 */
export function onIncident(
  work: AccountWork,
  { accountId, incidentId }: OnIncident,
  what: string,
  act: (
    transaction: RecordsQuery,
    found: VisibleIncident,
  ) => Promise<Readonly<Record<string, string | number>>>,
): Promise<void> {
  return altering(work, what, async (transaction) => {
    await lockIncident(transaction, incidentId)
    const found = await visibleIncident(transaction, { accountId, at: work.now }, incidentId)
    if (!found) throw nothingHere()
    const details = await act(transaction, found)
    return {
      result: undefined,
      subjects: found.deviceWearerId === undefined ? [] : [found.deviceWearerId],
      details: { incident: incidentId, ...details },
    }
  })
}

/** Whoever acts says which revision they saw. @throws AppError INPUT_INVALID where there is another by now. */
export function expectRevision(found: VisibleIncident, seen: number | undefined, field: string) {
  if (seen === found.revision) return
  throw invalid(
    'What is said of this incident changed while the page was open: look at it again, then act',
    field,
  )
}
