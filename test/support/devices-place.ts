import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { DeviceCredentials } from '../../src/app/live/device-credentials.ts'
import { DeviceLimits } from '../../src/app/live/device-limits.ts'
import type { HeardReport } from '../../src/app/live/heard-report.ts'
import { HeldReports } from '../../src/app/live/held-reports.ts'
import { ReportLog } from '../../src/app/live/report-log.ts'
import { type DevicesService, startDevices } from '../../src/devices/devices-service.ts'
import type { DevicesConfig } from '../../src/devices-config.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { workAt } from './account-work.ts'
import { archiveTwins } from './positions-twins.ts'

const LOOK_EVERY_MS = 50

/** A data folder that devices report to, in this process: everything but the pages. */
export class DevicesPlace {
  readonly path = mkdtempSync(join(tmpdir(), 'whereabouts-devices-'))
  readonly faults: unknown[] = []
  readonly told: string[] = []
  readonly folder: DataFolder
  readonly credentials: DeviceCredentials
  /** What monitoring heard, in order. */
  readonly heard: HeardReport[] = []
  /** How much devices may say; another one from the next start on. */
  limits = new DeviceLimits()
  /** And how much of what is beyond is held. */
  mostHeldBytes = 1024 * 1024
  log: ReportLog | undefined
  service: DevicesService | undefined
  held: HeldReports | undefined
  readonly #remove: () => Promise<void>
  #waiting: (() => void)[] = []

  private constructor(folder: DataFolder, remove: () => Promise<void>) {
    this.folder = folder
    this.credentials = new DeviceCredentials(folder.records)
    this.#remove = remove
  }

  static async make(): Promise<DevicesPlace> {
    const records = await openEmbeddedRecords(mkdtempSync(join(tmpdir(), 'whereabouts-records-')))
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    const archive = await chdb.place()
    const opened = await archive.open()
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    return new DevicesPlace({ records, archive: days.archive, days }, async () => {
      await opened.close()
      await archive.remove()
      await records.close()
    })
  }

  work() {
    return workAt(this.folder.records, Date.now(), operator())
  }

  /** @param keeps whether reports can be kept: a log that is full keeps none. */
  async start(config: Partial<DevicesConfig>, keeps = true): Promise<DevicesService> {
    this.log = await ReportLog.open(this.folder, {
      place: join(this.path, 'live'),
      onHeard: (reports) => {
        this.heard.push(...reports)
        this.wake()
      },
      failed: (error) => this.faults.push(error),
      ...(!keeps && { mostBytes: -1 }),
    })
    this.held = await HeldReports.open({
      place: join(this.path, 'live', 'held'),
      ...{ reports: this.log, limits: this.limits, mostOfDeviceBytes: this.mostHeldBytes },
      takeEveryMs: LOOK_EVERY_MS,
      failed: (error) => this.faults.push(error),
    })
    this.service = await startDevices(
      { mqtt: undefined, teltonika: undefined, feeds: undefined, ...config },
      {
        folder: this.folder,
        data: this.path,
        reports: this.log,
        credentials: this.credentials,
        limits: this.limits,
        held: this.held,
        onFault: (error) => this.faults.push(error),
        told: (line) => {
          this.told.push(line)
          this.wake()
        },
        lookEveryMs: LOOK_EVERY_MS,
      },
    )
    return this.service
  }

  async stop(): Promise<void> {
    await this.service?.close()
    await this.held?.close()
    await this.log?.close()
    this.service = undefined
    this.log = undefined
  }

  async remove(): Promise<void> {
    await this.stop()
    await this.#remove()
  }

  wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const done of waiting) done()
  }

  /** Resolves once something holds, which is looked at whenever anything was heard or told. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((done) => this.#waiting.push(done))
  }

  /** A while in which folders are looked at. */
  nextLook(): Promise<void> {
    return pause(LOOK_EVERY_MS)
  }

  /** What was refused, once it is kept. */
  async refusals(): Promise<{ device: string | null; reason: string }[]> {
    await this.log?.flush()
    return this.folder.records.query(
      `select device_id as device, reason || coalesce(': ' || (issues->0->>'code'), '') as reason
       from refused_reports order by id`,
    )
  }
}
