import { grouped } from '../../domain/count-text.ts'
import type { ClosedWindow } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { named } from './describe-record.ts'
import type { BridgedWay } from './nearest-way.ts'
import { aboutMetres, aboutMinutes, aboutSpeed } from './plain-measures.ts'
import type { Visit } from './visits-in-circle.ts'
import type { Rough, Why } from './why.ts'

/** Nobody would call less a visit. Minutes. */
const PASSING = 2
/** Few walk faster. Metres a second. */
const WALKING = 2
/** A way that came no nearer than so much of the closest position's distance tells nothing new. */
const MARKEDLY = 0.9
/** Nor one so many times the circle's radius away. */
const TELLING = 10

/**
 * Sentences, without their full stops, on how near the trail came, for how long and in what manner. What
 * was seen is told apart from what lies between two positions.
 *
 * @param window of the crime, padded.
 */
export function describeApproach(why: Why, window: ClosedWindow, radiusMetres: number): string[] {
  const closest = why.closest
    ? [
        `The closest position${roughly(why.closest.roughlyBy)} was ${aboutMetres(why.closest.metres)} from the reported place, on ${londonTime(why.closest.at)}`,
      ]
    : []
  if (why.positionsInWindow === 0 && why.nearestWay) return [between(why.nearestWay, window)]
  if (why.visits.length === 0) {
    const none =
      why.positionsInRadius > 0
        ? 'No finer position in that time, nor the way between any two, lies'
        : 'Nothing recorded in that time lies'
    return [...closest, `${none} within ${radiusMetres} metres of it${nearer(why, radiusMetres)}`]
  }
  if (why.visits.every(({ positions }) => positions === 0)) {
    return [...closest, ...ledThrough(why, radiusMetres)]
  }
  return [
    ...closest,
    why.minutesInRadius === 0 ? single(why, radiusMetres) : stayed(why, radiusMetres),
  ]
}

/** Of a way that came markedly nearer than any position did, or any but coarse ones. */
function nearer({ closest, nearestWay: way }: Why, radiusMetres: number): string {
  const known = closest?.roughlyBy ? Infinity : (closest?.metres ?? Infinity)
  const worth = Math.min(TELLING * radiusMetres, MARKEDLY * known)
  if (way?.metres === undefined || way.metres > worth) return ''
  const two = closest?.roughlyBy ? 'two finer positions' : 'two positions'
  return `; the straight way between ${two} ${apart(way)} leads past it at ${aboutMetres(way.metres)}`
}

/** As said after `position` of what it is, where it is coarse. */
export function roughly(by: Rough | undefined): string {
  if (!by) return ''
  const quoted = by.quotedMetres === undefined ? '' : `, to ${aboutMetres(by.quotedMetres)}`
  return ` (by ${named(by.mechanism)}${quoted})`
}

/** Of a time in which no position was recorded: all that is known is the way over it. */
function between(way: BridgedWay, window: ClosedWindow): string {
  const ends = `${aboutMetres(way.fromMetres)} and ${aboutMetres(way.toMetres)}`
  const when = window.from === window.to ? 'then' : 'at its nearest in that time'
  const led =
    way.metres === undefined
      ? ', too coarse to tell the way between them'
      : `; the straight way between them was ${when} ${aboutMetres(way.metres)} from it`
  return `The position before that time and the one after, ${apart(way)}, were ${ends} from the reported place${led}`
}

/** How far apart in time. */
function apart({ minutes }: BridgedWay): string {
  return `${aboutMinutes(minutes)} apart`
}

/** Of ways through the circle with no position in it. */
function ledThrough(
  { visits, nearestWay: way, minutesInRadius, positionsInRadius }: Why,
  radiusMetres: number,
): string[] {
  const position = positionsInRadius > 0 ? 'No finer position' : 'No position'
  const none = `${position} in that time lies within ${radiusMetres} metres of it`
  if (way?.metres === undefined) return [none]
  const long = aboutMinutes(minutesInRadius)
  return visits.length === 1
    ? [
        `${none}; the straight way between two positions ${apart(way)} leads past it at ${aboutMetres(way.metres)}, and is within ${radiusMetres} metres for ${long}${pace(visits[0]!, ', ')}`,
      ]
    : [
        `${none}; the straight ways between positions lead past it ${times(visits.length)}, within ${radiusMetres} metres for ${long} in all, and at the nearest ${aboutMetres(way.metres)} from it, between two positions ${apart(way)}`,
      ]
}

/** Of positions with none so near in time that a way joins them. */
function single({ visits }: Why, radiusMetres: number): string {
  const seen = visits.filter(({ positions }) => positions > 0)
  const count = seen.reduce((sum, { positions }) => sum + positions, 0)
  const first = londonTime(seen[0]!.from)
  const last = londonTime(seen.at(-1)!.from)
  const when = first === last ? `on ${first}` : `between ${first} and ${last}`
  const positions =
    count === 1 ? 'A single position lies' : `${grouped(count)} single positions lie`
  return `${positions} within ${radiusMetres} metres of it, ${when}`
}

function stayed({ visits, minutesInRadius }: Why, radiusMetres: number): string {
  const longest = [...visits].sort((a, b) => b.to - b.from - (a.to - a.from))[0]!
  const which = visits.length === 1 ? 'it' : 'the longest of these times it'
  const how = longest.positions > 0 ? 'was seen' : 'was, by the straight way between two positions,'
  return `The trail was within ${radiusMetres} metres of it ${times(visits.length)}, for ${aboutMinutes(minutesInRadius)} in all; ${which} ${how} ${manner(longest)}`
}

/** How fast, after `before`. Nothing where the trail may have wound or turned round, so that straight across it was slow and along it fast. */
function pace({ from, to, passed }: Visit, before: string): string {
  const seconds = (to - from) / 1000
  if (!passed || seconds === 0) return ''
  if (passed.metres / seconds <= WALKING) {
    return `${before}at ${aboutSpeed(passed.metres / seconds)} on average, no faster than walking`
  }
  const straight = passed.straightMetres / seconds
  return straight > WALKING
    ? `${before}at ${aboutSpeed(straight)} on average, faster than walking`
    : ''
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

function manner(visit: Visit): string {
  const { from, to, arrived, left } = visit
  if (arrived && left) {
    return (to - from) / 60_000 < PASSING
      ? `passing through${pace(visit, ' ')}`
      : 'coming in and leaving again'
  }
  if (arrived) return 'coming in and not leaving within that time'
  if (left) return 'there already when the record or that time begins, and leaving'
  return 'there already when the record or that time begins, and still when it ends'
}
