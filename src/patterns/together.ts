import type { Interval } from '../domain/interval.ts'
import { areaOf } from '../geo/area.ts'
import type { TrailPosition } from './day-pattern.ts'
import { defaultPatternSettings } from './pattern-settings.ts'
import { metresBetween, type Spot, type TrailPoint, trailPoints } from './trail-points.ts'

/** A while in which two devices were near each other; its place is where the first was in the middle of it. */
export interface Meeting extends Interval, Spot {
  /** How far apart they were measured, in the middle of all pairs. Metres. */
  readonly apartMetres: number
  /** From its start to the furthest place of it. Little: both stayed. Metres. */
  readonly metres: number
  /** Positions of the other device that were compared. */
  readonly pairs: number
  /** From 0 to 1: how sure it is that they were within {@link TogetherSettings.nearMetres}. */
  readonly certainty: number
}

export interface TogetherSettings {
  readonly nearMetres: number
  readonly leastMinutes: number
}

export const defaultTogetherSettings: TogetherSettings = { nearMetres: 50, leastMinutes: 10 }

const MINUTE = 60_000
/** Between two positions so far apart in time it is not known where a device was. */
const BETWEEN = 5 * MINUTE
/** Heard of neither for longer: another meeting. */
const BRIDGE = 60 * MINUTE
/** A position with a larger deviation (metres) tells neither that two were near nor that they were apart. */
const MOST_SIGMA = 60
const NEAR = 0.5
const APART = 0.2
/** One position may jump; two that do so do not. */
const APART_PAIRS = 2
const LEAST_PAIRS = 3
/** Whoever went less far than this in a meeting stayed, as far as can be told. */
const MOVED_METRES = 250
/** Meetings so near to each other are of one place. */
const ONE_PLACE_METRES = 150

/**
 * When two devices were near each other for long enough: each position of the other is held against where the first was at
 * that instant, between its own positions at most five minutes apart.
 *
 * @param own, other trails of lawful positions.
 */
export function meetingsOf(
  own: readonly TrailPosition[],
  other: readonly TrailPosition[],
  settings: TogetherSettings = defaultTogetherSettings,
): Meeting[] {
  const trail = told(own)
  const near = nearness(settings.nearMetres)
  const meetings: Meeting[] = []
  let pairs: Pair[] = []
  let apart = 0
  let next = 0
  const end = () => {
    const meeting = meetingOf(pairs)
    const long = meeting && meeting.to - meeting.from >= settings.leastMinutes * MINUTE
    if (meeting && long && meeting.pairs >= LEAST_PAIRS) meetings.push(meeting)
    pairs = []
    apart = 0
  }
  for (const point of told(other)) {
    while ((trail[next]?.at ?? Infinity) <= point.at) next += 1
    const where = between(trail[next - 1], trail[next], point.at)
    if (!where) continue
    const metres = metresBetween(where, point)
    const certainty = near(metres, Math.hypot(where.sigma, point.sigma))
    const last = pairs.at(-1)
    if (last && point.at - last.at > BRIDGE) end()
    if (certainty >= NEAR) {
      pairs.push({ at: point.at, where, metres, certainty })
      apart = 0
    } else if (certainty < APART) {
      apart += 1
      if (apart >= APART_PAIRS) end()
    }
  }
  end()
  return meetings
}

/** Whether both were under way, and not in one place. */
function wasMoving({ metres }: Meeting): boolean {
  return metres >= MOVED_METRES
}

/** Meetings of two people that are alike: at one place, or on the move. */
export interface MeetingGroup {
  /** In order; never empty. */
  readonly meetings: readonly Meeting[]
  readonly isMoving: boolean
  readonly minutes: number
}

