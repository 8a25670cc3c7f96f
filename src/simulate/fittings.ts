import type { Instant, Interval } from '../domain/interval.ts'
import { Random } from './random.ts'
import { DAY, HOUR, MINUTE } from './uk-clock.ts'
import { idOf, placeInBlock, type Wearer } from './wearers.ts'

/** One device on one wearer: what becomes a device activation. */
export interface Fitting extends Interval {
  /** Index of the town's device ids. */
  readonly device: number
  readonly wearer: Wearer
}

/** Who wears what in the town. */
export interface Fittings {
  readonly deviceIds: readonly string[]
  readonly known: readonly Fitting[]
  /** A device that reports and that no record knows of. */
  readonly unknown: Fitting
}

/** Who in each block of wearers is a special case, from 0. */
export const specialCases = {
  orderEnds: 1,
  handsDeviceOver: 2,
  takesDeviceOver: 3,
  mayNotBeMatched: 4,
  changesDevice: 5,
  wearsTwoDevices: 6,
  knowsSomebody: 7,
  isKnownToFew: 9,
} as const

/** The instant at a share of the period, to the minute. */
export function partOf(period: Interval, share: number): Instant {
  const wholeMinutes = Math.floor((share * (period.to - period.from)) / MINUTE)
  return period.from + wholeMinutes * MINUTE
}

/** Fits the wearers; the last of them is the one that no record knows. */
export function fitDevices(wearers: readonly Wearer[], seed: number, period: Interval): Fittings {
  const known: Fitting[] = []
  const stranger = wearers.at(-1)
  if (!stranger) throw new RangeError('Cannot fit devices: there is no wearer')
  let devices = 0
  for (const wearer of wearers.slice(0, -1)) {
    const random = new Random(seed, 'fitting', wearer.number)
    const from = period.from - Math.round(random.between(5, 150) * (DAY / MINUTE)) * MINUTE
    const always = { wearer, from, to: Infinity }
    const place = placeInBlock(wearer.number)
    const handover = partOf(period, 0.4)
    if (place === specialCases.handsDeviceOver && wearer.number < wearers.length - 1) {
      known.push({ ...always, device: devices++, to: handover })
    } else if (place === specialCases.takesDeviceOver) {
      const fittedAt = handover + Math.min(3 * HOUR, partOf(period, 0.1) - period.from)
      known.push({ ...always, device: devices - 1, from: fittedAt })
    } else if (place === specialCases.changesDevice) {
      const change = partOf(period, 0.55)
      known.push({ ...always, device: devices++, to: change })
      known.push({ ...always, device: devices++, from: change + 20 * MINUTE })
    } else if (place === specialCases.wearsTwoDevices) {
      known.push({ ...always, device: devices++ })
      const [second, end] = [partOf(period, 0.3), partOf(period, 0.7)]
      known.push({ ...always, device: devices++, from: second, to: end })
    } else {
      known.push({ ...always, device: devices++ })
    }
  }
  const unknown = { wearer: stranger, device: devices++, from: period.from, to: period.to }
  const deviceIds = Array.from({ length: devices }, (_, i) => idOf('D', i + 1, devices))
  return { deviceIds, known, unknown }
}
