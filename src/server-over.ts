import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { DataFolder, OpenPlace } from './app/data-folder.ts'
import { DeviceCredentials } from './app/live/device-credentials.ts'
import { DeviceLimits } from './app/live/device-limits.ts'
import { HeldReports } from './app/live/held-reports.ts'
import { ReportLog } from './app/live/report-log.ts'
import { loadPolicy } from './app/load-policy.ts'
import { madeFromTown } from './app/made-from-town.ts'
import { matchingWorker } from './app/matching-worker.ts'
import { type Monitor, monitor } from './app/monitoring/monitor.ts'
import { patternOptions } from './app/patterns/pattern-options.ts'
import { patternsWorker } from './app/patterns/patterns-worker.ts'
import { townBaseMap } from './app/town-base-map.ts'
import { heldPlace, reportsPlace } from './compose.ts'
import type { Config, SignInConfig } from './config.ts'
import type { HandedRun, HandedWork } from './domain/handed-command.ts'
import { fromNationalGrid } from './geo/national-grid.ts'
import { api } from './http/api.ts'
import { devices } from './http/devices/devices.ts'
import { makeLog } from './log.ts'
import type { MailConfig } from './mail-config.ts'
import { defaultParameters } from './matching/parameters.ts'
import { neededWindow } from './matching/touched-crimes.ts'
import type { NoticesConfig } from './notices-config.ts'
import { mapRoutes } from './portal/map-routes.ts'
import { portal } from './portal/portal.tsx'
import { showIn } from './portal/show.tsx'
import { type Surface, serverApp } from './server/app.ts'
import type { GateServices } from './server/gate.ts'
import { limitsInMemory } from './server/limits.ts'
import { openMapTiles } from './server/map-tiles.ts'
import { type Observer, observe } from './server/observer.ts'
import { operationsRoutes } from './server/operations-routes.ts'
import type { Asked, Route } from './server/route.ts'
import { signInServices } from './sign-in-services.ts'
import { newestHeard } from './store/records/freshness-records.ts'
import { refreshStatistics } from './store/records/planner-statistics.ts'

/** And what devices report, once it is taken. */
const OF_DEVICES = { method: 'LIVE', path: 'live', correlationId: 'live' }
const OF_MONITORING = { method: 'LIVE', path: 'monitoring', correlationId: 'monitoring' }
const OF_PATTERNS = { method: 'LIVE', path: 'patterns', correlationId: 'patterns' }
const LOCAL_NAMES = ['localhost', '127.0.0.1']

export interface ServeOptions {
  readonly data: string
  readonly port: number
  /** Makes an account for each role, where the folder holds a simulated town and nothing else. */
  readonly demo: boolean
  /** Lets the simulated town's tags go on reporting, where there is nothing but a simulated town. */
  readonly liveTags?: boolean
  /** Makes ready a command that was handed over, to run on the open folder. */
  readonly prepareHanded: (place: OpenPlace, work: HandedWork) => HandedRun
}

export type ServeConfig = Config &
  SignInConfig & {
    readonly mail?: MailConfig | undefined
    readonly notices?: NoticesConfig
  }
/**
 * Everything that is served, before anything listens: the surfaces as they are declared, and the app that
 * stands before them.
 *
 * @throws AppError as {@link loadPolicy}, {@link signInServices} and {@link openMapTiles}.
 */