/** Meetings of two people by where they were: those on the move together, the others by place. The longest in all first. */
export function meetingGroups(meetings: readonly Meeting[]): readonly MeetingGroup[] {
  const groups: {
    readonly at: Meeting
    readonly isMoving: boolean
    readonly meetings: Meeting[]
  }[] = []
  for (const meeting of meetings) {
    const isMoving = wasMoving(meeting)
    const alike = groups.find(
      (group) =>
        group.isMoving === isMoving &&
        (isMoving || metresBetween(group.at, meeting) <= ONE_PLACE_METRES),
    )
    if (alike) alike.meetings.push(meeting)
    else groups.push({ at: meeting, isMoving, meetings: [meeting] })
  }
  return groups
    .map(({ isMoving, meetings: of }) => ({
      meetings: of,
      isMoving,
      minutes: of.reduce((sum, { from, to }) => sum + (to - from) / MINUTE, 0),
    }))
    .sort((a, b) => b.minutes - a.minutes)
}

/** Circles in space and time that hold every position of others that {@link meetingsOf} could pair; closed windows. */
export function nearTrail(
  own: readonly TrailPosition[],
  { nearMetres }: TogetherSettings = defaultTogetherSettings,
): readonly (Spot & Interval & { readonly radiusMetres: number })[] {
  const circles: (Spot & Interval & { readonly radiusMetres: number })[] = []
  const points = told(own)
  for (let start = 0; start < points.length; ) {
    const first = points[start] as TrailPoint
    let radius = 0
    let end = start + 1
    for (; end < points.length; end++) {
      const point = points[end] as TrailPoint
      const grown = Math.max(radius, metresBetween(first, point))
      if (point.at - first.at > CIRCLE_TIME || (grown > CIRCLE_METRES && end > start + 1)) break
      radius = grown
    }
    const last = points[end - 1] as TrailPoint
    const after = points[end]
    // On the way to the next circle it is somewhere between the two.
    const leads = after && after.at - last.at <= BETWEEN ? metresBetween(first, after) : 0
    circles.push({
      latitude: first.latitude,
      longitude: first.longitude,
      radiusMetres: Math.max(radius, leads) + nearMetres + 6 * MOST_SIGMA,
      from: first.at,
      to: after && leads > 0 ? after.at : last.at,
    })
    start = end
  }
  return circles
}

const CIRCLE_TIME = 60 * MINUTE
const CIRCLE_METRES = 300

interface Pair {
  readonly at: number
  readonly where: Spot
  readonly metres: number
  readonly certainty: number
}

function told(trail: readonly TrailPosition[]): readonly TrailPoint[] {
  return trailPoints(trail, defaultPatternSettings).filter(({ sigma }) => sigma <= MOST_SIGMA)
}

/** Where a device was between two of its positions; `undefined` where that is not known. */
function between(
  before: TrailPoint | undefined,
  after: TrailPoint | undefined,
  at: number,
): (Spot & { readonly sigma: number }) | undefined {
  if (before?.at === at) return before
  if (!before || !after || after.at - before.at > BETWEEN) return undefined
  const share = (at - before.at) / (after.at - before.at)
  return {
    latitude: before.latitude + share * (after.latitude - before.latitude),
    longitude: before.longitude + share * (after.longitude - before.longitude),
    sigma: Math.max(before.sigma, after.sigma),
  }
}

/** The probability that two places measured so far apart lie within `radius` of each other. */
function nearness(radius: number): (metres: number, sigma: number) => number {
  const disc = areaOf({ geometry: { type: 'Point', coordinates: [0, 0] }, radiusMetres: radius })
  if (typeof disc === 'string') throw new RangeError(`Cannot tell what is near: ${disc}`)
  const [, , east] = disc.box
  return (metres, sigma) => disc.shareInside((metres / radius) * east, 0, sigma)
}

function meetingOf(pairs: readonly Pair[]): Meeting | undefined {
  const first = pairs[0]
  const last = pairs.at(-1)
  const middle = pairs[Math.floor(pairs.length / 2)]
  if (!first || !last || !middle) return undefined
  const apart = pairs.map(({ metres }) => metres).sort((a, b) => a - b)
  return {
    from: first.at,
    to: last.at,
    latitude: middle.where.latitude,
    longitude: middle.where.longitude,
    apartMetres: apart[Math.floor(apart.length / 2)] ?? 0,
    metres: Math.max(...pairs.map(({ where }) => metresBetween(first.where, where))),
    pairs: pairs.length,
    certainty: pairs.reduce((sum, { certainty }) => sum + certainty, 0) / pairs.length,
  }
}
