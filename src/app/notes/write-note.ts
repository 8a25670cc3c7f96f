import { GAP_MINUTES } from '../../domain/gap.ts'
import { MOST_NOTE_TEXT, type PersonNote } from '../../domain/person-note.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import { insertNote, noteById } from '../../store/records/person-note-records.ts'
import { visibleIncident } from '../../store/records/visible-incidents.ts'
import { type AccountWork, invalid, notFound } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'
import { positionAt } from './position-at.ts'

const LEAST_TEXT = 3
const MINUTE = 60_000

/** A note as it was typed; its times are read. */
export interface TypedNote {
  readonly text: string
  readonly about: PersonNote['about']
  /** Keep where the device was at the moment that it is about. */
  readonly withPosition: boolean
  readonly incidentId: number | undefined
  /** The note that it puts right. */
  readonly corrects: number | undefined
}

/**
 * Writes a note of a person, which nobody can change. Where a device was is looked up in the trail that whoever writes
 * may see.
 *
 * @returns the note's number.
 * @throws AppError NOT_FOUND, also where the note that it puts right is not about the person; RESTRICTED; INPUT_INVALID
 * with the field.
 */
export async function writeNote(
  work: AccountWork,
  archive: PositionArchive,
  { accountId, deviceWearerId }: { readonly accountId: number; readonly deviceWearerId: string },
  { text, about, withPosition, incidentId, corrects }: TypedNote,
): Promise<number> {
  const viewer = { accountId, at: work.now }
  const person = await findPerson(work.records, viewer, deviceWearerId)
  if (text.length < LEAST_TEXT) throw invalid('Enter the note', 'text')
  if (text.length > MOST_NOTE_TEXT) {
    throw invalid(`Enter at most ${MOST_NOTE_TEXT} characters, not ${text.length}`, 'text')
  }
  if (withPosition && !about) {
    throw invalid('Enter the date and time of the position, or take the tick away', 'from')
  }
  const position =
    withPosition && about ? await positionAt(archive, person, about.from, work.now) : undefined
  if (withPosition && !position) {
    const words = `No position is held from then or the ${GAP_MINUTES} minutes before: choose another time, or take the tick away`
    throw invalid(words, 'position')
  }
  return work.records.transaction(async (transaction) => {
    await findPerson(transaction, viewer, deviceWearerId)
    if (incidentId !== undefined) {
      const incident = await visibleIncident(transaction, viewer, incidentId)
      if (incident?.deviceWearerId !== deviceWearerId) {
        throw invalid('Choose an incident of the list', 'incident')
      }
    }
    if (corrects !== undefined) {
      const corrected = await noteById(transaction, viewer, deviceWearerId, corrects)
      if (!corrected) throw notFound(`Cannot put note ${corrects} right: there is none about them`)
    }
    const id = await insertNote(transaction, {
      ...{ deviceWearerId, text, about, incidentId, position, corrects },
      writtenBy: accountId,
      writtenAt: work.now,
    })
    await work.audit(transaction, {
      action: 'alter',
      outcome: 'done',
      what: 'notes',
      subjects: [deviceWearerId],
      ...(position && {
        interval: { from: position.capturedAt, to: position.capturedAt + MINUTE },
        count: 1,
      }),
      details: { change: 'written', note: id, ...(corrects !== undefined && { corrects }) },
    })
    return id
  })
}
