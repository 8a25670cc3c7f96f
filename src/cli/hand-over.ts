import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { OutputFile } from '../app/output-file.ts'
import { AppError } from '../domain/errors.ts'
import type { HandedLine, HandedWords } from '../domain/handed-command.ts'
import type { Arguments } from './arguments.ts'
import type { Command, Terminal } from './command.ts'
import { type HandedCommand, type HandedFile, toHand } from './handed-words.ts'

interface Server {
  readonly url: string
  /** An operator's; never shown. */
  readonly token: string
}

/**
 * Has a server run a command that cannot run here because the server holds the folder: sends the files it
 * reads, says what it says, and writes what it writes.
 *
 * @returns its exit code.
 * @throws AppError SERVER_REFUSED with the server's words; FILE_UNREADABLE; OUTPUT_UNWRITABLE.
 */
export async function handOver(
  server: Server,
  command: Command,
  args: Arguments,
  terminal: Terminal,
): Promise<number> {
  const handed = toHand(command, args)
  const uploads: Record<string, string> = {}
  for (const file of handed.reads) uploads[file.mark] = await upload(server, file)
  const body: HandedWords = { words: handed.words, uploads }
  const answer = await ask(server, '/api/v1/commands', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return follow(answer, handed, terminal)
}

async function upload(server: Server, { path }: HandedFile): Promise<string> {
  if (!existsSync(path)) {
    throw new AppError('FILE_UNREADABLE', `Cannot read ${path}: there is no such file`)
  }
  const answer = await ask(server, '/api/v1/uploads', {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
    },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    // Of a stream's length nothing is known; it is sent as it is read.
    duplex: 'half',
  } as RequestInit)
  return ((await answer.json()) as { upload: string }).upload
}

async function ask({ url, token }: Server, path: string, init: RequestInit): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(`${url}${path}`, {
      method: 'POST',
      ...init,
      headers: { Authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })
  } catch (cause) {
    throw new AppError('SERVER_REFUSED', `Cannot hand the work to ${url}: it does not answer`, {
      cause,
    })
  }
  if (answer.ok) return answer
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string }
  throw new AppError(
    'SERVER_REFUSED',
    `Cannot hand the work to ${url}: ${detail ?? `it answers ${answer.status}`}`,
  )
}

async function follow(
  answer: Response,
  { reads, writes }: HandedCommand,
  terminal: Terminal,
): Promise<number> {
  const files = new Map<string, OutputFile>()
  const named = (text: string) =>
    [...reads, ...writes].reduce((said, { mark, path }) => said.replaceAll(mark, path), text)
  let exit: number | undefined
  try {
    const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
    for await (const text of createInterface({ input: body, crlfDelay: Infinity })) {
      const line = JSON.parse(text) as HandedLine
      if ('said' in line) terminal.say(named(line.said))
      else if ('warned' in line) terminal.warn(named(line.warned))
      else if ('progress' in line) terminal.progress(named(line.progress))
      else if ('exit' in line) exit = line.exit
      else fileOf(line.file, writes, files).write(Buffer.from(line.piece, 'base64'))
    }
    if (exit === undefined) {
      throw new AppError('SERVER_REFUSED', 'The server stopped before the work was done')
    }
    for (const file of files.values()) file.finish()
    return exit
  } catch (error) {
    for (const file of files.values()) file.abandon()
    throw error
  }
}

function fileOf(
  mark: string,
  writes: readonly HandedFile[],
  files: Map<string, OutputFile>,
): OutputFile {
  const known = files.get(mark)
  if (known) return known
  const wanted = writes.find((file) => file.mark === mark)
  if (!wanted) throw new AppError('SERVER_REFUSED', 'The server sent a file nobody asked for')
  const file = new OutputFile(wanted.path)
  files.set(mark, file)
  return file
}
