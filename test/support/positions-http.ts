import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drainPending, Session } from 'chdb'

/**
 * What the archive uses of ClickHouse's HTTP interface, in front of chDB: so that every request a
 * server would get is made, and answered by the same engine, where there is no server.
 */
export async function serveChdb(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const session = new Session(folder)
  const server = createServer((request, response) => {
    answer(session, request).then(
      (body) => response.end(body),
      (error: Error) => {
        response.statusCode = 500
        response.end(String(error.message))
      },
    )
  })
  await listening(server)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      session.close()
      await drainPending()
    },
  }
}

async function listening(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

async function answer(session: Session, request: IncomingMessage): Promise<Uint8Array> {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const parameters: Record<string, string> = {}
  for (const [name, value] of searchParams) {
    if (name.startsWith('param_')) parameters[name.slice(6)] = value
  }
  const inAddress = searchParams.get('query')
  const type = request.headers['content-type'] ?? ''
  if (inAddress === null) return run(session, body.toString(), parameters)
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    for (const [name, value] of form) {
      if (String(value).length > 131_072) throw new Error('Code: 79. Field value too long')
      parameters[name.slice(6)] = String(value)
    }
    return run(session, inAddress, parameters)
  }
  // A body to insert: as a file, because chDB takes binary from nowhere else.
  const file = join(tmpdir(), `${randomUUID()}.native`)
  await writeFile(file, body)
  try {
    const query = inAddress
      .replace('FROM input(', `FROM file('${file}', 'Native', `)
      .replace(/ FORMAT Native\s*$/, '')
    return await run(session, query, parameters)
  } finally {
    await rm(file)
  }
}

async function run(
  session: Session,
  query: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const values = Object.entries(parameters).map(([name, text]) => [name, parameterOf(text)])
  const result = await session.queryBindAsync(query, Object.fromEntries(values))
  return result.bytes()
}

/** What a parameter's text stands for: chDB takes values and writes their text itself. */
function parameterOf(text: string): unknown {
  if (!text.startsWith('[')) return unescaped(text)
  if (!text.startsWith("['")) return JSON.parse(text)
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'/gs)].map(([, item]) => unescaped(item ?? ''))
}

const LETTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '0': '\0' }

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\'tnr0])/g, (_, letter: string) => LETTERS[letter] ?? letter)
}
