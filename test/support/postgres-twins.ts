import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { openServerRecords } from '../../src/store/records/postgres.ts'
import type { Records } from '../../src/store/records/records.ts'
import { type PostgresCluster, postgresPrograms, startPostgres } from './postgres.ts'

/** One of the two engines of the records, for a suite that runs on both. */
export interface RecordsTwin {
  readonly name: string
  /** Why it cannot be had here. */
  readonly missing?: string
  start(): Promise<void>
  /** A place with nothing in it: opened, it is migrated; opened again, it is as it was left. */
  freshPlace(): Promise<() => Promise<Records>>
  stop(): Promise<void>
}

/** PGlite and Debian's PostgreSQL. */
export function recordsTwins(): RecordsTwin[] {
  return [embeddedTwin(), serverTwin()]
}

/** PGlite as a server has it: in a thread of its own. */
export function threadTwin(): RecordsTwin {
  return embeddedTwin({ inThread: true })
}

function embeddedTwin({ inThread = false } = {}): RecordsTwin {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-records-'))
  let places = 0
  return {
    name: inThread ? 'PGlite in a thread' : 'PGlite',
    async start() {},
    async freshPlace() {
      const place = join(folder, String(places++))
      return () => openEmbeddedRecords(place, { inThread })
    },
    async stop() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function serverTwin(): RecordsTwin {
  const programs = postgresPrograms()
  if (!programs) console.warn('PostgreSQL 15 or newer is not installed: its tests are skipped')
  let cluster: PostgresCluster | undefined
  let places = 0
  return {
    name: 'PostgreSQL',
    ...(!programs && { missing: 'PostgreSQL is not installed' }),
    async start() {
      if (programs) cluster = await startPostgres(programs)
    },
    async freshPlace() {
      const address = await cluster?.createDatabase(`place_${places++}`)
      return () => openServerRecords(address ?? '')
    },
    async stop() {
      await cluster?.stop()
    },
  }
}
