import type { DeviceEvent } from '../domain/device-event.ts'
import type { Instant } from '../domain/interval.ts'
import type { MonitoringSettings } from './settings.ts'

/** Said again so much later while it stays low: a beginning that nobody repeats for a day is another occasion. */
const SAY_AGAIN_MS = 6 * 3_600_000

/** Of one device: a few days of a battery that never holds, weeks of any other. */
const MOST_SAID = 50

export const LOW = 'battery-percent-low'
export const CHARGED = 'battery-percent-charged'

/** What a device says of its power at an instant. */
export interface ChargeReading {
  readonly deviceId: string
  readonly at: Instant
  readonly batteryPercent: number | undefined
  readonly charging: boolean | undefined
}

/** What was said of a device's charge. */
export interface SaidOfCharge {
  readonly deviceId: string
  readonly at: Instant
  readonly isLow: boolean
}

/** A reading that says that a charge is low, or that it is charged. */
interface Telling {
  readonly event: DeviceEvent
  readonly isLow: boolean
}

interface Known {
  newest: Telling | undefined
  /** In order of time. */
  readonly said: { readonly at: Instant; readonly isLow: boolean }[]
}

/**
 * Makes events of charges that devices tell as percentages: that one is low, and after that, that it is charged again or
 * on a charger. Between the two levels nothing is said, so that a charge about a level is not told again and again. Events
 * have the time of their reading, whenever it comes.
 */
export class Charges {
  readonly #levels: MonitoringSettings['batteryPercent']
  readonly #known = new Map<string, Known>()

  /**
   * @param newest of each device that said something of its power before.
   * @param said lately, of all devices.
   */
  constructor(
    levels: MonitoringSettings['batteryPercent'],
    { newest, said }: { newest: readonly ChargeReading[]; said: readonly SaidOfCharge[] },
  ) {
    this.#levels = levels
    for (const { deviceId, at, isLow } of said) note(this.#of(deviceId), at, isLow)
    for (const reading of newest) this.#of(reading.deviceId).newest = this.#tellingOf(reading)
  }

  /** What a reading means, where that is anything new. */
  eventsOf(reading: ChargeReading): DeviceEvent[] {
    const telling = this.#tellingOf(reading)
    if (!telling) return []
    const own = this.#of(reading.deviceId)
    const { newest } = own
    if (!(newest && newest.event.occurredAt > reading.at)) own.newest = telling
    const { isLow } = telling
    const before = own.said.findLast(({ at }) => at < reading.at)
    // A word of the very instant may not have been kept.
    const isSame = own.said.some((word) => word.at === reading.at && word.isLow === isLow)
    const isNew = isLow
      ? !before?.isLow || reading.at - before.at >= SAY_AGAIN_MS
      : before?.isLow === true
    if (!isSame && !isNew) return []
    note(own, reading.at, isLow)
    // What came late is not the last word: the newest reading is, which may have been nothing new until now.
    if (!newest || own.newest !== newest || own.said.at(-1)?.isLow === newest.isLow) {
      return [telling.event]
    }
    note(own, newest.event.occurredAt, newest.isLow)
    return [telling.event, newest.event]
  }

  /** @returns `undefined` of what lies between the levels. */
  #tellingOf({ deviceId, at, batteryPercent, charging }: ChargeReading): Telling | undefined {
    const { low, charged } = this.#levels
    const isCharged = charging === true || (batteryPercent ?? -Infinity) >= charged
    const isLow = !isCharged && (batteryPercent ?? Infinity) <= low
    if (!isCharged && !isLow) return undefined
    const body = {
      ...(batteryPercent !== undefined && { percent: batteryPercent }),
      ...(charging !== undefined && { charging }),
    }
    return { isLow, event: { deviceId, code: isLow ? LOW : CHARGED, occurredAt: at, body } }
  }

  #of(deviceId: string): Known {
    const known = this.#known.get(deviceId)
    if (known) return known
    const made: Known = { newest: undefined, said: [] }
    this.#known.set(deviceId, made)
    return made
  }
}

function note({ said }: Known, at: Instant, isLow: boolean): void {
  said.push({ at, isLow })
  said.sort((a, b) => a.at - b.at)
  if (said.length > MOST_SAID) said.shift()
}
