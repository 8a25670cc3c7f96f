import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { listDeletions } from '../../src/store/records/deletion-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { program, root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const at = (name: string) => join(golden, name)
let scratch = ''

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'whereabouts-deletions-'))
})

async function exported(folder: TestDataFolder, kind: string, ...words: string[]): Promise<string> {
  const out = join(scratch, `${kind}.csv`)
  await folder.run('export', kind, '--out', out, ...words)
  return readFileSync(out, 'utf8')
}

let imported: TestDataFolder | undefined
/** A folder of its own, as the first was left. */
async function importedGolden(): Promise<TestDataFolder> {
  if (!imported) {
    imported = new TestDataFolder()
    await imported.run('import', 'people', at('people.json'))
    await imported.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
    await imported.run('import', 'positions', at('positions.csv'))
    await imported.run('match')
  }
  return new TestDataFolder(imported.path)
}

function written(name: string, text: string): string {
  const path = join(scratch, name)
  writeFileSync(path, text)
  return path
}

/** The records themselves, while no command holds the folder. */
async function withRecords<T>(folder: TestDataFolder, work: (records: Records) => Promise<T>) {
  const records = await openEmbeddedRecords(join(folder.path, 'records'))
  try {
    return await work(records)
  } finally {
    await records.close()
  }
}

/** Files of a folder in which any of some bytes stand. */
function filesHolding(folder: string, copies: readonly Buffer[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path)
      return copies.some((copy) => bytes.includes(copy))
    })
}

const evening = ['--from', '2026-03-28T23:00:00Z', '--to', '2026-03-29T00:00:00Z']
const erasing = ['erase', '--wearer', 'W1', ...evening, '--reason', 'asked by the wearer']
const header = 'device_id,captured_at,latitude,longitude,accuracy_metres'

