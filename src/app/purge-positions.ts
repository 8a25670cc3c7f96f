import { counted } from '../domain/count-text.ts'
import type { Instant, Interval } from '../domain/interval.ts'
import { subtract } from '../domain/interval.ts'
import { byDevice, type LawfulInterval, monitoringIntervals } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import type { OutsideLimits } from '../store/positions/position-archive.ts'
import {
  type DeletionStart,
  deletionsOf,
  finishDeletion,
  startDeletion,
} from '../store/records/deletion-records.ts'
import { completeDeletions, noteSwept } from './complete-deletions.ts'
import type { DataFolder } from './data-folder.ts'
import type { PurgeStep } from './purge-step.ts'

const EVER = { from: -Infinity, to: Infinity }

/** What no activation, order and condition covers, once it has lain here longer than allowed. */
export function quarantinedPositions(
  folder: DataFolder,
  people: People,
  held: readonly LawfulInterval[],
  arrivedBefore: Instant,
): PurgeStep {
  return sweep(
    folder,
    [...monitored(people), ...held],
    { arrivedBefore },
    {
      what: 'quarantined positions',
      which: 'outside every legal basis',
      kind: 'quarantine',
      within: EVER,
      reason: 'outside every activation, order and condition for longer than allowed',
    },
  )
}

/** Every position captured longer ago than allowed, whoever's. */
export function oldPositions(
  folder: DataFolder,
  held: readonly LawfulInterval[],
  capturedBefore: Instant,
): PurgeStep {
  return sweep(
    folder,
    held,
    { capturedBefore },
    {
      what: 'old positions',
      which: 'captured longer ago than allowed',
      kind: 'retention',
      within: { from: -Infinity, to: capturedBefore },
      reason: 'captured longer ago than allowed',
    },
  )
}

interface Sweep {
  readonly what: string
  readonly which: string
  readonly kind: 'quarantine' | 'retention'
  readonly within: Interval
  readonly reason: string
}

function sweep(
  { records, archive }: DataFolder,
  kept: readonly LawfulInterval[],
  limits: OutsideLimits,
  { what, which, kind, within, reason }: Sweep,
): PurgeStep {
  const count = () => archive.countOutside(kept, limits)
  const remove = async () => {
    if ((await count()) === 0) return 0
    const { all: positionsBefore } = await archive.count([], within)
    const start = { kind, subject: 'positions', within, reason, positionsBefore } as const
    const id = await startDeletion(records, { ...start, startedAt: Date.now() })
    const deleted = await archive.eraseOutside(kept, limits)
    await records.transaction(async (transaction) => {
      await finishDeletion(transaction, id, { deleted, finishedAt: Date.now() })
      await noteSwept(transaction, { kind, within })
    })
    return deleted
  }
  return { what, phrase: (rows) => `${counted(rows, 'position')} ${which}`, count, remove }
}

/** Positions under orders that have all ended before an instant, noted wearer by wearer. */
export function positionsAfterOrders(
  folder: DataFolder,
  people: People,
  held: readonly LawfulInterval[],
  endedBefore: Instant,
): PurgeStep {
  const { records, archive } = folder
  const over = intervalsOver(people, held, endedBefore)
  const count = () => archive.countLawful(over)
  const remove = async () => {
    if ((await count()) === 0) return 0
    const notes: DeletionStart[] = []
    for (const interval of over) {
      const { deviceId, deviceWearerId, from, to } = interval
      const positionsBefore = await archive.countLawful([interval])
      if (positionsBefore === 0) continue
      notes.push({
        kind: 'retention',
        subject: 'positions',
        deviceWearerId,
        deviceId,
        within: { from, to },
        reason: 'every order that covered them ended longer ago than allowed',
        startedAt: Date.now(),
        positionsBefore,
      })
    }
    const noted = await records.transaction(async (transaction) => {
      const ids: number[] = []
      for (const note of notes) ids.push(await startDeletion(transaction, note))
      return deletionsOf(transaction, ids)
    })
    await completeDeletions(folder, noted)
    return noted.reduce((sum, { positionsBefore }) => sum + (positionsBefore ?? 0), 0)
  }
  const phrase = (rows: number) =>
    `${counted(rows, 'position')} whose orders ended longer ago than allowed`
  return { what: 'positions after orders', phrase, count, remove }
}

/** When a device was under orders that have ended, and under none that has not, nor a legal hold. */
function intervalsOver(
  people: People,
  held: readonly LawfulInterval[],
  endedBefore: Instant,
): LawfulInterval[] {
  const under = (ended: boolean) =>
    monitored({
      ...people,
      monitoringOrders: people.monitoringOrders.filter(({ to }) => to < endedBefore === ended),
    })
  const kept = byDevice([...under(false), ...held])
  // A device that two wearers had at once is in `under` twice; its positions go, and count, once.
  const taken = new Map<string, Interval[]>()
  return under(true).flatMap(({ deviceId, deviceWearerId, from, to }) => {
    const before = taken.get(deviceId) ?? []
    const left = subtract([{ from, to }], [...(kept.get(deviceId) ?? []), ...before])
    taken.set(deviceId, [...before, ...left])
    return left.map((interval) => ({ deviceId, deviceWearerId, ...interval }))
  })
}

function monitored(people: People): LawfulInterval[] {
  const lawful = monitoringIntervals(people)
  return lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id))
}
