import {
  accuracyAt,
  capturedAt,
  mechanismAt,
  type ReadPositions,
} from '../../domain/held-positions.ts'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import type { Observation } from '../../monitoring/finding.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import { Trail } from './trail.ts'

const HOUR = 3_600_000
/** A night's curfew, with what came before it. */
export const HELD_MS = 16 * HOUR

/**
 * Trails of the last hours in memory, of those who are watched; what is older is read from the archive when somebody
 * needs it. Only lawful positions get in.
 */
export class Trails {
  readonly #archive: PositionArchive
  #lawful: LawfulIntervals
  #trails = new Map<string, Trail>()
  /** From here on memory holds all that came. */
  #completeFrom: Instant = Infinity

  constructor(archive: PositionArchive, lawful: LawfulIntervals) {
    this.#archive = archive
    this.#lawful = lawful
  }

  /** How many positions are held. */
  get size(): number {
    let size = 0
    for (const trail of this.#trails.values()) size += trail.length
    return size
  }

  /** Reads the last hours of some wearers, an hour at a time; what came meanwhile is kept. */
  async fill(
    deviceWearerIds: Iterable<string>,
    now: Instant,
    breath: () => Promise<void>,
  ): Promise<void> {
    const from = now - HELD_MS
    const lawful = [...deviceWearerIds].flatMap((id) => within(this.#lawful, id, { from, to: now }))
    for (let hour = from; hour < now; hour += HOUR) {
      const to = Math.min(hour + HOUR, now)
      const some = lawful.filter((interval) => intersect(interval, { from: hour, to }))
      if (some.length === 0) continue
      addAll(await this.#archive.read(some, { from: hour, to }), this.#lawful, (id) =>
        this.#trailOf(id),
      )
      await breath()
    }
    this.#completeFrom = from
  }

  /** The legal basis is another from now on; what is held of some wearers is read again. */
  async refill(
    lawful: LawfulIntervals,
    deviceWearerIds: Iterable<string>,
    now: Instant,
    breath: () => Promise<void>,
  ): Promise<void> {
    const ids = [...deviceWearerIds]
    this.#lawful = lawful
    for (const id of ids) this.#trails.delete(id)
    await this.fill(ids, now, breath)
  }

  add(deviceWearerId: string, observation: Observation): void {
    this.#trailOf(deviceWearerId).add(observation)
  }

  newestOf(deviceWearerId: string): Instant | undefined {
    return this.#trails.get(deviceWearerId)?.newest
  }

  /** A wearer's lawful positions of an interval, in order. */
  async read(deviceWearerId: string, interval: Interval): Promise<readonly Observation[]> {
    const held = this.#trails.get(deviceWearerId)?.within(interval) ?? []
    if (interval.from >= this.#completeFrom) return held
    const older = { from: interval.from, to: Math.min(interval.to, this.#completeFrom) }
    const trail = await archivedTrail(this.#archive, this.#lawful, deviceWearerId, older)
    // What came just now may not be in the archive yet.
    for (const observation of held) trail.add(observation)
    return trail.within(interval)
  }

  /** Forgets what is older than what is held of everybody. */
  prune(now: Instant): void {
    const from = now - HELD_MS
    if (this.#completeFrom === Infinity || from <= this.#completeFrom) return
    this.#completeFrom = from
    for (const [id, trail] of this.#trails) {
      trail.dropBefore(from)
      if (trail.length === 0) this.#trails.delete(id)
    }
  }

  #trailOf(deviceWearerId: string): Trail {
    const trail = this.#trails.get(deviceWearerId) ?? new Trail()
    this.#trails.set(deviceWearerId, trail)
    return trail
  }
}

/** A wearer's lawful positions of an interval, from the archive. */
export async function archivedTrail(
  archive: PositionArchive,
  lawful: LawfulIntervals,
  deviceWearerId: string,
  interval: Interval,
): Promise<Trail> {
  const trail = new Trail()
  const intervals = within(lawful, deviceWearerId, interval)
  if (intervals.length === 0) return trail
  addAll(await archive.read(intervals, interval), lawful, (id) =>
    id === deviceWearerId ? trail : undefined,
  )
  return trail
}

function within(lawful: LawfulIntervals, deviceWearerId: string, interval: Interval) {
  return lawful.ofWearer(deviceWearerId).flatMap((each) => {
    const both = intersect(each, interval)
    return both ? [{ ...each, ...both }] : []
  })
}

/** A device may be two wearers' at once: then a position is both's. */
function addAll(
  positions: ReadPositions,
  lawful: LawfulIntervals,
  trailOf: (deviceWearerId: string) => Trail | undefined,
): void {
  for (let row = 0; row < positions.length; row++) {
    const at = capturedAt(positions, row)
    const deviceId = positions.deviceIds[positions.device[row] ?? -1] ?? ''
    for (const { from, to, deviceWearerId } of lawful.ofDevice(deviceId)) {
      if (at < from || at >= to) continue
      trailOf(deviceWearerId)?.addUnits(
        at,
        positions.latitude[row] ?? 0,
        positions.longitude[row] ?? 0,
        accuracyAt(positions, row),
        mechanismAt(positions, row),
      )
    }
  }
}
