import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedRecords, recordsTemplate } from '../../src/store/records/pglite.ts'
import { root } from '../support/whereabouts.ts'

const ROWS = 300

/** Imports with all their refused rows, one after the other, and says which it was told are kept. */
const WRITER = `
import { openEmbeddedRecords } from './store/records/pglite.js'
import { startImport } from './store/records/imports.js'
import { addRefusedRows } from './store/records/refused-records.js'
const records = await openEmbeddedRecords(process.argv[2])
const raw = new TextEncoder().encode('x'.repeat(400))
const rows = Array.from({ length: ${ROWS} }, (_, row) => ({ row, raw }))
for (;;) {
  const id = await records.transaction(async (transaction) => {
    const started = await startImport(transaction, { kind: 'positions', fileName: 'a', startedAt: 0 })
    await addRefusedRows(transaction, started, 0, rows)
    return started
  })
  process.stdout.write(id + '\\n')
}
`

describe('embedded records', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-records-'))
  const place = join(folder, 'records')
  // Below the repository, so that its packages are found.
  const program = join(root, '.whereabouts', `records-kill-${process.pid}`)

  beforeAll(() => {
    mkdirSync(program, { recursive: true })
    const project = join(program, 'tsconfig.json')
    writeFileSync(
      project,
      JSON.stringify({
        extends: join(root, 'tsconfig.build.json'),
        compilerOptions: { rootDir: join(root, 'src'), outDir: program, noCheck: true },
        include: [],
        files: ['pglite', 'imports', 'refused-records'].map((name) =>
          join(root, 'src', 'store', 'records', `${name}.ts`),
        ),
      }),
    )
    writeFileSync(join(program, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(program, 'writer.js'), WRITER)
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], {
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
    rmSync(program, { recursive: true, force: true })
  })

  it('keep what they acknowledged, whole, when the process is killed', async () => {
    const acknowledged: number[] = []
    for (const transactions of [1, 40, 150]) {
      const writer = spawn(process.execPath, [join(program, 'writer.js'), place], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      acknowledged.push(...(await killedAfter(writer, transactions)))
      const records = await openEmbeddedRecords(place)
      const kept = await records.query<{ id: bigint; rows: bigint }>(
        `select imports.id, count(refused_rows.ordinal) as rows
         from imports left join refused_rows on refused_rows.import_id = imports.id
         group by imports.id order by imports.id`,
      )
      await records.close()
      expect(kept.map(({ id }) => Number(id))).toEqual(expect.arrayContaining(acknowledged))
      expect(new Set(kept.map(({ rows }) => rows))).toEqual(new Set([BigInt(ROWS)]))
    }
    expect(acknowledged.length).toBeGreaterThan(190)
  })

  it('cut their write-ahead log, however much was written', async () => {
    const records = await openEmbeddedRecords(place)
    const text = 'x'.repeat(1024 * 1024)
    await records.query('create table load (t text)')
    await records.query('alter table load alter column t set storage external')
    for (let i = 0; i < 400; i++) {
      await records.query('insert into load values ($1)', [text])
      if (i % 100 === 99) await records.query('truncate load')
    }
    const log = join(place, 'pg_wal')
    const bytes = readdirSync(log).reduce((sum, name) => sum + statSync(join(log, name)).size, 0)
    expect(bytes).toBeLessThan(200 * 1024 * 1024)
    await records.close()
  })

  it.skipIf(!existsSync(recordsTemplate))('begin as a copy of what the build left', async () => {
    // A cluster has a number of its own, which its copies share.
    const copy = join(folder, 'copy')
    cpSync(recordsTemplate, copy, { recursive: true })
    const identified = async (of: string) => {
      const records = await openEmbeddedRecords(of)
      const answer = await records.query(
        `select system_identifier, (select count(*) from imports) as imports,
           (select max(applied_at) from records_migrations) as migrated
         from pg_control_system()`,
      )
      await records.close()
      return answer
    }
    expect(await identified(join(folder, 'fresh'))).toEqual(await identified(copy))
  })

  it('take an empty folder or their own, never another that holds files', async () => {
    // What was cut off while it was made: it is made anew.
    mkdirSync(join(folder, 'memory:', 'x.new'), { recursive: true })
    writeFileSync(join(folder, 'memory:', 'x.new', 'PG_VERSION'), '18')
    const before = process.cwd()
    process.chdir(folder)
    try {
      // The engine would take this for a store in memory.
      await (await openEmbeddedRecords('memory://x')).close()
    } finally {
      process.chdir(before)
    }
    expect(readdirSync(join(folder, 'memory:'))).toEqual(['x'])
    const inFolder = join(folder, 'memory:', 'x')
    // Its owner's alone, whoever may look into the folder around it.
    expect(statSync(inFolder).mode & 0o077).toBe(0)
    const again = await openEmbeddedRecords(inFolder)
    expect(await again.query('select id from imports')).toEqual([])
    await again.close()
    writeFileSync(join(inFolder, 'PG_VERSION'), '17\n')
    await expect(openEmbeddedRecords(inFolder)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('of PostgreSQL 17, expected 18'),
    })
    await expect(openEmbeddedRecords(folder)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('holds other files'),
    })
  })
})

/** Kills the process after it said so many lines. @returns all that it said. */
async function killedAfter(child: ChildProcess, lines: number): Promise<number[]> {
  const said: number[] = []
  if (!child.stdout) return said
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(Number(line))
    if (said.length === lines) child.kill('SIGKILL')
  }
  await ended
  return said
}
