import type { MapPosition } from './map-data.ts'

/** How a position follows the one before it of the same device and wearer. */
export interface Step {
  /** Index of the position before; `undefined` at a device's first. */
  readonly before: number | undefined
  readonly minutes: number
  /** Longer than the threshold: where the device was meanwhile is not known. */
  readonly gap: boolean
}

/** One step a position, whatever devices are mixed. @param positions in order of capture. */
export function stepsBetween(positions: readonly MapPosition[], gapMinutes: number): Step[] {
  const last = new Map<string, number>()
  return positions.map(({ device, wearer, capturedAt }, index) => {
    const key = `${wearer ?? ''} ${device}`
    const before = last.get(key)
    last.set(key, index)
    const earlier = before === undefined ? undefined : positions[before]
    if (!earlier) return { before: undefined, minutes: 0, gap: false }
    const minutes = (capturedAt - earlier.capturedAt) / 60_000
    return { before, minutes, gap: minutes > gapMinutes }
  })
}