describe('an erasure', () => {
  /** What was refused of W1's devices in the evening, and what must stay. */
  const mine = [
    'D1,2026-03-28T23:10:00Z,95.1111111,-4.4,5',
    'D1,28/03/2026 23:11,53.2222222,-4.4,5',
    'D1,2026-03-28T23:12:00Z,53,3333333,-4,4,5',
    '"D1,2026-03-28T23:13:00Z,53.4444444,-4.4,5',
  ]
  const others = [
    'D1,2026-03-28T20:10:00Z,95.5555555,-4.4,5',
    'D2,2026-03-28T23:10:00Z,95.6666666,-4.4,5',
    'D2,yesterday,53.7777777,-4.4,5',
  ]

  it('takes what was refused of the wearer with it, and no other rows', async () => {
    // Five rows of theirs were refused in the golden file as well.
    const folder = await importedGolden()
    const refused = written('refused-rows.csv', [header, ...mine, ...others, ''].join('\n'))
    expect((await folder.try('import', 'positions', refused)).status).toBe(1)
    expect(await folder.run(...erasing)).toContain(
      'and 9 refused rows; 0 positions, 0 pairs and 0 refused rows are left',
    )
    const kept = await exported(folder, 'refused', '--import', '5')
    expect(kept).toBe([header, ...others, ''].join('\n'))
    const issues = await exported(folder, 'row-issues')
    for (const digits of ['1111111', '2222222', '3333333', '4444444']) {
      expect(issues).not.toContain(digits)
    }
    expect(issues).toContain('95.5555555')
    // Nor does another file bring them back.
    const again = written('refused-again.csv', [header, ...mine, others[0], '', ''].join('\n'))
    expect((await folder.try('import', 'positions', again)).status).toBe(1)
    expect(await exported(folder, 'refused', '--import', '6')).toBe(`${header}\n${others[0]}\n`)
    expect(await exported(folder, 'row-issues')).not.toMatch(/1111111|2222222|3333333|4444444/)
  })

  it('leaves no copy in the files of the folder, freed pages and the log included', async () => {
    const folder = await importedGolden()
    const refused = written('refused-once.csv', [header, ...mine, ''].join('\n'))
    expect((await folder.try('import', 'positions', refused)).status).toBe(1)
    // Coordinates of D1 that evening and of nobody else: as the records keep them, and as they came.
    const degrees = ['53.7998203', '-4.3998482', '53.8000270']
    const copies = [
      ...degrees.map((text) => {
        const kept = Buffer.alloc(4)
        kept.writeInt32LE(Math.round(Number(text) * 1e7))
        return kept
      }),
      ...[...degrees, '95.1111111', '53.2222222'].map((text) => Buffer.from(text)),
    ]
    expect(filesHolding(folder.path, copies)).not.toEqual([])
    expect(await folder.run(...erasing)).toContain(
      'The records were written anew and their log given back',
    )
    expect(filesHolding(folder.path, copies)).toEqual([])
    await folder.run('match')
    expect(filesHolding(folder.path, copies)).toEqual([])
  })

  it('discards drafts of alerts about the wearer, and says which signed reports stay', async () => {
    const folder = await importedGolden()
    await withRecords(folder, async (records) => {
      await records.query(
        `insert into accounts (username, name, role, created_at)
         values ('worker', 'A worker', 'hub-caseworker', now())`,
      )
      for (const number of [null, 'PA-2026-000001']) {
        await records.query(
          `with report as (
             insert into reports (kind, crime_id, crime_version_id, police_force, state, number,
               drafted_by, drafted_at, evidence, docx)
             select 'proximity_alert', crime_id, crime_version_id, police_force,
               case when $1::text is null then 'draft' else 'approved' end, $1,
               (select min(id) from accounts), now(), '\\x00'::bytea,
               case when $1::text is not null then '\\x00'::bytea end
             from matches join crime_versions on crime_versions.id = crime_version_id
             where device_wearer_id = 'W1' limit 1 returning id
           ) insert into report_wearers (report_id, device_wearer_id) select id, 'W1' from report`,
          [number],
        )
      }
    })
    const said = await folder.run(...erasing)
    expect(said).toContain('Discarded 1 draft of an alert about them')
    expect(said).toContain('stay as they were signed: PA-2026-000001 (tells of the interval)')
    const reports = await withRecords(folder, (records) =>
      records.query('select state, evidence is null as gone from reports order by id'),
    )
    expect(reports).toEqual([
      { state: 'discarded', gone: true },
      { state: 'approved', gone: false },
    ])
  })

  it('takes the words and the charge of a device that two people wore in turn of the one, and leaves the other’s', async () => {
    // W2 wore D2 until 23:20, W3 from then on.
    const folder = await importedGolden()
    const said = (minute: string) => `2026-03-28T23:${minute}:00Z`
    await withRecords(folder, async (records) => {
      await records.query(`insert into feeds (name, kind, first_heard_at, last_heard_at)
         values ('http', 'http', now(), now())`)
      await records.query(
        `insert into device_events (device_id, code, occurred_at, received_at, feed)
         select 'D2', 'battery-percent-low', at, at, 'http' from unnest($1::timestamptz[]) as at`,
        [[said('10'), said('20'), said('30')]],
      )
      await records.query(
        `insert into device_status (device_id, feed, last_heard_at, battery_percent, battery_at)
         values ('D2', 'http', $1, 12, $1)`,
        [said('30')],
      )
    })
    const left = () =>
      withRecords(folder, (records) =>
        records.query(
          `select string_agg(to_char(occurred_at at time zone 'UTC', 'MI'), ',' order by id) as said,
             (select battery_percent from device_status) as charge from device_events`,
        ),
      )
    await folder.run('erase', '--wearer', 'W2', ...evening, '--reason', 'asked')
    expect(await left()).toEqual([{ said: '20,30', charge: 12 }])
    await folder.run('erase', '--wearer', 'W3', ...evening, '--reason', 'asked')
    expect(await left()).toEqual([{ said: null, charge: null }])
  })

  it('takes what equipment read, where they are known to be and what was required only then', async () => {
    const folder = await importedGolden()
    const at = (minute: string) => `2026-03-28T23:${minute}:00Z`
    await withRecords(folder, async (records) => {
      await records.query(
        `insert into alcohol_events (device_wearer_id, occurred_at, kind) values
           ('W1', $1, 'sober-day'), ('W2', $1, 'sober-day')`,
        [at('10')],
      )
      await records.query(
        `insert into wearer_states (device_wearer_id, rule_id, state, since, as_of) values
           ('W1', 'C1', 'home', $1, $1), ('W2', 'C1', 'home', $1, $1)`,
        [at('10')],
      )
      await records.query(
        `insert into order_versions (monitoring_order_id, version, device_wearer_id, body, said_at)
         select 'Old', version, 'W1', '{"conditions": [{"id": "at the flat"}], "zones": []}', said_at
         from (values (1, $1::timestamptz), (2, $2::timestamptz)) as said (version, said_at)`,
        [at('10'), at('20')],
      )
    })
    await folder.run(...erasing)
    const left = await withRecords(folder, (records) =>
      records.query(
        `select (select string_agg(device_wearer_id, ',') from alcohol_events) as read,
           (select string_agg(device_wearer_id, ',') from wearer_states) as known,
           (select string_agg(version::text, ',') from order_versions
            where body::text like '%at the flat%') as required`,
      ),
    )
    expect(left).toEqual([{ read: 'W2', known: 'W2', required: '2' }])
  })

  it('cut off by kill -9 after its last device is completed when the folder is opened', async () => {
    const folder = await importedGolden()
    const reached = join(folder.path, 'records', 'reached')
    await withRecords(folder, async (records) => {
      // The engine says that it has come to the matches, and stays there.
      await records.query(`create function stay() returns trigger language plpgsql as $$
        begin
          execute format('copy (select 1) to %L', current_setting('data_directory') || '/reached');
          perform pg_sleep(600);
          return old;
        end $$`)
      await records.query(
        'create trigger stays before delete on matches for each row execute function stay()',
      )
    })
    const child = spawn(process.execPath, [...program, ...erasing, '--data', folder.path])
    const ended = new Promise((resolve) => child.on('close', resolve))
    while (!existsSync(reached) && child.exitCode === null) await pause(20)
    child.kill('SIGKILL')
    await ended
    expect(child.signalCode).toBe('SIGKILL')
    const cut = await withRecords(folder, async (records) => {
      await records.query('drop trigger stays on matches')
      return {
        unfinished: (await listDeletions(records)).filter((one) => one.finishedAt === undefined),
        matches: await records.query("select 1 from matches where device_wearer_id = 'W1'"),
      }
    })
    expect(cut.unfinished.map(({ subject }) => subject)).toEqual(['matches', 'refused rows'])
    expect(cut.matches).not.toEqual([])
    expect(await exported(folder, 'matches')).not.toMatch(/,W1,/)
    const deletions = await withRecords(folder, listDeletions)
    expect(deletions.map(({ subject, deviceId, deleted }) => [subject, deviceId, deleted])).toEqual(
      [
        ['positions', 'D1', 3],
        ['positions', 'D3', 1],
        ['matches', undefined, 2],
        ['refused rows', undefined, 5],
      ],
    )
    await folder.run('match')
  })

  it('cut off when the positions are gone and nobody has noted it is not taken for a loss', async () => {
    const folder = await importedGolden()
    await folder.run(...erasing)
    await withRecords(folder, (records) =>
      records.query('update deletions set finished_at = null, deleted = null'),
    )
    expect(await folder.run('match')).toMatch(/Pairs +/)
    const deletions = await withRecords(folder, listDeletions)
    expect(deletions.reduce((sum, { deleted }) => sum + (deleted ?? 0), 0)).toBe(4)
  })
})

