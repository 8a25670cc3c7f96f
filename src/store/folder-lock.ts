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

/** What a socket's address may be long; one beyond is cut off in silence. */
const ADDRESS_BYTES = 100

/**
 * Takes a data folder for this process. Two processes on one embedded store lose rows in silence, so
 * the lock is taken before either engine opens. It is a socket that answers with who holds it, twice on
 * Linux: an abstract one, which ends with its process, and a file in the folder, which containers that
 * share the folder see too. A file that nobody listens at any more is taken over. Machines that share a
 * folder over a network do not see one another.
 *
 * @throws AppError FOLDER_HELD naming the holder.
 */
export async function lockFolder(folder: string, command: string): Promise<FolderLock> {
  let holder: LockHolder = { pid: process.pid, command }
  const servers: Server[] = []
  const release = async () => {
    for (const server of servers) await new Promise((resolve) => server.close(resolve))
  }
  try {
    for (const address of socketAddresses(folder)) {
      const server = createServer((socket) => {
        socket.on('error', () => socket.destroy())
        socket.end(JSON.stringify(holder))
      })
      server.unref()
      if (await takes(server, address, folder)) servers.push(server)
    }
    return {
      announce(url) {
        holder = { ...holder, url }
      },
      release,
    }
  } catch (error) {
    await release()
    throw error
  }
}

function socketAddresses(folder: string): string[] {
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  if (process.platform === 'win32') return [`\\\\.\\pipe\\whereabouts-${key}`]
  const file = join(folder, 'lock.sock')
  if (process.platform !== 'linux') return [file]
  const abstract = `\0whereabouts-${key}`
  return Buffer.byteLength(file) <= ADDRESS_BYTES ? [abstract, file] : [abstract]
}

/** @returns false where the folder's file system has no sockets, and another lock was taken before. */
async function takes(server: Server, address: string, folder: string): Promise<boolean> {
  const isFile = address.endsWith('lock.sock')
  try {
    if (await listens(server, address)) return true
  } catch (error) {
    if (isFile && process.platform === 'linux') return false
    throw error
  }
  const { listening, holder } = await holderAt(address)
  if (listening || !isFile) throw held(folder, holder)
  rmSync(address, { force: true })
  if (!(await listens(server, address))) throw held(folder, (await holderAt(address)).holder)
  return true
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

/** A holder that is busy says nothing for a while; it listens all the same. */
function holderAt(address: string): Promise<{ listening: boolean; holder?: LockHolder }> {
  return new Promise((resolve) => {
    const socket = connect(address)
    let listening = false
    let said = ''
    socket.setTimeout(ANSWER_MS, () => socket.destroy())
    socket.on('connect', () => {
      listening = true
    })
    socket.on('data', (chunk) => {
      said += chunk.toString()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Its queue is full: somebody is there.
      if (error.code === 'EAGAIN') listening = true
    })
    socket.on('close', () =>
      resolve({ listening, ...(said !== '' && { holder: JSON.parse(said) as LockHolder }) }),
    )
  })
}

/** Somebody else has the folder. */
export class FolderHeld extends AppError {
  /** Where the holder can be reached, when it serves. */
  readonly url: string | undefined

  constructor(message: string, url: string | undefined) {
    super('FOLDER_HELD', message)
    this.url = url
  }
}

function held(folder: string, holder: LockHolder | undefined): FolderHeld {
  const who = holder
    ? `process ${holder.pid} (whereabouts ${holder.command}${holder.url ? `, ${holder.url}` : ''})`
    : 'another process'
  return new FolderHeld(
    `Cannot open ${folder}: ${who} holds it; end that, or wait until it is done`,
    holder?.url,
  )
}
