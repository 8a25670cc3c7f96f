import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { DataFolder, OpenPlace } from './app/data-folder.ts'
import { startDemonstrationTags } from './app/demonstration-tags.ts'
import { documentsWorker } from './app/documents/documents-worker.ts'
import { DeviceCredentials } from './app/live/device-credentials.ts'
import { ReportLog } from './app/live/report-log.ts'
import { loadPolicy } from './app/load-policy.ts'
import { madeFromTown } from './app/made-from-town.ts'
import { matchingWorker } from './app/matching-worker.ts'
import { type Monitor, monitor } from './app/monitoring/monitor.ts'
import { patternOptions } from './app/patterns/pattern-options.ts'
import { patternsWorker } from './app/patterns/patterns-worker.ts'
import { townBaseMap } from './app/town-base-map.ts'
import { reportsPlace, withDataFolder } from './compose.ts'
import type { Config, SignInConfig } from './config.ts'
import { startDevices } from './devices/devices-service.ts'
import type { DevicesConfig } from './devices-config.ts'
import { AppError } from './domain/errors.ts'
import type { HandedRun, HandedWork } from './domain/handed-command.ts'
import { fromNationalGrid } from './geo/national-grid.ts'
import { api } from './http/api.ts'
import { devices } from './http/devices/devices.ts'
import { makeLog } from './log.ts'
import { startMail } from './mail/mail-service.ts'
import { outgoingMail } from './mail/outgoing-mail.ts'
import type { MailConfig } from './mail-config.ts'
import { defaultParameters } from './matching/parameters.ts'
import { neededWindow } from './matching/touched-crimes.ts'
import { startHandOvers } from './notices/hand-overs-service.ts'
import { startNotices } from './notices/notices-service.ts'
import type { NoticesConfig } from './notices-config.ts'
import { mapRoutes } from './portal/map-routes.ts'
import { paths } from './portal/paths.ts'
import { portal } from './portal/portal.tsx'
import { showIn } from './portal/show.tsx'
import { type Surface, serverApp } from './server/app.ts'
import type { GateServices } from './server/gate.ts'
import { limitsInMemory } from './server/limits.ts'
import { openMapTiles } from './server/map-tiles.ts'
import { type Observer, observe } from './server/observer.ts'
import { operationsRoutes } from './server/operations-routes.ts'
import type { Asked } from './server/route.ts'
import { signInServices } from './sign-in-services.ts'
import { newestHeard } from './store/records/freshness-records.ts'
import { refreshStatistics } from './store/records/planner-statistics.ts'

/** How long requests under way may take once the server is told to end. */
const GRACE_MS = 10_000
/** What the log calls work on messages, of which it says nothing else. */
const WITH_MAIL = { method: 'MAIL', path: 'mail', correlationId: 'mail' }
/** And what devices report, once it is taken. */
const OF_DEVICES = { method: 'LIVE', path: 'live', correlationId: 'live' }
const OF_NOTICES = { method: 'LIVE', path: 'notices', correlationId: 'notices' }
const OF_HAND_OVERS = { method: 'LIVE', path: 'hand-overs', correlationId: 'hand-overs' }
const OF_DOCUMENTS = { method: 'LIVE', path: 'documents', correlationId: 'documents' }
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

type ServeConfig = Config &
  SignInConfig & {
    readonly mail?: MailConfig | undefined
    readonly notices?: NoticesConfig
  }

/**
 * Serves a data folder to this machine until `ended` resolves; requests under way are finished first. The
 * folder is held meanwhile, and others are told where.
 *
 * @param say what people at the terminal are told: the address, and how to sign in for the first time.
 * @throws AppError ADDRESS_IN_USE, and as {@link withDataFolder}.
 */
