import { CHARGE_IN_TEXT, type DeviceEvent, platformCodes } from '../domain/device-event.ts'
import type { Instant } from '../domain/interval.ts'
import type { MonitoringSettings } from './settings.ts'

/** Said again so much later while it stays low: a beginning that nobody repeats for a day is another occasion. */
const SAY_AGAIN_MS = 6 * 3_600_000

/** Of one device: a few days of a battery that never holds, weeks of any other. */
export const MOST_SAID = 50

/** What a vendor's tag calls its charge, told as an event; the percentage is the first number in its body, by name (`battery-readings` reads it so too). */
const TOLD_AS_EVENT = 'EV_REPORT_TRACKER_BATTERY_PERCENTAGE'

/** What a device says of its power at an instant. */
export interface ChargeReading {
  readonly deviceId: string
  readonly at: Instant
  readonly batteryPercent: number | undefined
  readonly charging: boolean | undefined
}

/** A reading that says that a charge is low, or that it is charged: most lie between the levels, and say neither. */
export interface ToldCharge extends ChargeReading {
  readonly isLow: boolean
}

/** What was said of a device's charge. */
export interface SaidOfCharge {
  readonly deviceId: string
  readonly at: Instant
  readonly isLow: boolean
}

/** The reading that a device's own event is; `undefined` where it is none. */
export function chargeIn(event: DeviceEvent): ChargeReading | undefined {
  const { deviceId, code, occurredAt: at } = event
  const batteryPercent = code === TOLD_AS_EVENT ? chargeToldBy(event) : undefined
  return batteryPercent === undefined
    ? undefined
    : { deviceId, at, batteryPercent, charging: undefined }
}

/** The percentage that an event about a charge tells: our own, or a vendor's; `undefined` where it tells none. */
export function chargeToldBy({
  code,
  body,
}: Pick<DeviceEvent, 'code' | 'body'>): number | undefined {
  if (code === platformCodes.low || code === platformCodes.charged)
    return percentOf(body['percent'])
  if (code !== TOLD_AS_EVENT) return undefined
  return Object.keys(body)
    .sort()
    .map((name) => percentOf(body[name]))
    .find((each) => each !== undefined)
}

const chargeInText = new RegExp(CHARGE_IN_TEXT)

function percentOf(value: DeviceEvent['body'][string] | undefined): number | undefined {
  const [, text] = chargeInText.exec(String(value ?? '')) ?? []
  const percent = text === undefined ? Number.NaN : Number(text.replace(',', '.'))
  return percent >= 0 && percent <= 100 ? percent : undefined
}

/** Of readings of one instant the lower stands, and of these the one off the charger. @returns negative where `a` is newer, or stands before `b`. */
export function newestFirst(a: ChargeReading, b: ChargeReading): number {
  return (
    b.at - a.at ||
    (a.batteryPercent ?? Infinity) - (b.batteryPercent ?? Infinity) ||
    Number(a.charging ?? true) - Number(b.charging ?? true)
  )
}

/** The one that stands of several of one device, whatever order they came in; of one instant a low one, and of these as {@link newestFirst}. */
export function standingCharge(told: readonly ToldCharge[]): ToldCharge | undefined {
  return told.toSorted(
    (a, b) => b.at - a.at || Number(b.isLow) - Number(a.isLow) || newestFirst(a, b),
  )[0]
}

interface Known {
  newest: ToldCharge | undefined
  /** In order of time. */
  readonly said: { readonly at: Instant; readonly isLow: boolean }[]
}

/**
 * Makes events of charges that devices tell as percentages: that one is low, and after that, that it is charged again or
 * on a charger. Between the two levels nothing is said, so that a charge about a level is not told again and again. Events
 * have the time of their reading, whenever it comes; of readings of one instant a low one stands.
 */
export class Charges {
  readonly #levels: MonitoringSettings['batteryPercent']
  readonly #known = new Map<string, Known>()

  /**
   * @param newest of each device that said something of its power before; of several of one the first that tells anything.
   * @param said the last {@link MOST_SAID} of each device.
   */
  constructor(
    levels: MonitoringSettings['batteryPercent'],
    { newest, said }: { newest: readonly ChargeReading[]; said: readonly SaidOfCharge[] },
  ) {
    this.#levels = levels
    for (const { deviceId, at, isLow } of said) note(this.#of(deviceId), at, isLow)
    for (const reading of newest) this.#of(reading.deviceId).newest ??= this.toldBy(reading)
  }

  /** What a reading means, where that is anything new. */
  eventsOf(reading: ChargeReading): DeviceEvent[] {
    const told = this.toldBy(reading)
    if (!told) return []
    const own = this.#of(reading.deviceId)
    const { newest } = own
    const { at, isLow } = told
    own.newest = newest ? standingCharge([newest, told]) : told
    const before = own.said.findLast(
      (word) => word.at < at || (isLow && word.at === at && !word.isLow),
    )
    // A word of the very instant may not have been kept.
    const isSame = own.said.some((word) => word.at === at && word.isLow === isLow)
    const isNew = isLow ? !before?.isLow || at - before.at >= SAY_AGAIN_MS : before?.isLow === true
    if (!isSame && !isNew) return []
    note(own, at, isLow)
    // What came late is not the last word: the newest reading is, which may have been nothing new until now.
    if (!newest || own.newest !== newest || own.said.at(-1)?.isLow === newest.isLow) {
      return [wordOf(told)]
    }
    note(own, newest.at, newest.isLow)
    return [wordOf(told), wordOf(newest)]
  }

  /** What a reading tells; `undefined` of what lies between the levels. */
  toldBy(reading: ChargeReading): ToldCharge | undefined {
    const { batteryPercent, charging } = reading
    const { low, charged } = this.#levels
    const isCharged = charging === true || (batteryPercent ?? -Infinity) >= charged
    const isLow = !isCharged && (batteryPercent ?? Infinity) <= low
    return isCharged || isLow ? { ...reading, isLow } : undefined
  }

  #of(deviceId: string): Known {
    const known = this.#known.get(deviceId)
    if (known) return known
    const made: Known = { newest: undefined, said: [] }
    this.#known.set(deviceId, made)
    return made
  }
}

/** As the platform says it. */
function wordOf({ deviceId, at, isLow, batteryPercent, charging }: ToldCharge): DeviceEvent {
  const body = {
    ...(batteryPercent !== undefined && { percent: batteryPercent }),
    ...(charging !== undefined && { charging }),
  }
  const code = isLow ? platformCodes.low : platformCodes.charged
  return { deviceId, code, occurredAt: at, body }
}

function note({ said }: Known, at: Instant, isLow: boolean): void {
  if (said.some((word) => word.at === at && word.isLow === isLow)) return
  said.push({ at, isLow })
  said.sort((a, b) => a.at - b.at || Number(a.isLow) - Number(b.isLow))
  if (said.length > MOST_SAID) said.shift()
}
