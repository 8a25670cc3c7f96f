import { londonTime } from '../../domain/london-time.ts'
import { aboutMetres, aboutMinutes } from './plain-measures.ts'
import type { Visit } from './visits-in-circle.ts'
import type { Why } from './why.ts'

/** Nobody would call less a visit. Minutes. */
const PASSING = 2

/** Sentences, without their full stops, on how near the trail came, for how long and in what manner. */
export function describeApproach(why: Why, radiusMetres: number): string[] {
  const closest = why.closest
    ? [
        `The closest position was ${aboutMetres(why.closest.metres)} from the reported place, on ${londonTime(why.closest.at)}`,
      ]
    : []
  const longest = [...why.visits].sort((a, b) => b.to - b.from - (a.to - a.from))[0]
  if (!longest) {
    return [...closest, `Nothing recorded in that time lies within ${radiusMetres} metres of it`]
  }
  const minutes = (longest.to - longest.from) / 60_000
  if (why.minutesInRadius === 0) {
    const first = londonTime(why.visits[0]!.from)
    const last = londonTime(why.visits.at(-1)!.from)
    const seen =
      first === last ? `on ${first}` : `${why.visits.length} times between ${first} and ${last}`
    return [
      ...closest,
      `The wearer was seen within ${radiusMetres} metres of it ${seen}, by single positions`,
    ]
  }
  const { length } = why.visits
  const times = length === 1 ? 'once' : length === 2 ? 'twice' : `${length} times`
  const which = length === 1 ? 'it' : 'the longest of these times it'
  return [
    ...closest,
    `The trail was within ${radiusMetres} metres of it ${times}, for ${aboutMinutes(why.minutesInRadius)} in all; ${which} was seen ${manner(longest, minutes)}`,
  ]
}

function manner({ arrived, left }: Visit, minutes: number): string {
  if (arrived && left) return minutes < PASSING ? 'passing through' : 'coming in and leaving again'
  if (arrived) return 'coming in and not leaving within that time'
  if (left) return 'there already when the record or that time begins, and leaving'
  return 'there already when the record or that time begins, and still when it ends'
}
