import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { tooManyRequests } from '../../domain/errors.ts'

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
  readonly #held: RateLimiterMemory
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
    this.#held = new RateLimiterMemory({ points: aMinute, duration: 60 })
    this.#unknown = new RateLimiterMemory({ points: unknownAMinute, duration: 60 })
  }

  /** How much was not taken since this process began. */
  get over(): number {
    return this.#over
  }

  /** Counts what a device says that sends again what is not taken. */
  async take(deviceId: string): Promise<Excess | undefined> {
    const rejected = await beyond(this.#devices, deviceId)
    const { points } = this.#devices
    return rejected && this.#excess(deviceId, rejected, `more than ${points} reports in a minute`)
  }

  /** Counts what a device said at a broker, which keeps it for us. @returns whether it may be taken now; what may not has to be held. */
  async mayTakeNow(deviceId: string): Promise<boolean> {
    if (!(await beyond(this.#devices, deviceId))) return true
    return !(await beyond(this.#waited, deviceId))
  }

  /** Counts what was held of a device, beside what it says now. @returns whether it may be taken now. */
  async mayTakeHeld(deviceId: string): Promise<boolean> {
    return !(await beyond(this.#held, deviceId))
  }

  /** Counts what is refused of a device for good. @returns whether it is the first of the minute: what follows tells nobody more. */
  async refuse(deviceId: string): Promise<boolean> {
    this.#over++
    return !(await beyond(this.#told, deviceId))
  }

  /** Counts what comes from an address and is no known device's. */
  async takeUnknown(address: string): Promise<Excess | undefined> {
    const rejected = await beyond(this.#unknown, address)
    const { points } = this.#unknown
    const why = `more than ${points} tries in a minute of devices that are not let in`
    return rejected && this.#excess(`at ${address}`, rejected, why)
  }

  /**
   * Looks for who speaks from an address, unless too many from there were looked for in vain: then nothing is asked. Who is
   * found is not counted, so that devices behind one address do not stand in each other's way.
   *
   * @throws AppError TOO_MANY_REQUESTS.
   */
  async lookUp<T>(address: string, find: () => Promise<T | undefined>): Promise<T | undefined> {
    const excess = await this.takeUnknown(address)
    if (excess) throw tooManyRequests(excess.reason, excess.seconds)
    const found = await find()
    if (found !== undefined) await this.#unknown.reward(address)
    return found
  }

  async #excess(key: string, { msBeforeNext }: RateLimiterRes, why: string): Promise<Excess> {
    const isFirst = await this.refuse(key)
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
