import { Gathering } from './gathering.ts'
import type { PatternSettings } from './pattern-settings.ts'
import { metresBetween, type TrailPoint } from './trail-points.ts'

const MINUTE = 60_000
/** One position elsewhere is a jump; so many at different instants are somebody who left. */
const LEFT_AFTER = 2
/** What fits here and there is believed to be here when so much of it has come. */
const UNDECIDED_MOST = 200

/**
 * The trail as gatherings at one place after another, in order; most of them are steps of somebody on the way. A position
 * whose circle reaches the place says nothing against it, however large it is. A jump that comes back is left out. Each
 * position is looked at a bounded number of times.
 */
export function gatheringsOf(
  points: readonly TrailPoint[],
  settings: PatternSettings,
): readonly Gathering[] {
  const done: Gathering[] = []
  let next = 0
  while (next < points.length) {
    const first = points[next] as TrailPoint
    const gathering = new Gathering(first, settings)
    next = gather(gathering, points, next + 1, settings)
    keep(done, gathering, settings)
  }
  return done
}

/** Adds to a gathering until its wearer left; where the next one begins. */
function gather(
  gathering: Gathering,
  points: readonly TrailPoint[],
  from: number,
  { sigmas, stayMetres }: PatternSettings,
): number {
  let undecided: TrailPoint[] = []
  let away: { readonly first: number; last: TrailPoint; count: number } | undefined
  for (let index = from; index < points.length; index++) {
    const point = points[index] as TrailPoint
    if (!gathering.explains(point, point.sigma)) {
      if (!away) away = { first: index, last: point, count: 1 }
      else if (point.at > away.last.at) {
        away.last = point
        if (++away.count >= LEFT_AFTER) return away.first
      }
      continue
    }
    if (!away) {
      gathering.add(point)
      continue
    }
    const reach = Math.max(stayMetres, sigmas * Math.hypot(point.sigma, away.last.sigma))
    undecided.push(point)
    // It may be there as well as here.
    if (metresBetween(away.last, point) <= reach && undecided.length < UNDECIDED_MOST) continue
    for (const one of undecided) gathering.add(one)
    undecided = []
    away = undefined
  }
  for (const one of undecided) gathering.add(one)
  return points.length
}

/** Puts a gathering after the others, or into one of them that it is the return to. */
function keep(
  done: Gathering[],
  gathering: Gathering,
  { strayMinutes, strayMetres }: PatternSettings,
): void {
  for (let place = done.length - 1; place >= 0; place--) {
    const before = done[place] as Gathering
    if (gathering.first.at - before.last.at > strayMinutes * MINUTE) break
    if (!before.explains(gathering, gathering.sigma)) continue
    const between = done.slice(place + 1)
    const strayed = between.some((one) => metresBetween(before, one) > strayMetres + 2 * one.sigma)
    if (strayed) break
    before.join(gathering)
    done.length = place + 1
    return
  }
  done.push(gathering)
}
