import type { ClosedWindow } from '../../domain/interval.ts'
import type { SeenFromScene } from './visits-in-circle.ts'

/** The straight way between two positions that follow each other, near enough in time to be bridged. */
export interface BridgedWay {
  /** How near it comes to the scene within the window. */
  readonly metres: number
  /** How far its positions are apart in time. */
  readonly minutes: number
  /** How far they are from the scene. */
  readonly fromMetres: number
  readonly toMetres: number
}

/**
 * Of the ways between positions at most `bridgeMinutes` apart, the one that comes nearest within the window.
 *
 * @param trail by time; positions either side of the window tell of its ends.
 */
export function nearestWay(
  trail: readonly SeenFromScene[],
  window: ClosedWindow,
  bridgeMinutes: number,
): BridgedWay | undefined {
  let nearest: BridgedWay | undefined
  for (let i = 1; i < trail.length; i++) {
    const [a, b] = [trail[i - 1]!, trail[i]!]
    if (b.at - a.at > bridgeMinutes * 60_000 || b.at < window.from || a.at > window.to) continue
    const metres = metresTo(a, b, window)
    if (nearest && nearest.metres <= metres) continue
    nearest = {
      metres,
      minutes: (b.at - a.at) / 60_000,
      fromMetres: Math.hypot(a.east, a.north),
      toMetres: Math.hypot(b.east, b.north),
    }
  }
  return nearest
}

/** Metres from the scene to where a straight way comes nearest within the window. */
function metresTo(a: SeenFromScene, b: SeenFromScene, window: ClosedWindow): number {
  const [east, north] = [b.east - a.east, b.north - a.north]
  const length = Math.max(1, b.at - a.at)
  const first = Math.max(0, (window.from - a.at) / length)
  const last = Math.min(1, (window.to - a.at) / length)
  const squared = east * east + north * north
  const toward = squared > 0 ? -(a.east * east + a.north * north) / squared : 0
  const share = Math.max(first, Math.min(last, toward))
  return Math.hypot(a.east + share * east, a.north + share * north)
}
