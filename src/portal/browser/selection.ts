import { countUntil } from '../map/playback.ts'
import type { Ground } from './ground.ts'
import type { Shown } from './shown.ts'

/** Which positions are drawn: from `begin` to before `end`, those not switched off. */
export interface Selection {
  readonly begin: number
  readonly end: number
  isShown(index: number): boolean
}

/** Not what filters hide, what is yet to be played or lies too far behind, nor, switched off, what is outside the window. */
export function selection(
  { positions, outside }: Ground,
  shown: Pick<Shown, 'until' | 'since' | 'outside' | 'hidden'>,
): Selection {
  const { until, since, hidden } = shown
  const end = until === undefined ? positions.length : countUntil(positions, until)
  const begin = since === undefined ? 0 : countUntil(positions, since)
  const isShown = (index: number) =>
    index >= begin && index < end && hidden[index] === 0 && (shown.outside || outside[index] === 0)
  return { begin, end, isShown }
}
