import { notesOf } from '../../store/records/person-note-records.ts'
import { visibleIncident } from '../../store/records/visible-incidents.ts'
import { type AccountWork, invalid } from '../accounts/account-work.ts'
import { incidentStretch } from '../incidents/incident-positions.ts'
import { askFor } from './ask-document.ts'

const MOST_PACK_INCIDENTS = 30
export const MOST_PACK_NOTES = 50

export interface AskedBreachPack {
  readonly deviceWearerId: string
  readonly incidentIds: readonly number[]
  readonly noteIds: readonly number[]
  readonly purpose: string
}

/**
 * Asks for a breach pack about some incidents of one person.
 *
 * @returns the document's id.
 * @throws AppError INPUT_INVALID with the field; NOT_FOUND or RESTRICTED for the person.
 */
export async function askBreachPack(work: AccountWork, asked: AskedBreachPack): Promise<number> {
  const { records, now, actor } = work
  const { deviceWearerId, noteIds } = asked
  const incidentIds = [...new Set(asked.incidentIds)]
  if (incidentIds.length === 0) throw invalid('Choose at least one incident', 'incidents')
  if (incidentIds.length > MOST_PACK_INCIDENTS) {
    throw invalid(`Choose at most ${MOST_PACK_INCIDENTS} incidents`, 'incidents')
  }
  const viewer = { accountId: actor.accountId ?? 0, at: now }
  const stretches = []
  for (const id of incidentIds) {
    const found = await visibleIncident(records, viewer, id)
    if (found?.deviceWearerId !== deviceWearerId) {
      throw invalid(`Incident ${id} is not one of this person: choose others`, 'incidents')
    }
    stretches.push(incidentStretch(found, now))
  }
  const notes = await notesOf(records, viewer, deviceWearerId, {
    ids: noteIds,
    limit: MOST_PACK_NOTES,
  })
  if (notes.length < new Set(noteIds).size) {
    throw invalid(`Choose at most ${MOST_PACK_NOTES} notes about this person`, 'notes')
  }
  return askFor(work, {
    deviceWearerId,
    kind: 'breach-pack',
    purpose: asked.purpose,
    parameters: { incidentIds, noteIds: notes.map(({ id }) => id) },
    within: {
      from: Math.min(...stretches.map(({ from }) => from)),
      to: Math.max(...stretches.map(({ to }) => to)),
    },
  })
}
