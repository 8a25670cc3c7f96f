import { createServer, type Server, type Socket } from 'node:net'
import { AppError } from '../domain/errors.ts'
import { teltonikaReport } from '../ingest/teltonika.ts'
import { type TeltonikaMessage, TeltonikaStream } from '../ingest/teltonika-stream.ts'
import type { WayIn } from './way-in.ts'

const MOST_CONNECTIONS = 20_000
/** A device says who it is at once, and something at least every so often: an hour's interval, and some. */
const HELLO_MS = 30_000
const QUIET_MS = 2 * 3_600_000

const ACCEPTED = Uint8Array.of(1)
const REFUSED = Uint8Array.of(0)

/** Where frames are taken, while it is open. */
export interface TeltonikaListener {
  /** `127.0.0.1:5027`. */
  readonly at: string
  close(): Promise<void>
}

/**
 * Takes Codec 8 and 8 Extended over TCP. A device says its IMEI, which is no secret: only one that a person let in by
 * that number is accepted. Records are acknowledged by their number once they are durable; what cannot be kept, or
 * read, is not, and the device sends it again.
 *
 * @throws AppError ADDRESS_IN_USE.
 */
export async function listenTeltonika(
  { port, host }: { readonly port: number; readonly host: string },
  wayIn: WayIn,
  onFault: (error: unknown) => void,
): Promise<TeltonikaListener> {
  const open = new Set<Socket>()
  const working = new Set<Promise<void>>()
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // A device that breaks off sends again what was not acknowledged.
    socket.on('error', () => undefined)
    const work = serveDevice(socket, wayIn).catch((error: unknown) => {
      // A connection that breaks, or a report that cannot be kept, has a code; it comes again.
      if (!(error instanceof Error && 'code' in error)) onFault(error)
    })
    working.add(work)
    void work.finally(() => {
      working.delete(work)
      socket.destroy()
    })
  })
  server.maxConnections = MOST_CONNECTIONS
  const bound = await listening(server, port, host)
  return {
    at: `${host}:${bound}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await Promise.all([...working, closed])
    },
  }
}

/** Ends where the connection does, or has to. @throws Error where a report cannot be kept. */
async function serveDevice(socket: Socket, { letIn, limits, reports }: WayIn): Promise<void> {
  const address = socket.remoteAddress ?? ''
  const stream = new TeltonikaStream()
  let imei: string | undefined
  let rows = 0
  socket.setTimeout(HELLO_MS, () => socket.destroy())
  // The next bytes are read once these are done: a device cannot send faster than they are kept.
  for await (const chunk of socket as AsyncIterable<Uint8Array>) {
    for (const message of stream.push(chunk)) {
      if (message.kind === 'hello') {
        imei = message.imei
        socket.setTimeout(QUIET_MS)
      }
      const deviceId = imei === undefined ? undefined : letIn.deviceOfNumber(imei)
      const excess = await (deviceId === undefined
        ? limits.takeUnknown(address)
        : limits.take(deviceId))
      const why = excess ? `Not taken: ${excess.reason}` : refusalOf(message, deviceId)
      if (why !== undefined || deviceId === undefined) {
        const reason = why ?? 'It is not let in'
        // A device that is cut off comes back at once: what is said of it is said once a minute.
        if (!excess || excess.isFirst) {
          reports.refuse({ feed: 'teltonika', deviceId, receivedAt: Date.now(), reason })
        }
        if (message.kind === 'hello') socket.end(REFUSED)
        return
      }
      if (message.kind === 'hello') socket.write(ACCEPTED)
      else if (message.kind === 'records') {
        await reports.take(teltonikaReport(deviceId, message.records, Date.now(), rows))
        rows += message.records.length
        const count = Buffer.alloc(4)
        count.writeUInt32BE(message.records.length)
        socket.write(count)
      }
    }
  }
}

function refusalOf(message: TeltonikaMessage, deviceId: string | undefined): string | undefined {
  if (message.kind === 'unreadable') return `Cannot read it: ${message.why}`
  if (deviceId !== undefined) return undefined
  return message.kind === 'hello'
    ? `The number ${message.imei} is no device's that is let in`
    : 'The device is no longer let in'
}

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) => {
      const why = `Cannot take Teltonika's frames on ${host}:${port}: ${cause.message}`
      reject(new AppError('ADDRESS_IN_USE', why, { cause }))
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      const address = server.address()
      server.off('error', failed)
      server.on('error', () => undefined)
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
