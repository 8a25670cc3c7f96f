import { setTimeout as pause } from 'node:timers/promises'
import { counted } from '../../domain/count-text.ts'
import type { DeviceReport } from '../../domain/device-report.ts'
import { AppError } from '../../domain/errors.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { DataFolder } from '../data-folder.ts'
import { ChargeMemory } from './charge-memory.ts'
import { type CheckedReport, checkReport, heardFrom } from './checked-report.ts'
import type { OnHeard } from './heard-report.ts'
import { keepApart } from './keep-apart.ts'
import { keepReports } from './keep-reports.ts'
import { type LogSegment, OpenSegment, removeSegment, segmentsLeft } from './log-segment.ts'
import { identityOf, RecentPositions } from './recent-positions.ts'
import { reportFrame } from './report-frames.ts'
import type { RefusedReport, TakenReport, TakesReports } from './taken-report.ts'
import { WaitingShares } from './waiting-shares.ts'

/** How long a report stays in the log alone: positions are in the archive, and on pages, this much later. */
const FLUSH_AFTER_MS = 3000
const FLUSH_POSITIONS = 50_000
const AGAIN_AFTER_MS = 2000
/** A segment that could not be kept so often is kept a report at a time. */
const TRIES_TOGETHER = 3
/** What may wait for the archive; a server that cannot keep it takes no more. */
const MOST_BYTES = 64 * 1024 * 1024
/** Of that room one device may take one, once it is half full. */
const SHARES = 8
/** Issues kept of one report: its device was told all of them. */
const MOST_ISSUES = 50
/** What is kept of reports that could not be taken at all, between two flushes: more tells nobody more. */
const MOST_REFUSALS = 1000
/** Of a device that nobody knows: a topic of a broker is as long as its sender likes. */
const LONGEST_NAME = 500

interface ReportLogOptions {
  /** The log's own folder, made where there is none. */
  readonly place: string
  /** Told of everything once it is durable, what an earlier process left first. */
  readonly onHeard: OnHeard
  /** Told of a flush that failed; it is tried again until it succeeds. */
  readonly failed: (error: unknown) => void
  /** How far before and after a crime's window positions are compared with it. */
  readonly reachMs?: number
  /** At which charge a battery is low, and charged again; absent, a percentage means nothing. */
  readonly batteryPercent?: MonitoringSettings['batteryPercent']
  readonly flushAfterMs?: number
  readonly againAfterMs?: number
  readonly mostBytes?: number
}

interface Waiting {
  readonly report: CheckedReport
  /** Of the report as the log keeps it: without what it knows already. */
  readonly logged: CheckedReport
  readonly frame: Buffer
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/**
 * What devices report, written down before anybody is told that it was taken ([ADR 0018](../../../docs/adr/0018-live-tags.md)).
 * Whoever waits is written and synchronised to disk together; every few seconds what was written goes into the archive
 * and the records, and its file is removed.
 */
export class ReportLog implements TakesReports {
  readonly #folder: DataFolder
  readonly #options: ReportLogOptions
  readonly #charges: ChargeMemory
  readonly #recent = new RecentPositions()
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #segment: OpenSegment | undefined
  #positions = 0
  #isDue = false
  #timer: NodeJS.Timeout | undefined
  readonly #full: LogSegment[] = []
  #flushing: Promise<void> | undefined
  /** Of the segment that is being kept. */
  #keeping: Promise<void> | undefined
  /** Who waits for the segment that is being written to be another. */
  #onRetired: (() => void)[] = []
  #refusals: RefusedReport[] = []
  #bytes = 0
  readonly #shares = new WaitingShares()
  /** Of the oldest segment. */
  #tries = 0
  readonly #ending = new AbortController()

  private constructor(folder: DataFolder, options: ReportLogOptions) {
    this.#folder = folder
    this.#options = options
    this.#charges = new ChargeMemory(folder, options.batteryPercent)
  }

