import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Actor } from '../../domain/actor.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type IncidentChange,
  type KeptChange,
  keepChanges,
} from '../../store/records/incident-records.ts'
import {
  deletionsMark,
  dropAssessed,
  keepHeardUntil,
} from '../../store/records/monitoring-records.ts'
import { writeNotices, writeRevisedNotices } from '../../store/records/notice-records.ts'
import type { Records } from '../../store/records/records.ts'
import { replaceStates, type WearerState } from '../../store/records/wearer-state-records.ts'
import { keepEvent } from '../asker.ts'

/** What looks found, to be kept together. */
export interface Looked {
  readonly changes: readonly IncidentChange[]
  /** What is known of wearers now, in place of what was. */
  readonly states: ReadonlyMap<string, readonly WearerState[]>
  /** Notes that are answered by it. */
  readonly noteIds: readonly number[]
}

/** Positions that were looked at are being erased, or were: what was found of them must not be kept. */
export class ErasedMeanwhile extends Error {
  override readonly name = 'ErasedMeanwhile'
}

/**
 * Keeps what looks found, with an event of the audit for every incident that is raised or revised.
 *
 * @param erasures what of erasures was known when the positions were read.
 * @throws ErasedMeanwhile
 */
export function keepLooked(
  records: Records,
  { changes, states, noteIds }: Looked,
  {
    now,
    erasures,
    heardUntil,
  }: {
    readonly now: Instant
    readonly erasures: string
    readonly heardUntil?: Instant | undefined
  },
): Promise<KeptChange[]> {
  return records.transaction(async (transaction) => {
    // First, and always: erasures wait for it, and are seen after it.
    await keepHeardUntil(transaction, heardUntil)
    if ((await deletionsMark(transaction)) !== erasures) throw new ErasedMeanwhile()
    const kept = await keepChanges(transaction, changes, now)
    await writeNotices(
      transaction,
      kept.filter(isToBeTold).map(({ id }) => id),
      now,
    )
    await writeRevisedNotices(
      transaction,
      kept.filter(isSaidOtherwise).map(({ id }) => id),
      now,
    )
    if (states.size > 0) {
      await replaceStates(transaction, [...states.keys()], [...states.values()].flat())
    }
    await dropAssessed(transaction, noteIds)
    for (const one of kept) await keepEvent(transaction, { actor: monitoringActor() }, said(one))
    return kept
  })
}

/** It has become actual, or graver. */
function isToBeTold({ change: { stage, gravity, before } }: KeptChange): boolean {
  return stage === 'actual' && (before?.stage !== 'actual' || gravity < before.gravity)
}

/** Not only more of what was said. */
function isSaidOtherwise({ change: { before, why } }: KeptChange): boolean {
  return before !== undefined && why !== 'went-on' && why !== 'ended'
}

function said({ id, revision, change: { about, stage, why, finding } }: KeptChange) {
  return {
    action: 'combine',
    what: 'incidents',
    subjects: about.deviceWearerId === undefined ? [] : [about.deviceWearerId],
    interval: { from: finding.from, to: finding.to ?? Infinity },
    details: { incident: id, revision, kind: finding.kind, stage, why },
  } as const
}

/** Nobody asks for it: the platform watches by itself. */
export function monitoringActor(): Actor {
  return {
    kind: 'operator',
    username: 'Whereabouts monitoring',
    role: 'operator',
    permissions: new Set(),
    from: hostname(),
    correlationId: randomUUID(),
  }
}
