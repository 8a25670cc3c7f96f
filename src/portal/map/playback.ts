import type { Instant } from '../../domain/interval.ts'
import { shortLength } from '../../domain/length-in-words.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { MapPosition } from './map-data.ts'

/** How fast a trail may be played, in minutes of it a second, and how long a stretch has to be for that. */
const speeds = [
  { speed: 1, text: 'a minute', hours: 0 },
  { speed: 2, text: '2 minutes', hours: 0 },
  { speed: 5, text: '5 minutes', hours: 0 },
  { speed: 10, text: '10 minutes', hours: 0 },
  { speed: 60, text: 'an hour', hours: 6 },
  { speed: 360, text: '6 hours', hours: 24 },
  { speed: 1440, text: 'a day', hours: 7 * 24 },
] as const
/** A stretch is first offered at the slowest speed that ends within so long. Seconds. */
const FIRST_SECONDS = 120

export interface Speed {
  /** Minutes a second. */
  readonly speed: number
  readonly text: string
  readonly isFirst: boolean
}

/** How fast a stretch may be played: longer ones faster, too. */
export function speedsFor({ from, to }: Stretch): Speed[] {
  const hours = (to - from) / 3_600_000
  const offered = speeds.filter((speed) => hours >= speed.hours)
  const first = offered.find(({ speed }) => (hours * 60) / speed <= FIRST_SECONDS) ?? offered.at(-1)
  return offered.map((one) => ({
    speed: one.speed,
    text: `×${one.speed}: ${one.text} a second`,
    isFirst: one === first,
  }))
}

/** How much a key moves the time slider: a few hundred presses go through the longest stretch. Seconds. */
export function sliderStep({ from, to }: Stretch): number {
  const hours = (to - from) / 3_600_000
  return hours <= 6 ? 10 : hours <= 48 ? 60 : hours <= 14 * 24 ? 300 : 900
}

/** What of a trail is drawn behind its device while it is played. Milliseconds; `undefined` is all of it. */
export const trailsBehind = [
  { name: 'all', text: 'whole so far', length: undefined },
  { name: 'hour', text: 'the last hour', length: 3_600_000 },
] as const

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

/** One a wearer, of the positions that are shown; `undefined` for those of whom there was no position yet. */
export function nowOf(
  positions: readonly MapPosition[],
  wearers: number,
  at: Instant,
  gapMinutes: number,
  isShown: (index: number) => boolean = () => true,
): (Now | undefined)[] {
  const nows: (Now | undefined)[] = Array.from({ length: wearers }, () => undefined)
  let missing = wearers
  for (let index = countUntil(positions, at) - 1; index >= 0 && missing > 0; index--) {
    const { wearer = 0, capturedAt } = positions[index] ?? { capturedAt: at }
    if (wearer >= wearers || nows[wearer] || !isShown(index)) continue
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

/** The instant in London and where each wearer's device then was, as far as is known; one where none is named. */
export function playedText(
  positions: readonly MapPosition[],
  wearers: readonly string[],
  at: Instant,
  gapMinutes: number,
): { readonly time: string; readonly devices: readonly string[] } {
  const nows = nowOf(positions, Math.max(1, wearers.length), at, gapMinutes)
  return {
    time: londonTimeToTheSecond(Math.round(at / 1000) * 1000),
    devices: nows.map((now, wearer) => {
      const id = wearers[wearer]
      // Where it is clear whose trail it is nobody is named.
      const name = id === undefined ? 'Now' : `Wearer ${wearerNumber(wearer)} (${id})`
      const position = now && positions[now.index]
      if (!position) return `${name}: no position yet`
      if (!now.known) {
        return `${name}: whereabouts unknown for ${shortLength(Math.floor(now.minutesAgo))}`
      }
      const { label, number, distanceMetres } = position
      const near = distanceMetres === undefined ? '' : `, ${Math.round(distanceMetres)} m away`
      return `${name}: position ${label === undefined ? number : `${number} (${label})`}${near}`
    }),
  }
}