  /** Opens the log of a folder. What an earlier process left in it is heard, and is on its way into the archive, when this resolves. */
  static async open(folder: DataFolder, options: ReportLogOptions): Promise<ReportLog> {
    const log = new ReportLog(folder, options)
    for (const segment of await segmentsLeft(options.place)) {
      log.#hear(segment.reports, segment.reports)
      log.#full.push(segment)
      log.#bytes += segment.bytes
    }
    await log.#charges.read(log.#full.flatMap(({ reports }) => reports))
    log.#flush()
    return log
  }

  async take(report: DeviceReport): Promise<TakenReport> {
    this.#expectRoom(report.deviceId)
    return this.#log(checkReport(report))
  }

  async takeChecked(checked: CheckedReport): Promise<void> {
    this.#expectRoom(checked.deviceId)
    await this.#log(checked)
  }

  /** Something was erased: what is remembered of charges is what the records say now, and what came since. */
  async forgetErased(): Promise<void> {
    await this.#charges.readAgain(() => this.flush())
  }

  refuse(refusal: RefusedReport): void {
    const deviceId = refusal.deviceId?.slice(0, LONGEST_NAME)
    if (this.#refusals.length < MOST_REFUSALS) this.#refusals.push({ ...refusal, deviceId })
    this.#expectFlush()
  }

  /** What was taken so far is in the archive and the records when this resolves. @throws what the flush threw. */
  async flush(): Promise<void> {
    if (this.#writing) {
      await new Promise<void>((done) => {
        this.#onRetired.push(done)
        this.#isDue = true
      })
    } else this.#retire()
    // What comes meanwhile is not waited for: it may never end.
    const last = this.#full.at(-1)
    if (!last) await this.#flushing
    while (last && this.#flushing && this.#full.includes(last)) await this.#keeping
  }

  /** Takes no more and keeps what there is; what cannot be kept is there for the next start. */
  async close(): Promise<void> {
    this.#ending.abort()
    while (this.#writing) await this.#writing
    this.#retire()
    await this.#flushing
    clearTimeout(this.#timer)
  }

  /** @throws AppError STORE_UNAVAILABLE or TOO_MANY_REQUESTS. */
  #expectRoom(deviceId: string): void {
    if (this.#ending.signal.aborted) throw unavailable('the server is ending')
    if (this.#bytes > (this.#options.mostBytes ?? MOST_BYTES)) {
      throw unavailable('too much waits for the archive; send it again in a while')
    }
    if (this.#isTooMuchOf(deviceId)) {
      throw new AppError(
        'TOO_MANY_REQUESTS',
        `Cannot take what device ${deviceId} reports: too much of it waits for the archive; send it again in a while`,
      )
    }
  }

  async #log(said: CheckedReport): Promise<TakenReport> {
    const checked = this.#charges.add(said)
    const fresh = this.#fresh(checked)
    await new Promise<void>((done, failed) => {
      // The device is told all that is wrong; a report of nothing but faults must not fill the log with them.
      const refused = checked.refused.slice(0, MOST_ISSUES)
      const logged = { ...checked, positions: fresh, refused }
      const frame = reportFrame(logged)
      this.#bytes += frame.length
      this.#shares.add(logged, frame.length)
      this.#waiting.push({ report: checked, logged, frame, done, failed })
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined
        if (this.#isDue) this.#retire()
      })
    })
    const { positions, refused, powerAt } = checked
    return {
      accepted: positions.length,
      repeats: positions.length - fresh.length,
      events: said.events.length,
      power: powerAt !== undefined,
      refused,
    }
  }

  /** While half the room is taken, nobody may have more than their share of it. */
  #isTooMuchOf(deviceId: string): boolean {
    const most = this.#options.mostBytes ?? MOST_BYTES
    return this.#bytes > most / 2 && this.#shares.of(deviceId.trim()) > most / SHARES
  }

  #fresh({ deviceId, positions }: CheckedReport) {
    const here = new Set<string>()
    return positions.filter((position) => {
      const identity = identityOf(deviceId, position)
      if (here.has(identity) || this.#recent.has(identity)) return false
      here.add(identity)
      return true
    })
  }

  /** Whoever waits is written together; who comes meanwhile is the next group. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        this.#segment ??= await OpenSegment.begin(this.#options.place)
        await this.#segment.append(group.map(({ frame }) => frame))
      } catch (cause) {
        await this.#abandon()
        for (const { frame, logged, failed } of group) {
          this.#bytes -= frame.length
          this.#shares.remove(logged)
          failed(unavailable(cause instanceof Error ? cause.message : String(cause), cause))
        }
        continue
      }
      for (const { logged } of group) {
        this.#segment.reports.push(logged)
        this.#positions += logged.positions.length
      }
      this.#hear(
        group.map(({ report }) => report),
        group.map(({ logged }) => logged),
      )
      for (const { done } of group) done()
      this.#expectFlush()
      if (this.#isDue || this.#positions >= FLUSH_POSITIONS) this.#retire()
    }
  }

  #hear(reports: readonly CheckedReport[], logged: readonly CheckedReport[]): void {
    for (const { deviceId, positions } of logged) {
      for (const position of positions) this.#recent.add(identityOf(deviceId, position))
    }
    this.#options.onHeard(reports.map(heardFrom))
  }

  /** Nothing is written behind what may be half-written. */
  async #abandon(): Promise<void> {
    const segment = this.#segment
    if (!segment) return
    await segment.abandon()
    this.#retire()
  }

