import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StoredAuditEvent, searchAudit } from '../../src/store/records/audit-records.ts'
import { startImport } from '../../src/store/records/imports.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { newestRun } from '../../src/store/records/run-records.ts'
import { PURPOSE, TestDataFolder } from '../support/data-folder.ts'
import { commandLine } from '../support/kept-program.ts'
import { type PostgresCluster, postgresPrograms, startPostgres } from '../support/postgres.ts'
import { root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const at = (name: string) => join(golden, name)
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-audit-'))
const PERIOD = ['--from', '2026-03-28T00:00:00Z', '--to', '2026-03-29T00:00:00Z']

/** With people, crimes, positions and a run. */
async function filled(): Promise<TestDataFolder> {
  const folder = new TestDataFolder()
  await folder.run('import', 'people', at('people.json'))
  await folder.run('import', 'crimes', at('CHS20260329.csv'))
  await folder.run('import', 'positions', at('positions.csv'))
  await folder.run('match')
  return folder
}

async function withRecords<T>(path: string, work: (records: Records) => Promise<T>): Promise<T> {
  const records = await openEmbeddedRecords(join(path, 'records'))
  try {
    return await work(records)
  } finally {
    await records.close()
  }
}

/** What the audit holds, oldest first. */
async function eventsOf(path: string): Promise<StoredAuditEvent[]> {
  const newest = await withRecords(path, (records) => searchAudit(records, {}, { limit: 500 }))
  return newest.reverse()
}

function verify(path: string) {
  return commandLine(['audit', 'verify', '--data', path])
}

let whole: TestDataFolder
beforeAll(async () => {
  whole = await filled()
})

/** The folder with everything in it, to be spoiled. */
function copied(): string {
  const copy = mkdtempSync(join(scratch, 'copy-'))
  cpSync(whole.path, copy, { recursive: true })
  return copy
}

describe('commands on a data folder', () => {
  it('are one event each, of the operator at this host, and the audit is sound after them', async () => {
    const folder = await filled()
    const out = join(scratch, 'out.csv')
    await folder.run('export', 'matches', '--out', out)
    await folder.run('export', 'positions', '--out', out, '--purpose', 'a request of the court')
    await folder.run('check', '--wearer', 'W1', '--crime', 'Cheshire/G/1')
    await folder.run('check', '--wearer', 'W1', ...PERIOD)
    expect((await folder.try('check', '--wearer', 'W99', ...PERIOD)).status).toBe(1)
    await folder.run('hold', '--wearer', 'W1', '--reason', 'an appeal')
    await folder.run('hold', '--list')
    expect(
      (await folder.try('erase', '--wearer', 'W1', ...PERIOD, '--reason', 'asked')).status,
    ).toBe(1)
    await folder.run('hold', '--lift', '1', '--reason', 'decided')
    await folder.run('erase', '--wearer', 'W1', ...PERIOD, '--reason', 'asked')
    await folder.run('purge', '--dry-run')
    await folder.run('purge')
    const events = await eventsOf(folder.path)
    const told = events.map(({ action, outcome, what, subjects, purpose }) =>
      [action, outcome, what, subjects, purpose].flat().join(' '),
    )
    const why = 'a test of the program'
    // The file of people that could not be used when the folder was made collected nothing.
    expect(told).toEqual([
      `collect done people W1 W2 W3 W4 W5 W6 W7 ${why}`,
      `collect done crimes ${why}`,
      `collect done movements everyone ${why}`,
      `combine done movements and crimes everyone ${why}`,
      `disclose done matches everyone ${why}`,
      'disclose done movements everyone a request of the court',
      `consult done movements W1 ${why}`,
      `consult done movements W1 ${why}`,
      `consult refused movements W99 ${why}`,
      'alter done legal holds W1 an appeal',
      `consult done legal holds W1 ${why}`,
      'erase refused movements W1 asked',
      'alter done legal holds W1 decided',
      'erase done movements W1 asked',
      `consult done data kept for as long as allowed everyone ${why}`,
      `erase done data kept for as long as allowed everyone ${why}`,
    ])
    const username = `${userInfo().username}@${hostname()}`
    for (const { role, username: name, from } of events)
      expect([role, name, from]).toEqual(['operator', username, hostname()])
    expect(new Set(events.map(({ correlationId }) => correlationId)).size).toBe(events.length)
    expect(events[2]).toMatchObject({ count: 26, details: { import: expect.any(Number) } })
    expect(events[6]).toMatchObject({ details: { crime: 'Cheshire/G/1' } })
    expect(events[8]).toMatchObject({ details: { code: 'WEARER_UNKNOWN' } })
    expect(events[13]?.interval).toEqual({
      from: Date.UTC(2026, 2, 28),
      to: Date.UTC(2026, 2, 29),
    })
    const { status, stdout, stderr } = await verify(folder.path)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Sound: 16 entries, none missing, altered or moved; 16 heads')
    expect(stdout).toContain('after 16, the last that')
  })

  it('give nothing without a purpose, and take one that says something', async () => {
    const path = copied()
    const before = (await eventsOf(path)).length
    const out = join(scratch, 'none.csv')
    const none = { WHEREABOUTS_PURPOSE: '' }
    for (const [words, what] of [
      [['export', 'positions', '--out', out], 'export positions'],
      [['check', '--wearer', 'W1', ...PERIOD], 'check a wearer of a data folder'],
      [['hold', '--list'], 'list legal holds'],
    ] as const) {
      const asked = await commandLine([...words, '--data', path], { env: none })
      expect(asked).toMatchObject({ status: 2, stdout: '' })
      expect(asked.stderr).toContain(`Cannot ${what} without a purpose: say why with --purpose "…"`)
    }
    for (const purpose of ['ab', 'x'.repeat(501)]) {
      const words = ['export', 'positions', '--out', out, '--purpose', purpose, '--data', path]
      expect((await commandLine(words)).stderr).toContain('expected 3 to 500')
    }
    expect(existsSync(out)).toBe(false)
    expect(await eventsOf(path)).toHaveLength(before)
  })

  it('give, keep and delete nothing where the audit cannot be written', async () => {
    const path = copied()
    await withRecords(path, (records) =>
      records.query('alter function append_audit(text) rename to gone'),
    )
    const out = join(scratch, 'closed.csv')
    for (const words of [
      ['export', 'positions', '--out', out],
      ['check', '--wearer', 'W1', ...PERIOD],
      ['hold', '--list'],
      ['hold', '--wearer', 'W1', '--reason', 'an appeal'],
      ['import', 'crimes', at('CMB20260329.csv')],
      ['erase', '--wearer', 'W1', ...PERIOD, '--reason', 'asked'],
      ['purge', '--older-days', '0'],
      ['match'],
    ]) {
      const { status, stdout, stderr } = await commandLine([...words, '--data', path], {
        env: PURPOSE,
      })
      expect({ words, status, stdout }).toEqual({ words, status: 1, stdout: '' })
      expect(stderr).toMatch(/^Cannot keep a record of who asked for .*, so nothing is done/)
      if (words[0] === 'import') {
        // Later commands would stop at what this one left unfinished, which is right, and another test.
        await withRecords(path, (records) =>
          records.query(
            `update imports set outcome = 'failed', finished_at = started_at where outcome = 'running'`,
          ),
        )
      }
    }
    expect([existsSync(out), existsSync(`${out}.tmp`)]).toEqual([false, false])
    await withRecords(path, async (records) => {
      expect(await records.query('select id from legal_holds')).toEqual([])
      expect(await records.query('select id from deletions')).toEqual([])
      expect(
        await records.query(`select id from crime_versions where batch_id like 'CMB%'`),
      ).toEqual([])
      expect((await newestRun(records))?.id).toBe(1)
    })
  })

  it('tell of an import that was cut off, whoever comes next', async () => {
    const path = copied()
    const id = await withRecords(path, (records) =>
      startImport(records, { kind: 'positions', fileName: 'a.csv', startedAt: 0 }),
    )
    expect((await commandLine(['purge', '--dry-run', '--data', path])).status).toBe(0)
    expect((await eventsOf(path)).at(-2)).toMatchObject({
      action: 'collect',
      outcome: 'failed',
      what: 'movements',
      details: { import: id, cutOff: true },
    })
  })
})

describe('whereabouts audit verify', () => {
  const unguarded = async (path: string, ...statements: string[]) =>
    withRecords(path, async (records) => {
      await records.query('alter table audit_events disable trigger all')
      for (const statement of statements) await records.query(statement)
      for (const trigger of ['audit_events_keep_rows', 'audit_events_keep_all'])
        await records.query(`alter table audit_events enable always trigger ${trigger}`)
    })

  it.each([
    [
      'an entry altered',
      `update audit_events set entry = replace(entry, 'crimes', 'nothing') where id = 2`,
      'Entry 2 was altered: its hash is not that of what it says',
    ],
    ['an entry removed', 'delete from audit_events where id = 2', 'Entry 2 is gone'],
    ['the beginning removed', 'delete from audit_events where id < 3', 'Entries 1 to 2 are gone'],
    [
      'the end cut off',
      'delete from audit_events where id > 2',
      'The chain ends at entry 2, and on 20',
    ],
    [
      'an altered entry that was hashed anew',
      `update audit_events set entry = replace(entry, 'combine', 'consult'),
         hash = encode(sha256(convert_to(id || E'\\n' || previous_hash || E'\\n' || replace(entry, 'combine', 'consult'), 'UTF8')), 'hex')
       where id = 4`,
      'Entry 4 is not the one whose hash was kept outside on 20',
    ],
  ])('finds %s', async (_, statement, said) => {
    const path = copied()
    await unguarded(path, statement)
    const { status, stderr, stdout } = await verify(path)
    expect(stderr).toContain(said)
    expect(stderr).toContain('Not sound')
    expect(stdout).toContain('What this cannot know:')
    expect(status).toBe(1)
  })

  it('says that a cut end cannot be seen where no head was kept outside, and that a guard is gone', async () => {
    const path = copied()
    await unguarded(path, 'delete from audit_events where id > 3')
    writeFileSync(join(path, 'audit-heads.ndjson'), '{"at":"2026-01-')
    const cut = await verify(path)
    expect(cut).toMatchObject({ status: 0, stderr: '' })
    expect(cut.stdout).toContain('whether entries were cut off the end: no head')
    expect(cut.stdout).toContain('what 1 line of ')
    await withRecords(path, (records) =>
      records.query('alter table audit_events disable trigger audit_events_keep_rows'),
    )
    expect(await verify(path)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('The trigger audit_events_keep_rows is disabled'),
    })
  })

  it('reads heads where the environment says they are kept', async () => {
    const path = copied()
    const heads = join(scratch, 'elsewhere.ndjson')
    const env = { WHEREABOUTS_AUDIT_HEADS: heads }
    expect((await commandLine(['purge', '--data', path], { env })).status).toBe(0)
    const kept = readFileSync(heads, 'utf8').split('\n').filter(Boolean)
    expect(kept.map((line) => JSON.parse(line).id)).toEqual([4, 5])
    expect((await commandLine(['audit', 'verify', '--data', path], { env })).stdout).toContain(
      '2 heads',
    )
  })

  it.each([[[]], [['verfy']], [['verify', 'more']]])(
    'is told how to be used: %s',
    async (words) => {
      const { status, stderr } = await commandLine(['audit', ...words, '--data', whole.path])
      expect(status).toBe(2)
      expect(stderr).toContain('expected "audit verify"')
    },
  )
})

