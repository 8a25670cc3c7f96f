import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './whereabouts.ts'

/** The built program serving a data folder. */
export interface ServedFolder {
  readonly url: string
  /** What it had said by the time it answered. */
  readonly said: string
  /** Ends the server: what it leaves in the folder can be opened. */
  end(): Promise<void>
}

export function serveFolder(data: string, ...flags: string[]): Promise<ServedFolder> {
  const server = spawn(process.execPath, [
    join(root, 'bin', 'whereabouts.js'),
    ...['serve', '--data', data, '--port', '0', ...flags],
  ])
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const end = () => {
    server.kill('SIGTERM')
    return ended
  }
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const [, url] = /Whereabouts is at (http:\/\/localhost:\d+) /.exec(said) ?? []
      if (url) resolve({ url, said, end })
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}
