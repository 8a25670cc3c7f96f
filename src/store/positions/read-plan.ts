import { type Interval, intersect, union } from '../../domain/interval.ts'
import type { LawfulInterval } from '../../domain/lawful-intervals.ts'

const DAY = 86_400_000

/** About 300,000 positions at one a minute: what an in-process answer may hold at once. */
const DEVICE_DAYS = 200

/** Fewer devices than this in step are not worth a statement of their own. */
const IN_STEP = 16

/** No instant lies beyond; the ends of an open interval. */
const NEVER = Number.MAX_SAFE_INTEGER

/** Time of one device; whole milliseconds. */
export interface Stretch extends Interval {
  readonly deviceId: string
}

/** The parameters of one statement over stretches of time. */
export type Chunk = TogetherChunk | ApartChunk

/** Devices with the same stretch of time. */
interface TogetherChunk extends Interval {
  readonly devices: readonly string[]
}

/** Devices with stretches of their own, all within `[from, to)`; `devices[i]` has `[starts[i], ends[i])`. */
export interface ApartChunk extends TogetherChunk {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** When each device may be read in `within`: disjoint, by device id and time. */
export function stretchesOf(intervals: readonly LawfulInterval[], within: Interval): Stretch[] {
  const byDevice = new Map<string, Interval[]>()
  for (const interval of intervals) {
    const both = intersect(interval, within)
    if (!both) continue
    const list = byDevice.get(interval.deviceId)
    if (list) list.push(both)
    else byDevice.set(interval.deviceId, [both])
  }
  return [...byDevice.keys()].sort().flatMap((deviceId) =>
    union(byDevice.get(deviceId) ?? []).map(({ from, to }) => ({
      deviceId,
      from: wholeMillisecond(from),
      to: wholeMillisecond(to),
    })),
  )
}

/** When each of `devices` may not be read in `within`: what {@link stretchesOf} leaves out. */
export function gapsOf(
  devices: readonly string[],
  intervals: ReadonlyMap<string, readonly Interval[]>,
  within: Interval,
): Stretch[] {
  const gaps: Stretch[] = []
  for (const deviceId of devices) {
    let from = within.from
    for (const lawful of union(intervals.get(deviceId) ?? [])) {
      if (lawful.to <= within.from || lawful.from >= within.to) continue
      if (lawful.from > from) gaps.push({ deviceId, from, to: wholeMillisecond(lawful.from) })
      from = Math.max(from, wholeMillisecond(lawful.to))
    }
    if (from < within.to) gaps.push({ deviceId, from, to: within.to })
  }
  return gaps
}

/**
 * Statements that together read every stretch once, each of bounded size.
 *
 * @param span what of an open stretch there can be anything in.
 * @param parameterBytes what one parameter of a statement may weigh, as text.
 */
export function chunksOf(
  stretches: readonly Stretch[],
  span: Interval,
  parameterBytes: number,
): Chunk[] {
  const inStep = new Map<string, Stretch[]>()
  for (const stretch of stretches) {
    const key = `${stretch.from} ${stretch.to}`
    const list = inStep.get(key)
    if (list) list.push(stretch)
    else inStep.set(key, [stretch])
  }
  const together = [...inStep.values()].filter(
    (list) => list.length >= IN_STEP || inStep.size === 1,
  )
  const taken = new Set(together.flat())
  const apart = stretches.filter((stretch) => !taken.has(stretch))
  const cut = (list: readonly Stretch[]) =>
    runsOf(
      list,
      { measure: (stretch) => daysOf(stretch, span), most: DEVICE_DAYS },
      { measure: stretchBytes, most: parameterBytes },
    )
  return [...together.flatMap(cut).map(togetherChunk), ...cut(apart).map(apartChunk)]
}

/** Days of `span` that a stretch holds. */
export function daysOf(stretch: Interval, span: Interval): number {
  return Math.max(0, Math.min(stretch.to, span.to) - Math.max(stretch.from, span.from)) / DAY
}

/** What one item adds to a run, and the most a run may hold of it. */
interface Limit<T> {
  readonly measure: (item: T) => number
  readonly most: number
}

/** Items in runs that keep within every limit; one that alone exceeds a limit is a run of its own. */
export function runsOf<T>(items: readonly T[], ...limits: readonly Limit<T>[]): T[][] {
  const runs: T[][] = []
  let held = limits.map(() => 0)
  for (const item of items) {
    const weights = limits.map(({ measure }) => measure(item))
    const sums = weights.map((weight, limit) => weight + (held[limit] ?? 0))
    const run = runs.at(-1)
    if (run && limits.every(({ most }, limit) => (sums[limit] ?? 0) <= most)) {
      run.push(item)
      held = sums
    } else {
      runs.push([item])
      held = weights
    }
  }
  return runs
}

export function apartChunk(stretches: readonly Stretch[]): ApartChunk {
  return {
    from: stretches.reduce((least, { from }) => Math.min(least, from), NEVER),
    to: stretches.reduce((most, { to }) => Math.max(most, to), -NEVER),
    devices: stretches.map(({ deviceId }) => deviceId),
    starts: stretches.map(({ from }) => from),
    ends: stretches.map(({ to }) => to),
  }
}

function togetherChunk(stretches: readonly Stretch[]): TogetherChunk {
  const { from, to } = stretches[0] ?? { from: 0, to: 0 }
  return { from, to, devices: stretches.map(({ deviceId }) => deviceId) }
}

/** What a stretch adds to the heaviest parameter of a statement. */
function stretchBytes({ deviceId }: Stretch): number {
  return Math.max(Buffer.byteLength(deviceId) + 6, 18)
}

/** The first whole millisecond at or after an instant; the ends of time as numbers that can be sent. */
export function wholeMillisecond(instant: number): number {
  return Math.max(-NEVER, Math.min(NEVER, Math.ceil(instant)))
}
