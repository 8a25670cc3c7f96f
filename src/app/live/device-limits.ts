import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

/** Ten positions a second, each by itself, and a backlog beside them. */
const A_MINUTE = 600
/** What a broker hands over at once of a device that went on while the platform was down: two days of every ten seconds. */
const WAITED_A_DAY = 20_000
/** Of an address from which nobody that is let in has spoken. */
const UNKNOWN_A_MINUTE = 120

/** More than a device may say. */
export interface Excess {
  /** For people: how much it may say. */
  readonly reason: string
  /** Until it may say more. */
  readonly seconds: number
  /** The first of the minute: what follows tells nobody more. */
  readonly isFirst: boolean
}

/**
 * How much each device may say, whichever way it comes: requests, frames and messages count alike, in this process. One that
 * says more is not listened to for a while, and nobody else is kept waiting for it.
 */
export class DeviceLimits {
  readonly #devices: RateLimiterMemory
  readonly #waited: RateLimiterMemory
  readonly #unknown: RateLimiterMemory
  readonly #told = new RateLimiterMemory({ points: 1, duration: 60 })
  #over = 0

  constructor({
    aMinute = A_MINUTE,
    waitedADay = WAITED_A_DAY,
    unknownAMinute = UNKNOWN_A_MINUTE,
  } = {}) {
    this.#devices = new RateLimiterMemory({ points: aMinute, duration: 60 })
    this.#waited = new RateLimiterMemory({ points: waitedADay, duration: 86_400 })
    this.#unknown = new RateLimiterMemory({ points: unknownAMinute, duration: 60 })
  }

  /** How much was not listened to since this process began. */
  get over(): number {
    return this.#over
  }

  /** Counts what a device says that sends again what is not taken. */
  async take(deviceId: string): Promise<Excess | undefined> {
    const rejected = await beyond(this.#devices, deviceId)
    const { points } = this.#devices
    return rejected && this.#excess(deviceId, rejected, `more than ${points} reports in a minute`)
  }

  /** Counts what a device said that somebody else kept for it, and that does not come again. */
  async takeWaited(deviceId: string): Promise<Excess | undefined> {
    if (!(await beyond(this.#devices, deviceId))) return undefined
    const rejected = await beyond(this.#waited, deviceId)
    const why = `more than ${this.#devices.points} reports in a minute, and ${this.#waited.points} beyond these in a day`
    return rejected && this.#excess(deviceId, rejected, why)
  }

  /** Counts what comes from an address and is no known device's. */
  async takeUnknown(address: string): Promise<Excess | undefined> {
    const rejected = await beyond(this.#unknown, address)
    const { points } = this.#unknown
    const why = `more than ${points} tries in a minute of devices that are not let in`
    return rejected && this.#excess(`at ${address}`, rejected, why)
  }

  async #excess(key: string, { msBeforeNext }: RateLimiterRes, why: string): Promise<Excess> {
    this.#over++
    const isFirst = (await beyond(this.#told, key)) === undefined
    return { reason: why, seconds: Math.ceil(msBeforeNext / 1000), isFirst }
  }
}

/** @returns what the limiter says where it is one too many. */
async function beyond(
  limiter: RateLimiterMemory,
  key: string,
): Promise<RateLimiterRes | undefined> {
  return limiter.consume(key).then(
    () => undefined,
    (rejected: RateLimiterRes) => rejected,
  )
}
