import type { Instant } from '../../domain/interval.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { MapPosition } from './map-data.ts'
import { durationText } from './steps.ts'

/** How fast a trail is played: minutes of it in a second. */
export const speeds = [1, 2, 5, 10] as const

/** From where to where a trail is played. */
export interface Stretch {
  readonly from: Instant
  readonly to: Instant
}

/** The instant that play has come to; it stays at the end. @param elapsed milliseconds of a clock. */
export function playedTo(at: Instant, elapsed: number, speed: number, { to }: Stretch): Instant {
  return Math.min(to, at + elapsed * speed * 60)
}

/** How many positions were captured up to an instant, itself included. @param positions in order of capture. */
export function countUntil(positions: readonly MapPosition[], at: Instant): number {
  let [low, high] = [0, positions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((positions[middle]?.capturedAt ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** A wearer's last position up to an instant, and whether so long ago that it says nothing of the instant. */
export interface Now {
  readonly index: number
  readonly minutesAgo: number
  readonly known: boolean
}

/** One a wearer, `undefined` for those of whom there was no position yet. */
export function nowOf(
  positions: readonly MapPosition[],
  wearers: number,
  at: Instant,
  gapMinutes: number,
): (Now | undefined)[] {
  const nows: (Now | undefined)[] = Array.from({ length: wearers }, () => undefined)
  let missing = wearers
  for (let index = countUntil(positions, at) - 1; index >= 0 && missing > 0; index--) {
    const { wearer = 0, capturedAt } = positions[index] ?? { capturedAt: at }
    if (wearer >= wearers || nows[wearer]) continue
    const minutesAgo = (at - capturedAt) / 60_000
    nows[wearer] = { index, minutesAgo, known: minutesAgo <= gapMinutes }
    missing -= 1
  }
  return nows
}

/** What a wearer is called by number on the map: `1`, `2` … */
export function wearerNumber(wearer: number): string {
  return String(wearer + 1)
}

/** The instant in London and where each wearer's device then was, as far as is known. */
export function playedText(
  positions: readonly MapPosition[],
  wearers: readonly string[],
  at: Instant,
  gapMinutes: number,
): { readonly time: string; readonly devices: readonly string[] } {
  const nows = nowOf(positions, wearers.length, at, gapMinutes)
  return {
    time: londonTimeToTheSecond(Math.round(at / 1000) * 1000),
    devices: wearers.map((id, wearer) => {
      const name = `Wearer ${wearerNumber(wearer)} (${id})`
      const now = nows[wearer]
      const position = now && positions[now.index]
      if (!position) return `${name}: no position yet`
      if (!now.known) {
        return `${name}: whereabouts unknown for ${durationText(Math.floor(now.minutesAgo))}`
      }
      const { label, number, distanceMetres } = position
      const near = distanceMetres === undefined ? '' : `, ${Math.round(distanceMetres)} m away`
      return `${name}: position ${label === undefined ? number : `${number} (${label})`}${near}`
    }),
  }
}
