import type { ClosedWindow } from '../../domain/interval.ts'
import { isBridged, type SeenFromScene } from './visits-in-circle.ts'

/** The straight way between two positions that follow each other, near enough in time to be bridged. */
export interface BridgedWay {
  /** How near it comes to the scene within the window; absent where its positions are too coarse to tell. */
  readonly metres?: number
  /** How far its positions are apart in time. */
  readonly minutes: number
  /** How far they are from the scene. */
  readonly fromMetres: number
  readonly toMetres: number
}

/**
 * Of the ways between positions at most `bridgeMinutes` apart, the one that comes nearest within the window; one
 * of coarse positions only where there is no other.
 *
 * @param trail by time; positions either side of the window tell of its ends.
 */
export function nearestWay(
  trail: readonly SeenFromScene[],
  window: ClosedWindow,
  bridgeMinutes: number,
): BridgedWay | undefined {
  const ways = trail.slice(1).flatMap((b, i): BridgedWay[] => {
    const a = trail[i]!
    if (b.at - a.at > bridgeMinutes * 60_000 || b.at < window.from || a.at > window.to) return []
    return [
      {
        ...(isBridged(a, b, bridgeMinutes) && { metres: metresTo(a, b, window) }),
        minutes: (b.at - a.at) / 60_000,
        fromMetres: Math.hypot(a.east, a.north),
        toMetres: Math.hypot(b.east, b.north),
      },
    ]
  })
  const told = ways.filter(({ metres }) => metres !== undefined)
  const nearness = ({ metres, fromMetres, toMetres }: BridgedWay): number =>
    metres ?? Math.min(fromMetres, toMetres)
  return (told.length > 0 ? told : ways).sort((a, b) => nearness(a) - nearness(b))[0]
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
