import { spawn } from 'node:child_process'
import { expect } from 'vitest'
import { program } from './whereabouts.ts'

/** The built program serving a data folder. */
export interface ServedFolder {
  readonly url: string
  readonly pid: number | undefined
  /** What it had said by the time it answered. */
  readonly said: string
  /** All that it has said by now. */
  log(): string
  /** Once it has ended, however that came. */
  readonly ended: Promise<unknown>
  /** Ends the server, once, and expects it to end well: what it leaves in the folder can be opened. */
  end(): Promise<void>
}

interface Surroundings {
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export function serveFolder(
  data: string,
  { flags = [], env = {} }: Surroundings = {},
): Promise<ServedFolder> {
  const server = spawn(
    process.execPath,
    [...program, 'serve', '--data', data, '--port', '0', ...flags],
    { env: { ...process.env, ...env } },
  )
  // Closed: what it said last has come too.
  const ended = new Promise<number | null>((resolve) => server.once('close', resolve))
  let said = ''
  const end = async () => {
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(said).toContain('Ending, as SIGTERM asks')
  }
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const [, url] = /Whereabouts is at (http:\/\/localhost:\d+) /.exec(said) ?? []
      if (url) resolve({ url, pid: server.pid, said, log: () => said, ended, end })
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}
