import { join } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { startDemonstrationTags } from './app/demonstration-tags.ts'
import { documentsWorker } from './app/documents/documents-worker.ts'
import { withDataFolder } from './compose.ts'
import { startDevices } from './devices/devices-service.ts'
import type { DevicesConfig } from './devices-config.ts'
import { AppError } from './domain/errors.ts'
import { fromNationalGrid } from './geo/national-grid.ts'
import { startMail } from './mail/mail-service.ts'
import { outgoingMail } from './mail/outgoing-mail.ts'
import { startHandOvers } from './notices/hand-overs-service.ts'
import { startNotices } from './notices/notices-service.ts'
import { paths } from './portal/paths.ts'
import { privateHosts, type ServeConfig, type ServeOptions, serverOver } from './server-over.ts'

/** How long requests under way may take once the server is told to end. */
const GRACE_MS = 10_000
/** What the log calls work on messages, of which it says nothing else. */
const WITH_MAIL = { method: 'MAIL', path: 'mail', correlationId: 'mail' }
/** And what devices report, once it is taken. */
const OF_DEVICES = { method: 'LIVE', path: 'live', correlationId: 'live' }
const OF_NOTICES = { method: 'LIVE', path: 'notices', correlationId: 'notices' }
const OF_HAND_OVERS = { method: 'LIVE', path: 'hand-overs', correlationId: 'hand-overs' }
const OF_DOCUMENTS = { method: 'LIVE', path: 'documents', correlationId: 'documents' }

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