export async function serveFolder(
  options: ServeOptions,
  config: ServeConfig & { readonly devices?: DevicesConfig },
  say: (line: string) => void,
  ended: Promise<void>,
): Promise<void> {
  await withDataFolder(options.data, 'serve', config, async (folder, lock) => {
    const made = await serverOver(folder, options, config)
    const { app, notes, observer, log, live, matching, monitoring, key, close } = made
    const open: (() => Promise<unknown> | undefined)[] = []
    try {
      const mail =
        config.mail &&
        (await startMail(config.mail, {
          folder,
          place: join(options.data, 'mail'),
          fromNationalGrid,
          onFault: (error) => observer.failed(WITH_MAIL, error),
        }))
      open.push(() => mail?.close())
      if (mail?.at) say(`Crime batches are taken by e-mail at ${mail.at}`)
      const devices =
        config.devices &&
        (await startDevices(config.devices, {
          ...{ folder, data: options.data, ...live },
          onFault: (error) => observer.failed(OF_DEVICES, error),
          told: (line) => log.info({ kind: 'devices' }, line),
        }))
      open.push(() => devices?.close())
      for (const note of devices?.notes ?? []) say(note)
      const { server, url } = await listening(app, options.port)
      open.push(() => closed(server))
      lock.announce(url)
      matching.start()
      open.push(() => matching.stop())
      monitoring.start()
      open.push(() => monitoring.stop())
      made.patterns.start()
      open.push(() => made.patterns.stop())
      const deliver = config.mail?.out && outgoingMail(config.mail.out)
      const base = (config.publicUrl ?? url).replace(/\/$/, '')
      const notices = startNotices(folder.records, {
        privateHosts: privateHosts(config),
        mail: deliver && ((message) => deliver({ ...message, inReplyTo: undefined })),
        key,
        linkTo: (id) => base + paths.incident(id),
        failed: (error) => observer.failed(OF_NOTICES, error),
      })
      open.push(() => notices.close())
      const handOvers = startHandOvers(folder.records, {
        privateHosts: privateHosts(config),
        key,
        linkTo: (wearer, id) => base + paths.handOver(wearer, id),
        failed: (error) => observer.failed(OF_HAND_OVERS, error),
      })
      open.push(() => handOvers.close())
      const documents = documentsWorker(folder, {
        settings: made.policy.monitoring,
        ground: made.demonstration ? { town: join(options.data, 'town') } : {},
        now: Date.now,
        mail: deliver && ((message) => deliver({ ...message, inReplyTo: undefined })),
        link: base + paths.myDocuments,
        failed: (error) => observer.failed(OF_DOCUMENTS, error),
      })
      documents.start()
      open.push(() => documents.stop())
      if (options.liveTags && made.demonstration) {
        const failed = (error: unknown) => observer.failed(OF_DEVICES, error)
        const path = join(options.data, 'town', 'town.json')
        const tags = startDemonstrationTags(path, live.reports, failed)
        open.push(() => tags.stop())
      }
      for (const note of notes) say(note)
      say(`Whereabouts is at ${url} (Ctrl-C stops it)`)
      await ended
    } finally {
      // What is open would keep the process, also where something else cannot be opened.
      await Promise.all(open.map((end) => end()))
      await close()
    }
  })
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
  const services: GateServices = {
    records: folder.records,
    limits: limitsInMemory(),
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
    reachMs: neededWindow({ window: { from: 0, to: 0 } }, parameters).to,
    onHeard: (heard) => {
      for (const { receivedAt } of heard) newest = Math.max(newest ?? receivedAt, receivedAt)
      monitoring.heard(heard)
    },
    failed: (error) => observer.failed(OF_DEVICES, error),
  })
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
    notices: { sendsMail: config.mail?.out !== undefined, privateHosts: privateHosts(config) },
    publicUrl: config.publicUrl,
    signIn: signIn.services,
    monitoring,
  })
  const tags = devices({ reports, credentials, now: Date.now })
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
  const beside: Surface = {
    ...pages,
    routes: [
      ...mapRoutes({ tiles, town }),
      ...operationsRoutes(folder.records, observer, dataIs, addressOf),
    ],
  }
  const hosts = new Set(LOCAL_NAMES)
  if (config.publicUrl) hosts.add(new URL(config.publicUrl).hostname)
  const surfaces: readonly Surface[] = [pages, beside, programs, tags]
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
    live: { reports, credentials },
    close: async () => {
      await reports.close()
      await tiles?.close()
    },
  }
}

function privateHosts({ notices }: ServeConfig): ReadonlySet<string> {
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

function listening(
  app: { fetch: Parameters<typeof createAdaptorServer>[0]['fetch'] },
  port: number,
): Promise<{ server: ServerType; url: string }> {
  const server = createAdaptorServer({ fetch: app.fetch })
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'something else listens there; choose another with --port (npm start: PORT=4000 npm start)'
          : cause.message
      reject(new AppError('ADDRESS_IN_USE', `Cannot listen on port ${port}: ${why}`, { cause }))
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      resolve({ server, url: `http://localhost:${bound}` })
    })
  })
}

/** Takes no more requests, and waits for those under way; what hangs is cut off. */
function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      GRACE_MS,
    )
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
}
