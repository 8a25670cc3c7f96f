import type { Readable } from 'node:stream'
import type { Insert } from './statements.ts'

/** Short questions of people who wait, and work that must not hold them up. */
export type Lane = 'interactive' | 'bulk'

export type QueryParameters = Readonly<
  Record<string, string | number | readonly string[] | readonly number[]>
>

/** One ClickHouse, in process or a server: what {@link ClickhouseArchive} asks of it. */
export interface PositionsConnection {
  /** What a message calls it. */
  readonly name: string
  /** What one parameter may weigh, in bytes of text. */
  readonly parameterBytes: number
  /** Runs one statement and gives all it answers. */
  execute(
    lane: Lane,
    statement: string,
    parameters: QueryParameters,
    signal: AbortSignal,
  ): Promise<Buffer>
  /** Stores a block in FORMAT Native wherever it goes; durable when it resolves. */
  insert(into: Insert, block: readonly Uint8Array[], signal: AbortSignal): Promise<void>
  /** Finishes inserts that an interrupted process began; the tables are there. */
  recover(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Everything a stream gives, as bytes that begin where their buffer may be read in words. */
export async function wholeAnswer(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}
