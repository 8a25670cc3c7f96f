import { AppError } from '../../domain/errors.ts'
import { isIncidentOutcome } from '../../domain/incident-outcomes.ts'
import { MOST_INCIDENT_TEXT } from '../../domain/incident-reasons.ts'
import { instantsOfLondon, londonLocal } from '../../domain/london-local.ts'
import {
  addIncidentOutcome,
  revokeIncidentOutcome,
} from '../../store/records/incident-outcome-records.ts'
import { type AccountWork, invalid } from '../accounts/account-work.ts'
import { type OnIncident, onIncident } from './on-incident.ts'

const WHAT = 'incident outcomes'
/** Of what may lie ahead when it is recorded. */
const ahead: ReadonlySet<string> = new Set(['hearing', 'recall', 'licence_variation'])

/** What followed, as it was typed. */
export interface TypedIncidentOutcome {
  readonly outcome: string
  readonly onDate: string
  readonly text: string
}

/** Records what followed from an incident. @throws AppError NOT_FOUND; INPUT_INVALID with the field. */
export function recordIncidentOutcome(
  work: AccountWork,
  on: OnIncident,
  { outcome, onDate, text }: TypedIncidentOutcome,
): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    if (!isIncidentOutcome(outcome)) throw invalid('Choose what followed', 'outcome')
    if (!instantsOfLondon({ date: onDate, time: '12:00' })) {
      throw invalid('Enter the day as a real date, such as 2026-03-29', 'onDate')
    }
    const [first, today] = [londonLocal(found.startsAt).date, londonLocal(work.now).date]
    if (onDate < first) {
      throw invalid(`Enter a day on or after ${first}, when the incident began`, 'onDate')
    }
    if (onDate > today && !ahead.has(outcome)) {
      throw invalid('Enter a day that has come: this cannot lie ahead', 'onDate')
    }
    if (text.length > MOST_INCIDENT_TEXT) {
      throw invalid(`Enter at most ${MOST_INCIDENT_TEXT} characters`, 'outcomeText')
    }
    const said = { outcome, onDate, text, accountId: on.accountId, at: work.now }
    await addIncidentOutcome(transaction, found.id, said)
    return { outcome }
  })
}

/** Takes back a record that was wrong; it stays to be read. @throws AppError NOT_FOUND; ALREADY_DECIDED; INPUT_INVALID. */
export function revokeOutcome(
  work: AccountWork,
  on: OnIncident,
  { outcomeId, why }: { readonly outcomeId: number | undefined; readonly why: string },
): Promise<void> {
  return onIncident(work, on, WHAT, async (transaction, found) => {
    if (outcomeId === undefined) throw invalid('Choose the record', 'outcomeId')
    if (why.length < 3) throw invalid('Say why the record was wrong', 'outcomeWhy')
    const by = { id: outcomeId, accountId: on.accountId, at: work.now, why }
    if (!(await revokeIncidentOutcome(transaction, found.id, by))) {
      const subjects = found.deviceWearerId === undefined ? [] : [found.deviceWearerId]
      const message = 'Cannot take the record back: it is of no such outcome, or was taken back'
      throw new AppError('ALREADY_DECIDED', message, { subjects })
    }
    return { change: 'taken back', outcomeId }
  })
}