const programs = postgresPrograms()

describe('whereabouts migrate', () => {
  let cluster: PostgresCluster | undefined
  afterAll(() => cluster?.stop())

  it('knows no roles of embedded records', async () => {
    const words = ['migrate', '--data', whole.path]
    expect(await commandLine(words)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('The records are up to date (00'),
    })
    expect((await commandLine([...words, '--grant-to', 'server'])).status).toBe(2)
    expect((await commandLine(['migrate'])).status).toBe(2)
  })

  it.skipIf(!programs)('makes commands work as a role that cannot touch the audit', async () => {
    cluster = await startPostgres(programs ?? '')
    const url = await cluster.createDatabase('granted')
    const env = { WHEREABOUTS_RECORDS_URL: url }
    expect(await commandLine(['migrate', '--grant-to', 'server'], { env })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('role "server": there is none'),
    })
    const { Client } = (await import('pg')).default
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query('create role server login')
    await client.end()
    expect(await commandLine(['migrate', '--grant-to', 'server'], { env })).toMatchObject({
      status: 0,
      stderr: '',
    })
    const asServer = {
      env: { ...PURPOSE, WHEREABOUTS_RECORDS_URL: url.replace('postgres@', 'server@') },
    }
    const data = join(scratch, 'granted')
    for (const words of [
      ['import', 'people', at('people.json')],
      ['import', 'crimes', at('CHS20260329.csv')],
      ['import', 'positions', at('positions.csv')],
      ['match'],
      ['export', 'matches', '--out', join(scratch, 'granted.csv')],
      ['hold', '--wearer', 'W1', '--reason', 'an appeal'],
      ['erase', '--wearer', 'W2', ...PERIOD, '--reason', 'asked'],
      ['purge'],
      ['audit', 'verify'],
    ]) {
      const { status, stderr } = await commandLine([...words, '--data', data], asServer)
      expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' })
    }
  })
})
