import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { DataFolder } from '../app/data-folder.ts'
import type { DeviceCredentials } from '../app/live/device-credentials.ts'
import type { DeviceLimits } from '../app/live/device-limits.ts'
import type { HeldReports } from '../app/live/held-reports.ts'
import type { TakesReports } from '../app/live/taken-report.ts'
import type { DevicesConfig } from '../devices-config.ts'
import { AppError } from '../domain/errors.ts'
import { readFeedMapping, readFeeds } from '../ingest/feed-mapping.ts'
import { brokerFiles } from './broker-files.ts'
import { folderFeed, type VendorFolder } from './folder-feed.ts'
import { LetIn } from './let-in.ts'
import { openMqtt } from './mqtt-feed.ts'
import { listenTeltonika } from './teltonika-listener.ts'

/** How often vendors' folders are looked at. */
const LOOK_EVERY_MS = 5_000

interface Options {
  readonly folder: DataFolder
  /** The data folder's path. */
  readonly data: string
  readonly reports: TakesReports
  readonly credentials: DeviceCredentials
  readonly limits: DeviceLimits
  /** What takes what a device says beyond what it may, where it cannot be told. */
  readonly held: HeldReports
  /** Told of faults by name and place, never by what a device says. */
  readonly onFault: (error: unknown) => void
  /** Told how the connection to the broker is, and which feed put a file of no use aside. */
  readonly told: (line: string) => void
  readonly lookEveryMs?: number
}

/** Devices' ways in other than HTTP, while a folder is served. */
export interface DevicesService {
  /** For whoever started it: what is open, and where. */
  readonly notes: readonly string[]
  /** Ends once what is being taken is durable; the rest comes again. */
  close(): Promise<void>
}

/**
 * Opens the ways in that the configuration names, and those that feeds.json does.
 *
 * @throws AppError ADDRESS_IN_USE, CONFIG_INVALID or FEEDS_INVALID.
 */
export async function startDevices(
  config: DevicesConfig,
  options: Options,
): Promise<DevicesService> {
  const { folder, data, reports, credentials, limits, held, onFault, told } = options
  const vendors = readVendors(config.feeds ?? join(data, 'feeds.json'), config.feeds !== undefined)
  const feeds = vendors.map((vendor) => folderFeed(folder, vendor, reports, told))
  const letIn = await LetIn.open(folder.records, credentials, onFault)
  const notes: string[] = []
  const closing: (() => Promise<void>)[] = [() => letIn.close()]
  try {
    if (config.teltonika) {
      const listener = await listenTeltonika(config.teltonika, { letIn, limits, reports }, onFault)
      closing.unshift(() => listener.close())
      notes.push(`Teltonika devices report at ${listener.at}`)
    }
    if (config.mqtt) {
      await letIn.tell(brokerFiles(config.mqtt))
      const mqtt = openMqtt(config.mqtt, { letIn, limits, reports, held }, told)
      closing.unshift(() => mqtt.close())
      notes.push(`Devices report by MQTT at ${config.mqtt.url}`)
    }
    if (feeds.length > 0) {
      const looking = lookAt(feeds, onFault, options.lookEveryMs ?? LOOK_EVERY_MS)
      closing.unshift(() => looking.close())
      notes.push(...vendors.map(({ name, folder: at }) => `Files of ${name} are taken from ${at}`))
    }
  } catch (error) {
    for (const close of closing) await close()
    throw error
  }
  return {
    notes,
    async close() {
      for (const close of closing) await close()
    },
  }
}

/** Looks at folders one after another, and again; what failed is tried again at the next look. */
function lookAt(
  feeds: readonly ReturnType<typeof folderFeed>[],
  onFault: (error: unknown) => void,
  everyMs: number,
) {
  let closed = false
  let looking: Promise<void> | undefined
  const work = async () => {
    for (const feed of feeds) await feed(() => closed).catch(onFault)
  }
  const look = () => {
    looking ??= work().finally(() => {
      looking = undefined
    })
  }
  const timer = setInterval(look, everyMs)
  look()
  return {
    async close() {
      closed = true
      clearInterval(timer)
      await looking
    },
  }
}

/** @param isNamed whether somebody said that the file is there. */
function readVendors(path: string, isNamed: boolean): VendorFolder[] {
  if (!isNamed && !existsSync(path)) return []
  return read(path, readFeeds).map(({ name, folder, mapping }) => ({
    name,
    folder: resolve(dirname(path), folder),
    mapping: read(resolve(dirname(path), mapping), readFeedMapping),
  }))
}

function read<T>(path: string, reader: (file: Uint8Array) => T): T {
  try {
    return reader(readFileSync(path))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('FEEDS_INVALID', `Cannot use ${path}: ${why}`, { cause })
  }
}
