import type { Instant, Interval } from '../domain/interval.ts'
import type { Place } from './places.ts'
import { planDay, routineDayOf, withVisit } from './routines.ts'
import type { TownMap } from './town-map.ts'
import { layTrail, type TruthTrail } from './trails.ts'
import type { LondonDay } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/** An offender at the scene, for as long as it takes. */
export interface Visit extends Interval {
  readonly scene: Place
}

/**
 * Where everybody truly was. Days are planned when they are asked for and the last of each wearer
 * is kept, so that a town of any size and length fits in memory.
 */
export class Truth {
  readonly #map: TownMap
  readonly #visits = new Map<string, Visit>()
  readonly #latest: (TruthTrail | undefined)[] = []

  constructor(map: TownMap) {
    this.#map = map
  }

  /** At most one visit a routine day; false where the day has one already. */
  addVisit(wearer: Wearer, visit: Visit): boolean {
    const key = visitKey(wearer, routineDayOf(wearer, visit.from))
    if (this.#visits.has(key)) return false
    this.#visits.set(key, visit)
    // Laid before, the trail of that day would not lead to the scene.
    this.#latest[wearer.number] = undefined
    return true
  }

  trailAt(wearer: Wearer, instant: Instant): TruthTrail {
    const latest = this.#latest[wearer.number]
    if (latest && latest.from <= instant && instant < latest.to) return latest
    const day = routineDayOf(wearer, instant)
    const routine = planDay(this.#map, wearer, day)
    const visit = this.#visits.get(visitKey(wearer, day))
    const plan = visit ? withVisit(routine, wearer, day, visit.scene, visit) : routine
    const trail = layTrail(this.#map, wearer.home, plan)
    this.#latest[wearer.number] = trail
    return trail
  }
}

function visitKey(wearer: Wearer, day: LondonDay): string {
  return `${wearer.number}/${day}`
}
