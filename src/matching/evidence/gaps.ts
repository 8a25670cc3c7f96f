import type { ClosedWindow, Instant } from '../../domain/interval.ts'
import { normalTail } from './gaussian.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { SeenTrail } from './seen-trail.ts'
import type { UnknownStretch } from './unknown-stretches.ts'

const SECOND = 1000
/** What of a gap lies in a window is looked at at so many instants. */
const STEPS = 5
/** Of a scene whose place is reported so far wrong, gaps still say that it could be reached. Metres. */
const PLACE = 80

/** What of a window lies in gaps: its share, and that times the chance that the scene could have been reached. */
export interface Gaps {
  readonly share: number
  readonly possible: number
}

/**
 * Whether the way from the last known place to the scene and on to the next could be travelled, instant by instant of the
 * gaps in a window; before the first and after the last known place half of the way is open.
 */
export function gapsOf(
  trail: SeenTrail,
  window: ClosedWindow,
  { gapSpeed: { median, spread } }: Pick<EvidenceParameters, 'gapSpeed'>,
): Gaps {
  let share = 0
  let possible = 0
  for (const gap of trail.unknown.of(trail.wearer, window)) {
    const ofGap = shareOf(gap, window)
    if (ofGap === 0) continue
    share += ofGap
    const earliest = Math.max(gap.from, window.from)
    const latest = Math.min(gap.to, window.to)
    for (let step = 0; step < STEPS; step++) {
      const at = earliest + ((latest - earliest) * (step + 0.5)) / STEPS
      const speed = speedTo(trail, gap.next, at)
      const beyond = speed > 0 ? Math.log(speed / median) / spread : -Infinity
      possible += (ofGap / STEPS) * normalTail(beyond)
    }
  }
  return { share, possible }
}

/** The share of a window that a gap is; of a window without length, 1 or 0. */
function shareOf({ from, to }: UnknownStretch, window: ClosedWindow): number {
  const length = window.to - window.from
  if (length === 0) return from <= window.from && window.from < to ? 1 : 0
  return Math.max(0, Math.min(to, window.to) - Math.max(from, window.from)) / length
}

/** Metres a second that reaching the scene by an instant, and the next knot from there, would take. */
function speedTo({ timelines, wearer, scene }: SeenTrail, next: number, at: Instant): number {
  const { start, from, to, sigma } = timelines
  const surelyAway = (knot: number): number =>
    Math.max(0, scene.metresToKnot(timelines, knot) - 2 * sigma[knot]! - PLACE)
  const last = next - 1
  const there = last < start[wearer]! ? 0 : surelyAway(last) / ((at - to[last]!) / SECOND)
  const back = next >= start[wearer + 1]! ? 0 : surelyAway(next) / ((from[next]! - at) / SECOND)
  return Math.max(there, back)
}
