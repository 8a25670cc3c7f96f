import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { openServerRecords } from '../../src/store/records/postgres.ts'
import type { Records } from '../../src/store/records/records.ts'
import { type PostgresCluster, postgresPrograms, startPostgres } from './postgres.ts'
import { root } from './whereabouts.ts'

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

function embeddedTwin(): RecordsTwin {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-records-'))
  let places = 0
  return {
    name: 'PGlite',
    start: makeTemplate,
    async freshPlace() {
      const place = join(folder, String(places++))
      copyTemplate(place)
      return () => openEmbeddedRecords(place)
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

/**
 * A folder that PGlite made and nobody used. Making one takes seconds, a copy a fraction, so it is
 * kept, by version, for the next run.
 */
const { version } = JSON.parse(
  readFileSync(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8'),
) as { version: string }
const template = join(root, '.whereabouts', `pglite-${version}`)

export async function makeTemplate(): Promise<void> {
  if (existsSync(template)) return
  mkdirSync(join(root, '.whereabouts'), { recursive: true })
  const making = mkdtempSync(`${template}-`)
  const database = await PGlite.create(making)
  await database.close()
  try {
    renameSync(making, template)
  } catch {
    // Another test made it meanwhile.
    rmSync(making, { recursive: true, force: true })
  }
}

export function copyTemplate(place: string): void {
  cpSync(template, place, { recursive: true })
}
