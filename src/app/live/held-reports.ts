import { mkdir } from 'node:fs/promises'
import { counted } from '../../domain/count-text.ts'
import { platformCodes } from '../../domain/device-event.ts'
import type { DeviceReport } from '../../domain/device-report.ts'
import { AppError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/interval.ts'
import { checkReport } from './checked-report.ts'
import type { DeviceLimits } from './device-limits.ts'
import { HeldOfDevice } from './held-of-device.ts'
import { readSegments, removeSegment } from './log-segment.ts'
import { reportFrame } from './report-frames.ts'
import type { TakesReports } from './taken-report.ts'

/** Of one device: a month of every ten seconds, a position at a time. */
const MOST_OF_DEVICE_BYTES = 128 * 1024 * 1024
const MOST_BYTES = 1024 * 1024 * 1024
const TAKE_EVERY_MS = 1000
/** Said anew so often while it lasts, so that it is one occasion. */
const SAY_EVERY_MS = 3_600_000
/** Of a device that said too much so lately it is not said that it says no more than it may: it would be said back and forth. */
const QUIET_MS = 60_000
/** How many were refused is told so often. */
const TELL_EVERY_MS = 60_000
/** How many devices' files are read at once. */
const TOGETHER = 16

interface Options {
  /** A folder of its own, made where there is none. */
  readonly place: string
  readonly reports: TakesReports
  readonly limits: DeviceLimits
  /** Told of faults; what is held is tried again. */
  readonly failed: (error: unknown) => void
  readonly mostBytes?: number | undefined
  readonly mostOfDeviceBytes?: number | undefined
  readonly takeEveryMs?: number | undefined
}

/**
 * What devices said beyond their allowance by a way that tells them nothing of it: on disk before it is acknowledged, and
 * taken as fast as each device may say more. So one that floods is slowed and not lost, and nobody waits for it. What a
 * server that was killed had taken of a file and not removed is taken again, and counts once.
 */
export class HeldReports {
  readonly #options: Options
  readonly #devices = new Map<string, HeldOfDevice>()
  readonly #timer: NodeJS.Timeout
  #taking: Promise<void> | undefined
  #isClosing = false

  private constructor(options: Options) {
    this.#options = options
    const every = options.takeEveryMs ?? TAKE_EVERY_MS
    const timer = setInterval(() => {
      this.#taking ??= this.#takeAll().finally(() => {
        this.#taking = undefined
      })
    }, every)
    this.#timer = timer.unref()
  }

  /** Takes up what an earlier process held. */
  static async open(options: Options): Promise<HeldReports> {
    await mkdir(options.place, { recursive: true, mode: 0o700 })
    const held = new HeldReports(options)
    for await (const segment of readSegments(options.place)) {
      const [first] = segment.reports
      if (first) held.#of(first.deviceId).left(segment)
      else await removeSegment(segment)
    }
    return held
  }

  /** On disk, of everybody. */
  get bytes(): number {
    return [...this.#devices.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** On disk, of one device. */
  bytesOf(deviceId: string): number {
    return this.#devices.get(deviceId)?.bytes ?? 0
  }

  /**
   * Holds a report until its device may say more.
   *
   * @returns whether it is on disk; `false` where there is no room for it: then people are told that it is refused, and how many are.
   * @throws AppError STORE_UNAVAILABLE where it cannot be written.
   */
  async hold(report: DeviceReport): Promise<boolean> {
    if (this.#isClosing) throw unavailable('the server is ending')
    const { mostBytes = MOST_BYTES, mostOfDeviceBytes = MOST_OF_DEVICE_BYTES } = this.#options
    const checked = checkReport(report)
    const frame = reportFrame(checked)
    const own = this.#of(checked.deviceId)
    const now = Date.now()
    own.lastAt = now
    this.#sayBeyond(checked, own, now)
    if (own.bytes + frame.length > mostOfDeviceBytes || this.bytes + frame.length > mostBytes) {
      await this.#refuse(checked, own, now)
      return false
    }
    await own.append(frame).catch((cause: unknown) => {
      throw unavailable(cause instanceof Error ? cause.message : String(cause), cause)
    })
    return true
  }

  /** What is being written is on disk when this resolves; the rest is there for the next start. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearInterval(this.#timer)
    await this.#taking
    for (const [deviceId, own] of this.#devices) {
      this.#tellRefused({ deviceId, feed: 'mqtt' }, own)
      await own.close()
    }
  }

  #sayBeyond(of: Of, own: HeldOfDevice, now: Instant): void {
    if (now - (own.saidAt ?? -Infinity) < SAY_EVERY_MS) return
    own.saidAt = now
    this.#say(of, platformCodes.beyond).catch(() => {
      // With its next report then.
      own.saidAt = undefined
    })
  }

  /** What is refused is gone: people are told at once, and how much it is every minute. */
  async #refuse(of: Of, own: HeldOfDevice, now: Instant): Promise<void> {
    await this.#options.limits.refuse(of.deviceId)
    own.refused++
    if (now - own.toldAt >= TELL_EVERY_MS) this.#tellRefused(of, own)
    if (now - (own.saidRefusedAt ?? -Infinity) < SAY_EVERY_MS) return
    own.saidRefusedAt = now
    this.#say(of, platformCodes.refused).catch(() => {
      own.saidRefusedAt = undefined
    })
  }

  #tellRefused({ deviceId, feed }: Of, own: HeldOfDevice): void {
    if (own.refused === 0) return
    const receivedAt = Date.now()
    const count = counted(own.refused, 'message')
    const reason = `Refused ${count}: it says too much, and no more of it can be held`
    this.#options.reports.refuse({ feed, deviceId, receivedAt, reason })
    own.toldAt = receivedAt
    own.refused = 0
  }

  #of(deviceId: string): HeldOfDevice {
    const known = this.#devices.get(deviceId)
    if (known) return known
    const made = new HeldOfDevice(this.#options.place)
    this.#devices.set(deviceId, made)
    return made
  }

  async #takeAll(): Promise<void> {
    const devices = [...this.#devices]
    while (devices.length > 0 && !this.#isClosing) {
      await Promise.all(devices.splice(0, TOGETHER).map(([id, own]) => this.#turnOf(id, own)))
    }
  }

  async #turnOf(deviceId: string, own: HeldOfDevice): Promise<void> {
    if (Date.now() - own.toldAt >= TELL_EVERY_MS) this.#tellRefused({ deviceId, feed: 'mqtt' }, own)
    try {
      await this.#takeOf(deviceId, own)
    } catch (error) {
      // What has no room now is tried again.
      if (!(error instanceof AppError)) this.#options.failed(error)
    } finally {
      own.rest()
    }
  }

  /** As much of a device as it may say now. @throws what taking or reading did. */
  async #takeOf(deviceId: string, own: HeldOfDevice): Promise<void> {
    const { limits, reports } = this.#options
    for (;;) {
      const report = await own.next()
      if (this.#isClosing) return
      if (report === undefined) break
      if (!own.isNextKept) {
        if (!(await limits.mayTakeHeld(deviceId))) return
        await reports.takeChecked(report)
        own.isNextKept = true
      }
      // The last file stays until the device has kept to what it may: a kill leaves that to be said.
      if (own.isLast) {
        if (Date.now() - own.lastAt < QUIET_MS) return
        await this.#sayWithin(report, own)
      }
      await own.taken()
    }
    if (!own.isEmpty || Date.now() - own.lastAt < QUIET_MS) return
    if (own.saidAt !== undefined) await this.#sayWithin({ deviceId, feed: 'mqtt' }, own)
    if (own.isEmpty && own.refused === 0) this.#devices.delete(deviceId)
  }

  async #sayWithin(of: Of, own: HeldOfDevice): Promise<void> {
    own.saidAt = undefined
    own.saidRefusedAt = undefined
    await this.#say(of, platformCodes.within)
  }

  /** In the device's name: what is required of its wearer is watched with less than it says, and somebody should look. */
  async #say({ deviceId, feed }: Of, code: string): Promise<void> {
    const now = Date.now()
    const events = [{ deviceId, code, occurredAt: now, body: {} }]
    const { reports } = this.#options
    await reports.takeChecked({
      deviceId,
      feed,
      receivedAt: now,
      positions: [],
      events,
      refused: [],
      isOurs: true,
    })
  }
}

type Of = Pick<DeviceReport, 'deviceId' | 'feed'>

function unavailable(why: string, cause?: unknown): AppError {
  return new AppError('STORE_UNAVAILABLE', `Cannot hold what the device reports: ${why}`, { cause })
}
