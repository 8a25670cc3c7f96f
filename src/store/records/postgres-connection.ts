import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { AppError } from '../../domain/errors.ts'

/** Longest time a statement may take on the server; what waits for a lock counts too. */
const LIMIT_MS = 120_000
/** How much longer than that an answer is waited for, before the server is taken to be gone. */
const GRACE_MS = 5000
const CONNECT_MS = 10_000
const CLOSE_MS = 2000

export interface ConnectionOptions {
  /** Longest time one statement may take, in milliseconds: 120,000 unless said otherwise. */
  readonly limitMs?: number | undefined
  /** Settings of the session, as command-line options of the server. */
  readonly session: string
}

/**
 * How we connect to a PostgreSQL server: nothing is waited for without end. The server ends a
 * statement that takes too long; where it says nothing at all, the statement fails here.
 *
 * @throws AppError STORE_UNAVAILABLE where the address is none.
 */
export function clientSettings(
  url: string,
  sockets: Sockets,
  { limitMs = LIMIT_MS, session }: ConnectionOptions,
): pg.ClientConfig {
  // What a parser would throw holds the address with its password.
  if (!/^postgres(ql)?:\/\//.test(url)) throw wrongAddress()
  return {
    connectionString: url,
    options: `${session} -c statement_timeout=${limitMs}`,
    query_timeout: limitMs + GRACE_MS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'whereabouts',
    stream: () => sockets.open(),
  }
}

export function wrongAddress(): AppError {
  return new AppError(
    'STORE_UNAVAILABLE',
    'Cannot open the records: WHEREABOUTS_RECORDS_URL is not an address of PostgreSQL, expected postgres://user:password@host:port/database',
  )
}

/** Sockets of connections: a server that no longer answers would keep them, and this process, for ever. */
export class Sockets {
  readonly #open = new Set<Socket>()

  open(): Socket {
    const socket = new Socket()
    this.#open.add(socket)
    socket.on('close', () => this.#open.delete(socket))
    return socket
  }

  /** Waits a moment for connections that were told to end, then ends them. */
  async closed(): Promise<void> {
    const until = Date.now() + CLOSE_MS
    while (this.#open.size > 0 && Date.now() < until) await pause(10)
    for (const socket of this.#open) socket.destroy()
  }
}
