import { AppError } from '../../domain/errors.ts'
import type { HandOverContents, HandOverPicture } from '../../domain/hand-over.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Interval } from '../../domain/interval.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import { accountById } from '../../store/records/account-records.ts'
import { type CaseRecordTarget, caseRecordTarget } from '../../store/records/case-record-targets.ts'
import {
  awakenHandOvers,
  handOverSealed,
  insertHandOver,
} from '../../store/records/hand-over-records.ts'
import { noteById } from '../../store/records/person-note-records.ts'
import { visibleIncident } from '../../store/records/visible-incidents.ts'
import { type AccountWork, altering, invalid } from '../accounts/account-work.ts'
import { findPerson } from '../find-person.ts'
import type { GroundSource } from '../reports/report-ground.ts'
import { composeHandOver, type HandOverSources, type TypedHandOver } from './compose-hand-over.ts'
import { sha256Of } from './hand-over-body.ts'
import { stretchPicture } from './stretch-picture.ts'

const WHAT = 'hand-overs'

/** What somebody asks to send, and what it is about. */
export interface AskedHandOver extends TypedHandOver {
  readonly noteIds: readonly number[]
  readonly incidentId: number | undefined
  /** Which stretch the map shows; absent: no map. */
  readonly pictured: Interval | undefined
}

/** A hand-over as it would leave. */
export interface PreparedHandOver {
  readonly contents: HandOverContents
  readonly picture: (HandOverPicture & { readonly positions: number }) | undefined
  /** Where it goes; absent: nobody set it. */
  readonly target: CaseRecordTarget | undefined
  /** Differs where anything of it does, but when it was made. */
  readonly seal: string
}

export interface HandOverPlace {
  readonly archive: PositionArchive
  readonly ground: GroundSource
  readonly conditionText: HandOverSources['conditionText']
}

/** Of whom, and who asks. */
interface OfPerson {
  readonly accountId: number
  readonly deviceWearerId: string
}

/**
 * What would be sent: all that leaves but its number and link. Nothing is kept.
 *
 * @throws AppError NOT_FOUND; RESTRICTED; INPUT_INVALID with the field; REPORT_UNWRITABLE.
 */
export async function prepareHandOver(
  { records, now }: Pick<AccountWork, 'records' | 'now'>,
  { archive, ground, conditionText }: HandOverPlace,
  { accountId, deviceWearerId }: OfPerson,
  asked: AskedHandOver,
): Promise<PreparedHandOver> {
  const viewer = { accountId, at: now }
  const person = await findPerson(records, viewer, deviceWearerId)
  const target = await caseRecordTarget(records)
  const account = await accountById(records, accountId)
  const notes: PersonNote[] = []
  for (const id of asked.noteIds) {
    const note = await noteById(records, viewer, deviceWearerId, id)
    if (!note) throw invalid('Choose notes of the list', 'notes')
    notes.push(note)
  }
  const incident =
    asked.incidentId === undefined
      ? undefined
      : await visibleIncident(records, viewer, asked.incidentId)
  if (asked.incidentId !== undefined && incident?.deviceWearerId !== deviceWearerId) {
    throw invalid('Choose an incident of the list', 'incident')
  }
  if (asked.pictured && target?.sendsPicture === false) {
    throw invalid('The case record is sent no maps: leave the times empty', 'from')
  }
  const { username = '', name = '' } = account ?? {}
  const contents = composeHandOver(
    asked,
    {
      ...{ person, notes, incident, conditionText },
      by: { username, name },
      sendsName: target?.sendsName ?? true,
    },
    now,
  )
  const picture =
    asked.pictured && (await stretchPicture(archive, person, asked.pictured, { now, ground }))
  const seal = sha256Of(
    JSON.stringify([
      { ...contents, madeAt: '' },
      picture && [sha256Of(picture.png), picture.within],
      target?.id,
    ]),
  )
  return { contents, picture, target, seal }
}

/**
 * Puts what somebody saw into the outbox: it is sent from there, also where they may see the person no more by then. What is
 * there already is not put there twice.
 *
 * @returns its number.
 * @throws AppError POLICY_FORBIDS where nobody set where it goes, or anything of it is not as they saw it.
 */
export async function sendHandOver(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  { contents, picture, target, seal }: PreparedHandOver,
  seen: string,
): Promise<number> {
  if (!target) {
    throw new AppError('POLICY_FORBIDS', 'Cannot send it: no case record system is set up')
  }
  if (seen !== seal) throw changedSince()
  return work.records.transaction(async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    const made = await insertHandOver(transaction, {
      targetId: target.id,
      of: { deviceWearerId, contents: JSON.stringify(contents), seal },
      picture,
      madeBy: accountId,
      madeAt: work.now,
    })
    const id = made ?? (await handOverSealed(transaction, seal))
    // Where it goes was ended while this was prepared.
    if (id === undefined) throw changedSince()
    await work.audit(transaction, {
      action: 'alter',
      outcome: 'done',
      what: WHAT,
      subjects: [deviceWearerId],
      ...(picture && { interval: picture.within, count: picture.positions }),
      details: { change: made === undefined ? 'handed over before' : 'handed over', handOver: id },
    })
    return id
  })
}

function changedSince(): AppError {
  const words = 'Something of it changed since you looked: look at it again, then send it'
  return new AppError('POLICY_FORBIDS', words)
}

/** Sends one again that was given up or stopped. @throws AppError NOT_FOUND; RESTRICTED. */
export function wakeHandOver(
  work: AccountWork,
  { accountId, deviceWearerId }: OfPerson,
  id: number,
): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await findPerson(transaction, { accountId, at: work.now }, deviceWearerId)
    const which = { handOver: id, deviceWearerId }
    if ((await awakenHandOvers(transaction, which, work.now)) === 0) {
      const why =
        'it is sent, being tried, holds a name or a map that is sent no more, or no case record system is set up'
      throw new AppError('NOT_FOUND', `Cannot send it again: ${why}`, {
        subjects: [deviceWearerId],
      })
    }
    return {
      result: undefined,
      subjects: [deviceWearerId],
      details: { change: 'sent again', handOver: id, at: formatInstant(work.now) },
    }
  })
}
