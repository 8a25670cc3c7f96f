import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Where Debian and Ubuntu put every version's programs. */
const VERSIONS = '/usr/lib/postgresql'
const OLDEST_VERSION = 15
const START_MS = 30_000

/** A PostgreSQL of our own, reachable through a socket in its own folder only. */
export interface PostgresCluster {
  /** Makes an empty database. @returns its address. */
  createDatabase(name: string): Promise<string>
  /** Stops every process of it where it is: connections stay open and nothing answers. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

/** The newest installed PostgreSQL's programs; `undefined` where there is none. */
export function postgresPrograms(): string | undefined {
  const [newest] = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
    .filter((version) => Number(version) >= OLDEST_VERSION)
    .sort((a, b) => Number(b) - Number(a))
  const folder = newest && join(VERSIONS, newest, 'bin')
  return folder && existsSync(join(folder, 'initdb')) ? folder : undefined
}

/** Starts a private cluster in a temporary folder. It is not one to keep: nothing is synced to disk. */
export async function startPostgres(programs: string): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-postgres-'))
  const data = join(folder, 'data')
  const account = notRoot()
  if (account) chownSync(folder, account.uid, account.gid)
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...account, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`Cannot make a PostgreSQL cluster: ${made.stderr}`)
  const server = spawn(
    join(programs, 'postgres'),
    // A time zone and a date style that nobody relies on, so that a test notices who does.
    [
      '-D',
      data,
      '-k',
      folder,
      '-c',
      'listen_addresses=',
      '-c',
      'fsync=off',
      '-c',
      'timezone=Asia/Kathmandu',
      '-c',
      'datestyle=SQL',
    ],
    { ...account, cwd: folder, stdio: 'ignore' },
  )
  const endWithUs = () => server.kill('SIGQUIT')
  process.once('exit', endWithUs)
  const address = (database: string) => `postgres://postgres@localhost/${database}?host=${folder}`
  await answers(address('postgres'), server)
  return {
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: address('postgres') })
      await client.connect()
      await client.query(`create database ${pg.escapeIdentifier(name)}`)
      await client.end()
      return address(name)
    },
    pause: () => signalAll(server, 'SIGSTOP'),
    resume: () => signalAll(server, 'SIGCONT'),
    async stop() {
      process.off('exit', endWithUs)
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The server itself first, so that it starts no other process meanwhile. */
function signalAll({ pid = 0 }: ChildProcess, signal: NodeJS.Signals): void {
  process.kill(pid, signal)
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  for (const child of children) process.kill(Number(child), signal)
}

/** PostgreSQL refuses to run as root: then Debian's account for it, else any other. */
function notRoot(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  const account = ['postgres', 'nobody'].flatMap(
    (name) => accounts.find((line) => line.startsWith(`${name}:`)) ?? [],
  )[0]
  const [, , uid, gid] = account?.split(':') ?? []
  if (uid === undefined) throw new Error('Cannot start PostgreSQL: no account but root')
  return { uid: Number(uid), gid: Number(gid) }
}

async function answers(address: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS
  for (;;) {
    const client = new pg.Client({ connectionString: address })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) {
        server.kill('SIGQUIT')
        throw new Error('Cannot start PostgreSQL', { cause: error })
      }
      await sleep(50)
    }
  }
}
