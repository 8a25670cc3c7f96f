import { createHash } from 'node:crypto'
import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'

/** Who holds a data folder. */
interface LockHolder {
  readonly pid: number
  /** The command that holds it, such as `import positions`. */
  readonly command: string
  /** Where it can be reached; absent when it serves nothing. */
  readonly url?: string
}

/** A data folder held by this process until released, or until the process ends however it ends. */
export interface FolderLock {
  /** From now on tells others this address too. */
  announce(url: string): void
  release(): Promise<void>
}

const ANSWER_MS = 2000

/**
 * Takes a data folder for this process. Two processes on one embedded store lose rows in silence, so
 * the lock is taken before either engine opens. It is a socket that answers with who holds it:
 * abstract on Linux, where it ends with its process; elsewhere a file in the folder, taken over when
 * nobody answers there.
 *
 * @throws AppError FOLDER_HELD naming the holder.
 */
export async function lockFolder(folder: string, command: string): Promise<FolderLock> {
  const address = socketAddress(folder)
  let holder: LockHolder = { pid: process.pid, command }
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(JSON.stringify(holder))
  })
  server.unref()
  if (!(await listens(server, address))) {
    const other = await holderAt(address)
    if (other || address.startsWith('\0')) throw held(folder, other)
    rmSync(address, { force: true })
    if (!(await listens(server, address))) throw held(folder, await holderAt(address))
  }
  return {
    announce(url) {
      holder = { ...holder, url }
    },
    release: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function socketAddress(folder: string): string {
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  if (process.platform === 'linux') return `\0whereabouts-${key}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\whereabouts-${key}`
  return join(folder, 'lock.sock')
}

function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    }
    server.once('error', failed)
    server.listen(address, () => {
      server.off('error', failed)
      resolve(true)
    })
  })
}

function holderAt(address: string): Promise<LockHolder | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address)
    let said = ''
    socket.setTimeout(ANSWER_MS, () => socket.destroy())
    socket.on('data', (chunk) => {
      said += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(said === '' ? undefined : (JSON.parse(said) as LockHolder)))
  })
}

function held(folder: string, holder: LockHolder | undefined): AppError {
  const who = holder
    ? `process ${holder.pid} (whereabouts ${holder.command}${holder.url ? `, ${holder.url}` : ''})`
    : 'another process'
  return new AppError(
    'FOLDER_HELD',
    `Cannot open ${folder}: ${who} holds it; end that, or wait until it is done`,
  )
}
