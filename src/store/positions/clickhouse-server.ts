import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { AppError } from '../../domain/errors.ts'
import { type ArchiveOptions, ClickhouseArchive, LIMIT_MS } from './clickhouse-archive.ts'
import {
  type Lane,
  type PositionsConnection,
  type QueryParameters,
  wholeAnswer,
} from './connection.ts'
import { type Insert, insertFromBody } from './statements.ts'

/** Beyond this, parameters travel in the body: proxies refuse long addresses. */
const ADDRESS_BYTES = 4096

/**
 * Opens the archive on a ClickHouse server.
 *
 * @param url `http(s)://user:password@host:8123/database`; the database must exist.
 */
export async function openServerArchive(
  url: string,
  options: ArchiveOptions = {},
): Promise<ClickhouseArchive> {
  return new ClickhouseArchive(new ServerConnection(url, options.limitMs ?? LIMIT_MS), options)
}

class ServerConnection implements PositionsConnection {
  readonly name = 'the server of WHEREABOUTS_POSITIONS_URL'
  /** A server takes no field of a form beyond 131,072 bytes (`http_max_field_value_size`). */
  readonly parameterBytes = 120_000
  readonly #clients: Readonly<Record<Lane, ReturnType<typeof createClient>>>

  constructor(url: string, limitMs: number) {
    try {
      const client = () =>
        createClient({
          url,
          request_timeout: limitMs,
          application: 'whereabouts',
          // It would log what was asked, and what it logs we throw.
          log: { level: ClickHouseLogLevel.OFF },
        })
      this.#clients = { interactive: client(), bulk: client() }
    } catch (error) {
      // The address may hold a password, so it is not repeated.
      throw new AppError(
        'STORE_UNAVAILABLE',
        'Cannot open the archive of positions: WHEREABOUTS_POSITIONS_URL is not an address, ' +
          'expected http(s)://user:password@host:port/database',
        { cause: error },
      )
    }
  }

  async execute(lane: Lane, statement: string, parameters: QueryParameters, signal: AbortSignal) {
    const form = asForm(parameters)
    const { stream } = await this.#clients[lane].exec({
      query: statement,
      ...(form
        ? { values: Readable.from([form.body]), http_headers: { 'content-type': form.type } }
        : { query_params: { ...parameters } }),
      abort_signal: signal,
      // Otherwise a failure after the first bytes looks like an answer that ends early.
      clickhouse_settings: { wait_end_of_query: 1 },
    })
    return wholeAnswer(stream)
  }

  async insert(into: Insert, block: readonly Uint8Array[], signal: AbortSignal): Promise<void> {
    for (const statement of insertFromBody(into)) {
      const { stream } = await this.#clients.bulk.exec({
        query: statement,
        values: Readable.from(block),
        abort_signal: signal,
        clickhouse_settings: { wait_end_of_query: 1 },
      })
      await wholeAnswer(stream)
    }
  }

  /** Nothing is kept here: what was not acknowledged, its sender sends again. */
  async recover(): Promise<void> {}

  async close(): Promise<void> {
    await Promise.all([this.#clients.interactive.close(), this.#clients.bulk.close()])
  }
}

/** QueryParameters as multipart/form-data, or `undefined` where they fit the address. */
function asForm(parameters: QueryParameters): { type: string; body: string } | undefined {
  const texts = Object.entries(parameters).map(([name, value]) => ({ name, text: asText(value) }))
  const length = texts.reduce((sum, { name, text }) => sum + name.length + encoded(text), 0)
  if (length <= ADDRESS_BYTES) return undefined
  // Nobody can know the boundary beforehand, so no value can hold it.
  const boundary = randomUUID()
  const parts = texts.map(
    ({ name, text }) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="param_${name}"\r\n\r\n${text}\r\n`,
  )
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `${parts.join('')}--${boundary}--\r\n`,
  }
}

/** At most three bytes for one; exact only where it is near the limit. */
function encoded(text: string): number {
  return text.length > ADDRESS_BYTES ? text.length : encodeURIComponent(text).length
}

/** A value as ClickHouse reads a parameter: text escaped, texts in a list quoted too. */
function asText(value: QueryParameters[string]): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  return `[${value.map((item) => (typeof item === 'number' ? item : `'${escaped(item)}'`)).join(',')}]`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\\0',
}

function escaped(text: string): string {
  return text.replaceAll(/[\\'\t\n\r\0]/g, (character) => ESCAPES[character] ?? character)
}