describe('a legal hold', () => {
  it('is obeyed by erase and purge until it is lifted, and listed ever after', async () => {
    const folder = await importedGolden()
    expect(await folder.run('hold', '--list')).toContain('There is no legal hold')
    const placed = await folder.run('hold', '--wearer', 'W1', '--reason', 'an appeal')
    expect(placed).toBe('Legal hold 1 placed on wearer W1: everything\n')
    const refused = await folder.try(...erasing)
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('legal hold 1 is in force for that interval (an appeal)'),
    ])
    const periods = written(
      'all-days.json',
      JSON.stringify({ positionsDays: 0, matchesDays: 0, crimesDays: 0, refusedRowsDays: 0 }),
    )
    await folder.run('purge', '--config', periods)
    const devices = (await exported(folder, 'positions')).trimEnd().split('\n').slice(1)
    expect(devices.length).toBeGreaterThan(0)
    expect(devices.every((line) => /^D[13],/.test(line))).toBe(true)
    expect(await folder.run('hold', '--lift', '1', '--reason', 'decided')).toBe(
      'Legal hold 1 lifted\n',
    )
    expect(await folder.run('hold', '--list')).toMatch(
      /^1: wearer W1, everything; placed .* \(an appeal\); lifted .* \(decided\)$/m,
    )
    expect((await folder.try('hold', '--lift', '1', '--reason', 'x')).stderr).toContain(
      'Cannot lift legal hold 1: it was lifted on ',
    )
    expect(await folder.run('purge', '--config', periods)).not.toContain(
      'Deleted 0 positions captured',
    )
    expect((await exported(folder, 'positions')).trimEnd().split('\n')).toHaveLength(1)
  })

  it('may be of an interval', async () => {
    const folder = await importedGolden()
    const until = ['--until', '2026-03-28T23:00:00Z']
    expect(await folder.run('hold', '--wearer', 'W1', '--reason', 'r', ...until)).toContain(
      'everything until 2026-03-28T23:00:00Z',
    )
    expect(await folder.run(...erasing)).toContain('Erased 4 positions')
    const earlier = erasing.with(4, '2026-03-28T22:59:59Z')
    expect((await folder.try(...earlier)).stderr).toContain('legal hold 1 is in force')
  })

  it.each([
    ['a wearer nobody knows', 1, ['--wearer', 'W99', '--reason', 'r'], 'no people file named them'],
    ['a hold there is not', 1, ['--lift', '7', '--reason', 'r'], 'there is none; in force: none'],
    ['nothing to do', 2, [], 'expected one of --wearer, --list, --lift'],
    ['two things', 2, ['--list', '--lift', '1'], 'expected one of --wearer, --list, --lift'],
    ['no reason', 2, ['--wearer', 'W1'], '--reason is missing'],
    [
      'an interval to lift',
      2,
      ['--lift', '1', '--from', '2026-01-01T00:00:00Z'],
      'goes with --wearer',
    ],
  ])('says what is wrong: %s', async (_, code, words, message) => {
    const folder = await importedOnce()
    const { status, stderr } = await folder.try('hold', ...words)
    expect([status, stderr]).toEqual([code, expect.stringContaining(message)])
  })
})