  #expectFlush(): void {
    this.#timer ??= setTimeout(() => {
      this.#isDue = true
      if (!this.#writing) this.#retire()
    }, this.#options.flushAfterMs ?? FLUSH_AFTER_MS)
  }

  /** The next report begins a new file; this one goes into the archive. */
  #retire(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isDue = false
    this.#positions = 0
    const segment = this.#segment
    this.#segment = undefined
    if (segment) {
      this.#full.push(segment)
      void segment.close()
    }
    this.#flush()
    for (const done of this.#onRetired.splice(0)) done()
  }

  #flush(): void {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined
    })
  }

  async #flushAll(): Promise<void> {
    while (this.#full[0] || this.#refusals.length > 0) {
      let isKept = false
      this.#keeping = this.#keepNext().then((kept) => {
        isKept = kept
      })
      await this.#keeping
      if (!isKept && this.#ending.signal.aborted) return
    }
  }

  async #keep(segment: LogSegment | undefined, refusals: readonly RefusedReport[]): Promise<void> {
    const { place, reachMs, failed } = this.#options
    if (!segment || this.#tries < TRIES_TOGETHER) {
      await keepReports(this.#folder, segment, refusals, reachMs)
      return
    }
    const aside = await keepApart(this.#folder, segment, place, reachMs)
    await keepReports(this.#folder, undefined, refusals, reachMs)
    if (aside > 0) failed(setAside(aside))
  }

  /** @returns whether it could be kept; where not, it is time to try again. */
  async #keepNext(): Promise<boolean> {
    const segment = this.#full[0]
    const refusals = [...this.#refusals]
    try {
      await this.#keep(segment, refusals)
      if (segment) await removeSegment(segment)
    } catch (error) {
      this.#tries += 1
      this.#options.failed(error)
      const { signal } = this.#ending
      const wait = this.#options.againAfterMs ?? AGAIN_AFTER_MS
      await pause(wait, undefined, { signal }).catch(() => undefined)
      return false
    }
    this.#tries = 0
    this.#refusals = this.#refusals.slice(refusals.length)
    if (segment) this.#full.shift()
    for (const report of segment?.reports ?? []) this.#shares.remove(report)
    this.#bytes -= segment?.bytes ?? 0
    return true
  }
}

function setAside(reports: number): AppError {
  return new AppError(
    'STORE_UNAVAILABLE',
    `Cannot keep ${counted(reports, 'report')} of devices, which neither archive nor records take: set aside in live/aside`,
  )
}

function unavailable(why: string, cause?: unknown): AppError {
  return new AppError('STORE_UNAVAILABLE', `Cannot keep what the device reports: ${why}`, { cause })
}