export async function serverOver(
  folder: DataFolder,
  options: Omit<ServeOptions, 'port'>,
  config: ServeConfig,
) {
  const policy = loadPolicy(options.data)
  await refreshStatistics(folder.records)
  const demonstration = await madeFromTown(folder, join(options.data, 'town'))
  const signIn = await signInServices(folder, { ...options, demonstration }, config)
  const log = makeLog(config.logLevel)
  const observer = observe(log)
  const addressOf = (context: Asked) => addressFrom(context, config.trustedProxy)
  const deviceLimits = new DeviceLimits()
  observer.gauge(
    'whereabouts_device_reports_over_limit',
    'Reports of devices that were not listened to because there were too many, since the start',
    () => deviceLimits.over,
  )
  const services: GateServices = {
    records: folder.records,
    limits: limitsInMemory(deviceLimits),
    observer,
    addressOf,
    now: Date.now,
  }
  const { radiusMetres, padMinutes, pairs } = policy.matching
  const parameters = { ...defaultParameters, radiusMetres, padMinutes }
  const matching = matchingWorker(folder, {
    parameters,
    pairs,
    failed: (error) => log.error(error, 'a matching run failed'),
  })
  const monitoring = monitor(folder, {
    settings: policy.monitoring,
    now: Date.now,
    settle: () => reports.flush(),
    onErased: () => reports.forgetErased(),
    onRaised: () => undefined,
    failed: (error) => observer.failed(OF_MONITORING, error),
  })
  tellMetrics(observer, monitoring)
  const patterns = patternsWorker(folder, {
    ...patternOptions(policy),
    now: Date.now,
    failed: (error) => observer.failed(OF_PATTERNS, error),
  })
  const credentials = new DeviceCredentials(folder.records)
  let newest = await newestHeard(folder.records)
  observer.gauge(
    'whereabouts_data_age_seconds',
    'How long ago anything came from a device; 0 where nothing ever did',
    () => (newest === undefined ? undefined : (Date.now() - newest) / 1000),
  )
  const dataIs = () => {
    if (newest === undefined) return 'none'
    return Date.now() - newest > policy.monitoring.freshMinutes * 60_000 ? 'late' : 'current'
  }
  const reports = await ReportLog.open(folder, {
    place: reportsPlace(options.data),
    batteryPercent: policy.monitoring.batteryPercent,
    reachMs: neededWindow({ window: { from: 0, to: 0 } }, parameters).to,
    onHeard: (heard) => {
      for (const { receivedAt } of heard) newest = Math.max(newest ?? receivedAt, receivedAt)
      monitoring.heard(heard)
    },
    failed: (error) => observer.failed(OF_DEVICES, error),
  })
  const held = await HeldReports.open({
    place: heldPlace(options.data),
    ...{ reports, limits: deviceLimits },
    failed: (error) => observer.failed(OF_DEVICES, error),
  })
  observer.gauge(
    'whereabouts_device_reports_held_bytes',
    'Of reports by MQTT beyond the allowance of their devices, which wait to be taken',
    () => held.bytes,
  )
  const spool = join(options.data, 'spool')
  // What an earlier process was still receiving when it ended.
  rmSync(spool, { recursive: true, force: true })
  const pages = portal({
    folder,
    matching,
    show: showIn(demonstration),
    now: Date.now,
    demonstration,
    dataPath: options.data,
    spool,
    fromNationalGrid,
    policy,
    credentials,
    held,
    notices: { sendsMail: config.mail?.out !== undefined, privateHosts: privateHosts(config) },
    publicUrl: config.publicUrl,
    signIn: signIn.services,
    monitoring,
  })
  const tags = devices({ reports, credentials, limits: deviceLimits, now: Date.now })
  const programs = api(
    {
      folder,
      now: Date.now,
      spool,
      mostUploadBytes: config.mostUploadBytes,
      fromNationalGrid,
      prepareCommand: (work) => options.prepareHanded({ folder, data: options.data, spool }, work),
    },
    tags.operations,
  )
  const tiles = config.map ? await openMapTiles(config.map) : undefined
  const town = demonstration ? townBaseMap(join(options.data, 'town')) : undefined
  // Not pages, and answered in their words all the same.
  const beside = (surface: string, routes: readonly Route[]): Surface => ({
    ...pages,
    ...{ edge: { ...pages.edge, surface }, routes },
  })
  const ground = beside('map', mapRoutes({ tiles, town }))
  const operations = beside(
    'operations',
    operationsRoutes(folder.records, observer, dataIs, addressOf),
  )
  const hosts = new Set(LOCAL_NAMES)
  if (config.publicUrl) hosts.add(new URL(config.publicUrl).hostname)
  const surfaces: readonly Surface[] = [pages, ground, operations, programs, tags]
  return {
    app: serverApp(surfaces, services, { hosts }),
    observer,
    log,
    surfaces,
    policy,
    demonstration,
    notes: signIn.notes,
    key: signIn.services.key,
    /** None is at work until it is started. */
    matching,
    monitoring,
    patterns,
    /** What takes reports, and who may report; for devices that come another way than over HTTP. */
    live: { reports, credentials, limits: deviceLimits, held },
    close: async () => {
      await held.close()
      await reports.close()
      await tiles?.close()
    },
  }
}

export function privateHosts({ notices }: ServeConfig): ReadonlySet<string> {
  return notices?.privateHosts ?? new Set()
}

function tellMetrics(observer: Observer, monitoring: Monitor): void {
  const { figures } = monitoring
  const named = {
    waiting: 'Wearers who wait to be looked at',
    oldestSeconds: 'How long the longest of them has waited',
    wearers: 'Wearers with a rule',
    positionsHeld: 'Positions held in memory',
    raised: 'Incidents that became actual since the start',
    faults: 'Conditions that cannot be watched',
  } as const
  for (const [name, help] of Object.entries(named)) {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    observer.gauge(
      `whereabouts_monitoring_${snake}`,
      help,
      () => figures()?.[name as keyof typeof named],
    )
  }
}

/** Where a request came from. Only a proxy that was named is believed about it, and only its last word. */
function addressFrom(context: Asked, trustedProxy: string | undefined): string {
  const address = getConnInfo(context).remote.address ?? 'unknown'
  if (!trustedProxy || address.replace(/^::ffff:/, '') !== trustedProxy) return address
  return context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() || address
}