let once: TestDataFolder | undefined
async function importedOnce(): Promise<TestDataFolder> {
  if (!once) {
    once = new TestDataFolder()
    await once.run('import', 'people', at('people.json'))
  }
  return once
}

describe('purge', () => {
  const keep = (folder: TestDataFolder, periods: object) =>
    writeFileSync(join(folder.path, 'retention.json'), JSON.stringify(periods))

  it('deletes nothing but the quarantine unless it is told to', async () => {
    const folder = await importedGolden()
    const said = await folder.run('purge')
    expect(said).toMatch(
      /^Deleted 0 positions outside every legal basis\nKept without end, as no period is set in retention\.json: positionsDays, .*, registryDays, refusedRowsDays\n$/,
    )
    expect((await exported(folder, 'positions')).split('\n')).toHaveLength(17 + 2)
  })

  it('deletes every kind by its period, says how much, records it, and looks again', async () => {
    const folder = await importedGolden()
    keep(folder, {
      quarantineDays: 0,
      positionsDays: 0,
      matchesDays: 0,
      crimesDays: 0,
      refusedRowsDays: 0,
    })
    const withoutPeriod = [
      ...['reportsDays', 'caseworkDays', 'incidentsDays', 'notesDays', 'draftsDays'],
      ...['orderVersionsDays', 'documentsDays', 'requestsDays', 'registryDays'],
    ]
    const would = await folder.run('purge', '--dry-run')
    const went = await folder.run('purge')
    // Once the quarantine and the matches are gone there is less to find than the dry run saw.
    expect(would).toContain('Would delete 1 position outside every legal basis')
    expect(would).toContain('Would delete 19 positions captured longer ago than allowed')
    // Matches keep theirs.
    expect(would).toContain('Would delete 1 crime last spoken of longer ago than allowed')
    expect(would).toContain('\nAt least: what only these keep (')
    expect(went).not.toContain('At least')
    expect(went).toBe(
      [
        'Deleted 1 position outside every legal basis',
        'Deleted 18 positions captured longer ago than allowed',
        'Deleted 9 matches of runs that ended longer ago than allowed',
        'Deleted 4 crimes last spoken of longer ago than allowed',
        'Deleted 7 refused rows of files that came longer ago than allowed',
        'Deleted 0 refused reports of devices that came longer ago than allowed',
        `Kept without end, as no period is set in retention.json: positionsAfterOrderDays, ${withoutPeriod.join(', ')}`,
        '',
      ].join('\n'),
    )
    expect(await folder.run('purge')).not.toMatch(/[1-9]\d* (positions|matches|crimes|refused)/)
    const deletions = await withRecords(folder, listDeletions)
    expect(deletions.map(({ kind, subject, deleted }) => [kind, subject, deleted])).toEqual([
      ['quarantine', 'positions', 1],
      ['retention', 'positions', 18],
      ['retention', 'matches', 9],
      ['retention', 'crimes', 4],
      ['retention', 'refused rows', 7],
    ])
    expect((await exported(folder, 'row-issues')).trimEnd().split('\n')).toHaveLength(1)
    const { status, stderr } = await folder.try('export', 'matches', '--run', '1', '--out', 'x.csv')
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('those of run 1 were deleted on '),
    ])
    // The archive has lost nothing: it says what was deleted.
    expect(await folder.run('match')).toMatch(/Pairs +0\n/)
  })

  it('deletes what was captured under orders that ended, then whom they were of, and nothing under one that goes on', async () => {
    const folder = new TestDataFolder()
    const people = JSON.parse(readFileSync(at('people.json'), 'utf8'))
    for (const order of people.monitoringOrders) {
      if (order.deviceWearerId === 'W1') order.to = '2026-03-29T12:00:00Z'
      else order.to = null
    }
    for (const activation of people.deviceActivations) {
      if (activation.deviceWearerId === 'W1') activation.to = '2026-03-29T12:00:00Z'
    }
    await folder.run('import', 'people', written('ended.json', JSON.stringify(people)))
    await folder.run('import', 'positions', at('positions.csv'))
    const before = (await exported(folder, 'positions')).split('\n')
    const days = Math.ceil((Date.now() - Date.UTC(2026, 2, 29)) / 86_400_000)
    keep(folder, { positionsAfterOrderDays: days })
    expect(await folder.run('purge')).toContain('Deleted 0 positions whose orders ended')
    // Whose positions are kept stays: these would be without a legal basis, and go by the quarantine's clock.
    keep(folder, { positionsAfterOrderDays: days, registryDays: days - 2 })
    expect(await folder.run('purge')).toContain('Deleted 0 people in the registry')
    keep(folder, { positionsAfterOrderDays: days - 2 })
    await folder.run('hold', '--wearer', 'W1', '--reason', 'r')
    expect(await folder.run('purge')).toContain('Deleted 0 positions whose orders ended')
    await folder.run('hold', '--lift', '1', '--reason', 'r')
    expect(await folder.run('purge', '--dry-run')).toContain(
      'Would delete 9 positions whose orders ended',
    )
    expect(await folder.run('purge')).toContain('Deleted 9 positions whose orders ended')
    const left = (await exported(folder, 'positions')).split('\n')
    expect(left).toEqual(before.filter((line) => !/^D[13],/.test(line)))
    const deletions = await withRecords(folder, listDeletions)
    expect(deletions.map((one) => [one.deviceWearerId, one.deviceId, one.deleted])).toEqual([
      ['W1', 'D1', expect.any(Number)],
      ['W1', 'D3', expect.any(Number)],
    ])
    keep(folder, { registryDays: days - 2 })
    expect(await folder.run('purge')).toContain('Deleted 1 person in the registry')
    const gone = (await withRecords(folder, listDeletions)).at(-1)
    expect(gone).toMatchObject({ kind: 'retention', subject: 'registry', deviceWearerId: 'W1' })
    expect((await exported(folder, 'positions')).split('\n')).toEqual(left)
    await folder.run('match')
  })

  it('that was cut off is not taken for a loss', async () => {
    const folder = await importedGolden()
    await folder.run('purge', '--older-days', '0')
    await withRecords(folder, (records) =>
      records.query('update deletions set finished_at = null, deleted = null'),
    )
    await folder.run('match')
    const [cut] = await withRecords(folder, listDeletions)
    expect(cut).toMatchObject({ kind: 'quarantine', positionsBefore: 19, deleted: 1 })
  })

  it('deletes nothing by a file it cannot understand', async () => {
    const folder = await importedGolden()
    keep(folder, { positionDays: 0 })
    const { status, stderr } = await folder.try('purge')
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /Cannot use the retention periods in .*: nothing is known of positionDays, expected quarantineDays, /,
    )
    expect((await exported(folder, 'positions')).split('\n')).toHaveLength(17 + 2)
  })
})
