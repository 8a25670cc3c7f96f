import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { eraseInterval } from '../../src/app/erase-interval.ts'
import { importCrimes } from '../../src/app/import-crimes.ts'
import { importPeople } from '../../src/app/import-people.ts'
import { importPositions } from '../../src/app/import-positions.ts'
import { matchTouched } from '../../src/app/match-touched.ts'
import { purge } from '../../src/app/purge.ts'
import { runMatching } from '../../src/app/run-matching.ts'
import { simulateTownToFolder } from '../../src/app/simulate-town.ts'
import { withDataFolder } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { defaultRetention } from '../../src/ingest/retention-json.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import type { Records, RecordValue } from '../../src/store/records/records.ts'
import { standingMatches } from '../../src/store/records/standing-records.ts'
import { noteCrime } from '../../src/store/records/touch-records.ts'
import { crimeLine } from '../support/crime-row.ts'
import { all } from '../support/postgres-samples.ts'

const asker = { actor: operator(), purpose: 'tests' }
const settings = { parameters: defaultParameters, pairs: 'near' } as const
const start = Date.parse('2026-01-05T00:00:00Z')
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-touched-'))
let folder: DataFolder
let end = () => {}
let open: Promise<void> = Promise.resolve()
let files = 0
let header = ''
/** Rows of the town's positions that have not come yet. */
let late: string[] = []
let people: { deviceActivations: { id: string; to: string | null; from: string }[] }
let batches: string[][] = []

beforeAll(async () => {
  const town = join(scratch, 'town')
  await simulateTownToFolder({ seed: 5, wearers: 12, days: 3, crimes: 60, start }, town)
  const [first = '', ...rows] = readFileSync(join(town, 'positions.csv'), 'utf8')
    .trimEnd()
    .split('\n')
  header = first
  // Every seventh hour of every device comes late.
  const isLate = (row: string) => Math.floor(instantOf(row) / 3_600_000) % 7 === 0
  late = rows.filter(isLate)
  people = JSON.parse(readFileSync(join(town, 'people.json'), 'utf8'))
  batches = readdirSync(join(town, 'crimes')).map((name) =>
    readFileSync(join(town, 'crimes', name), 'utf8')
      .trimEnd()
      .split('\n'),
  )
  folder = await new Promise<DataFolder>((resolve, reject) => {
    const ended = new Promise<void>((done) => {
      end = done
    })
    open = withDataFolder(join(scratch, 'data'), 'import tests', readConfig({}), async (opened) => {
      resolve(opened)
      await ended
    })
    open.catch(reject)
  })
  await givePeople()
  await importCrimes(
    folder,
    asker,
    readdirSync(join(town, 'crimes')).map((name) => join(town, 'crimes', name)),
    fromNationalGrid,
  )
  await givePositions(rows.filter((row) => !isLate(row)))
  await runMatching(folder, asker, settings)
})
afterAll(async () => {
  end()
  await open
  rmSync(scratch, { recursive: true, force: true })
})

describe('a run of what was touched', () => {
  it('leaves standing what a whole run would say, whatever arrived, changed or went', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('late' as const),
        share: fc.double({ min: 0.02, max: 0.3, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('amended' as const), batch: fc.nat(), row: fc.nat() }),
      fc.record({
        kind: fc.constant('activation' as const),
        which: fc.nat(),
        hours: fc.integer({ min: 1, max: 40 }),
      }),
      fc.record({
        kind: fc.constant('erased' as const),
        which: fc.nat(),
        hour: fc.integer({ min: 0, max: 60 }),
      }),
      fc.record({ kind: fc.constant('withdrawn' as const), which: fc.nat() }),
    )
    let changes = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        const before = await facts()
        for (const each of steps) await take(each)
        await matchTouched(folder, asker, settings)
        const touched = await facts()
        if (JSON.stringify(touched) !== JSON.stringify(before)) changes++
        await runMatching(folder, asker, settings)
        expect(touched).toEqual(await facts())
      }),
      { numRuns: 12, endOnFailure: true },
    )
    expect(changes).toBeGreaterThan(2)
  })
})

describe('what is said of a pair', () => {
  const wearer = 'W-NEW'
  const device = 'D-NEW'
  let crime: { id: number; at: number; latitude: number; longitude: number }
  const near = (minute: number) =>
    `${device},${new Date(crime.at + minute * 60_000).toISOString()},${crime.latitude.toFixed(7)},${crime.longitude.toFixed(7)},8,GPS,,,,,,`

  beforeAll(async () => {
    const [row] = await folder.records.query<{
      id: bigint
      window_from: string
      latitude: number
      longitude: number
    }>(
      `select crimes.id, window_from, latitude, longitude
       from crimes join crime_versions on crime_id = crimes.id
       where withdrawn_at is null and window_to > window_from + interval '30 minutes'
         and window_to < '2026-01-07' and version = 1
         and not exists (select from crime_versions as later where later.crime_id = crimes.id and later.version > 1)
       order by crimes.id limit 1`,
    )
    if (!row) throw new Error('The town has no crime with a window')
    crime = { ...row, id: Number(row.id), at: Date.parse(row.window_from) }
    Object.assign(people, addedTo(people as unknown as PeopleFile))
    await givePeople()
    await matchTouched(folder, asker, settings)
  })

  it('appears with late positions, and only their crimes are compared', async () => {
    await givePositions([near(5), near(6)])
    const run = await matchTouched(folder, asker, settings)
    const [{ total = 0n } = {}] = await folder.records.query<{ total: bigint }>(
      'select count(*) as total from crimes',
    )
    expect(run?.counts.crimesCompared).toBeLessThan(Number(total) / 4)
    expect(await comparedBy(run?.id)).toContainEqual({ crime: crime.id, cause: 'positions' })
    expect(await changes()).toMatchObject([
      { kind: 'appeared', cause: 'positions', run_id: BigInt(run?.id ?? 0), before: null },
    ])
  })

  it('is compared once, whatever comes twice', async () => {
    await givePositions([near(6), near(5), near(6)])
    expect(await matchTouched(folder, asker, settings)).toBeUndefined()
    expect(await changes()).toHaveLength(1)
  })

  it('is not compared again where its crime is said again as it was', async () => {
    const line = crimeLine({ reference: 'AGAIN/1', from: '20260105100000', to: '20260105103000' })
    const say = async (name: string, rows: string) => {
      const path = join(scratch, name)
      writeFileSync(path, rows)
      await importCrimes(folder, asker, [path], fromNationalGrid)
      return matchTouched(folder, asker, settings)
    }
    expect((await say('once.csv', line))?.counts.crimesCompared).toBe(1)
    const again = line.repeat(2).replaceAll('CHS20260329', 'CHS20260329-R')
    expect(await say('again.csv', again)).toBeUndefined()
    const moved = again.replaceAll('53.8,', '53.81,')
    expect((await say('moved.csv', moved))?.counts.crimesCompared).toBe(1)
  })

  it('changes with more positions', async () => {
    await givePositions([near(7)])
    await matchTouched(folder, asker, settings)
    expect((await changes()).at(-1)).toMatchObject({
      kind: 'changed',
      cause: 'positions',
      before: { positionsInRadius: 2, crimeVersion: 1 },
      after: { positionsInRadius: 3, crimeVersion: 1 },
    })
  })

  it('falls away when the activation is corrected, and appears when it is corrected again', async () => {
    const activation = people.deviceActivations.find(({ id }) => id === 'A-NEW')
    if (!activation) throw new Error('There is no activation')
    const until = activation.to
    activation.to = new Date(crime.at - 3_600_000).toISOString()
    await givePeople()
    await matchTouched(folder, asker, settings)
    expect((await changes()).at(-1)).toMatchObject({
      kind: 'fell_away',
      cause: 'people',
      after: null,
    })
    activation.to = until
    await givePeople()
    await matchTouched(folder, asker, settings)
    expect((await changes()).at(-1)).toMatchObject({ kind: 'appeared', cause: 'people' })
  })

  it('stands through a run that fails, and is compared by the next', async () => {
    const before = await facts()
    const length = (await changes()).length
    await givePositions([near(8)])
    const signal = AbortSignal.abort(new Error('cut off for a test'))
    await expect(matchTouched(folder, asker, { ...settings, signal })).rejects.toThrow('cut off')
    const [failed] = await folder.records.query(
      'select outcome, message from matching_runs order by id desc limit 1',
    )
    expect(failed).toMatchObject({ outcome: 'failed', message: 'cut off for a test' })
    expect(await facts()).toEqual(before)
    expect(await changes()).toHaveLength(length)
    await matchTouched(folder, asker, settings)
    expect((await changes()).at(-1)).toMatchObject({
      kind: 'changed',
      after: { positionsInRadius: 4 },
    })
  })

  it('falls away when the crime is withdrawn, and appears when it stands again', async () => {
    for (const [withdrawn, kind] of [
      [true, 'fell_away'],
      [false, 'appeared'],
    ] as const) {
      await folder.records.query(
        `update crimes set withdrawn_at = case when $2 then now() end,
           withdrawn_reason = case when $2 then 'x' end where id = $1`,
        [crime.id, withdrawn],
      )
      await folder.records.transaction((transaction) =>
        noteCrime(transaction, crime.id, 'withdrawal', Date.now()),
      )
      await matchTouched(folder, asker, settings)
      expect((await changes()).at(-1)).toMatchObject({ kind, cause: 'withdrawal' })
    }
  })

  it('falls away with an erasure, which leaves nothing of what was said', async () => {
    const within = { from: crime.at - 3_600_000, to: crime.at + 3_600_000 }
    await eraseInterval(folder, asker, wearer, within)
    await matchTouched(folder, asker, settings)
    const told = await changes()
    expect(told.at(-1)).toMatchObject({ kind: 'fell_away', cause: 'erasure', before: {} })
    expect(told.filter(({ run_id }) => run_id === null)).toEqual([])
    for (const { before, after } of told) expect([{}, null]).toContainEqual(before ?? after ?? null)
    expect((await facts()).filter((fact) => JSON.stringify(fact).includes(wearer))).toEqual([])
  })

  async function changes() {
    return folder.records.query<Record<string, RecordValue> & { run_id: bigint | null }>(
      'select * from match_changes where crime_id = $1 and device_wearer_id = $2 order by id',
      [crime.id, wearer],
    )
  }

  async function comparedBy(runId: number | undefined) {
    const rows = await folder.records.query<{ crime_id: bigint; cause: string }>(
      'select crime_id, cause from run_crimes where run_id = $1',
      [runId],
    )
    return rows.map(({ crime_id, cause }) => ({ crime: Number(crime_id), cause }))
  }

  interface PeopleFile {
    deviceWearers: object[]
    devices: object[]
    deviceActivations: object[]
    monitoringOrders: object[]
  }

  /** One more wearer, under an order that permits comparing. */
  function addedTo(file: PeopleFile): PeopleFile {
    const interval = { from: new Date(start).toISOString(), to: null }
    return {
      deviceWearers: [...file.deviceWearers, { id: wearer }],
      devices: [...file.devices, { id: device }],
      deviceActivations: [
        ...file.deviceActivations,
        { id: 'A-NEW', deviceId: device, deviceWearerId: wearer, ...interval },
      ],
      monitoringOrders: [
        ...file.monitoringOrders,
        {
          id: 'O-NEW',
          deviceWearerId: wearer,
          orderType: 'Acquisitive crime',
          ...interval,
          conditions: [{ id: 'C-NEW', kind: 'trail', crimeMapping: true, ...interval }],
        },
      ],
    }
  }
})

describe('a retention purge', () => {
  it('has the crimes compared that rest on what went, and their pairs fall away', async () => {
    await runMatching(folder, asker, settings)
    const before = await facts()
    expect(before).not.toEqual([])
    const [{ newest = '' } = {}] = await folder.records.query<{ newest: string }>(
      'select max(window_to) as newest from crime_versions',
    )
    const now = Date.parse(newest) + 2 * 86_400_000
    await purge(folder, asker, { ...keepAll, positionsDays: 1 }, { now, dryRun: false })
    const run = await matchTouched(folder, asker, settings)
    expect(await facts()).toEqual([])
    const told = await folder.records.query(
      'select distinct kind, cause from match_changes where run_id = $1',
      [run?.id],
    )
    expect(told).toEqual([{ kind: 'fell_away', cause: 'erasure' }])
    expect(await matchTouched(folder, asker, settings)).toBeUndefined()
  })
})

describe('the end of a run', () => {
  it('has the planner told of everything once, and then of what its end wrote', async () => {
    const told: string[] = []
    const { records } = folder
    const query: Records['query'] = async (sql, parameters) => {
      const rows = await records.query<never>(sql, parameters)
      if (sql.startsWith('analyze')) told.push(sql)
      return rows
    }
    const transaction: Records['transaction'] = (work) => records.transaction(work)
    await runMatching({ ...folder, records: { ...records, query, transaction } }, asker, settings)
    expect(told).toEqual(['analyze', expect.stringMatching(/^analyze .*standing_matches/)])
  })
})

/** Nothing has a period. */
const keepAll = {
  ...defaultRetention,
  quarantineDays: null,
  positionsAfterOrderDays: null,
  positionsDays: null,
  caseworkDays: null,
  incidentsDays: null,
  documentsDays: null,
  matchesDays: null,
  crimesDays: null,
  refusedRowsDays: null,
}

type Step =
  | { kind: 'late'; share: number }
  | { kind: 'amended'; batch: number; row: number }
  | { kind: 'activation'; which: number; hours: number }
  | { kind: 'erased'; which: number; hour: number }
  | { kind: 'withdrawn'; which: number }

async function take(step: Step): Promise<void> {
  if (step.kind === 'late') {
    const some = late.splice(0, Math.ceil(late.length * step.share))
    if (some.length > 0) await givePositions(some)
  } else if (step.kind === 'amended') {
    const batch = batches[step.batch % batches.length] ?? []
    const index = step.row % batch.length
    const [row = ''] = batch.splice(index, 1)
    batch.splice(index, 0, row.replace(/,5(\d)\.(\d)/, ',5$1.9'))
    const path = join(scratch, `${batch[0]?.split(',')[1] ?? 'batch'}.csv`)
    writeFileSync(path, `${batch.join('\n')}\n`)
    await importCrimes(folder, asker, [path], fromNationalGrid)
  } else if (step.kind === 'activation') {
    const activation = people.deviceActivations[step.which % people.deviceActivations.length]
    const latest = activation?.to ? Date.parse(activation.to) - 3_600_000 : Infinity
    const from = Math.min(start + step.hours * 3_600_000, latest)
    if (activation) activation.from = new Date(from).toISOString()
    await givePeople()
  } else if (step.kind === 'erased') {
    const activation = people.deviceActivations[step.which % people.deviceActivations.length]
    const wearer = (activation as unknown as { deviceWearerId: string }).deviceWearerId
    const from = start + step.hour * 3_600_000
    await eraseInterval(folder, asker, wearer, { from, to: from + 3 * 3_600_000 }).catch(
      (error: { code?: string }) => {
        if (error.code !== 'NOTHING_TO_ERASE') throw error
      },
    )
  } else {
    const [crime] = await folder.records.query<{ id: bigint; withdrawn: boolean }>(
      `select id, withdrawn_at is not null as withdrawn from crimes order by id
       offset $1 % (select count(*) from crimes) limit 1`,
      [step.which],
    )
    await folder.records.transaction(async (transaction) => {
      await transaction.query(
        `update crimes set withdrawn_at = case when $2 then null else now() end,
           withdrawn_reason = case when $2 then null else 'x' end where id = $1`,
        [crime?.id, crime?.withdrawn],
      )
      await noteCrime(transaction, Number(crime?.id), 'withdrawal', Date.now())
    })
  }
}

async function givePositions(rows: readonly string[]): Promise<void> {
  const path = join(scratch, `positions-${files++}.csv`)
  writeFileSync(path, `${[header, ...rows].join('\n')}\n`)
  const [report] = await importPositions(folder, asker, [path], {
    latest: Date.now(),
    batchRows: 200_000,
    again: false,
    onDurable: () => undefined,
  })
  expect(report?.outcome).toBe('done')
}

async function givePeople(): Promise<void> {
  const path = join(scratch, 'people.json')
  writeFileSync(path, JSON.stringify(people))
  const [report] = await importPeople(folder, asker, [path])
  expect(report?.failure).toBeUndefined()
}

/** What stands, in what no other trail can move: facts of positions, not weights. */
async function facts(): Promise<object[]> {
  const matches = await all(standingMatches(folder.records))
  return matches
    .map(({ crime, deviceWearerId, deviceIds, evidence, inRadius, ...match }) => ({
      key: `${crime.policeForce} ${crime.crimeReference} ${deviceWearerId}`,
      version: crime.version,
      deviceIds,
      positionsInWindow: match.positionsInWindow,
      overlapping: match.overlappingPositions,
      closest: match.closestMetres,
      coverage: evidence?.windowCoverage,
      labels: inRadius.map(({ sequenceLabel, capturedAt }) => `${sequenceLabel} ${capturedAt}`),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function instantOf(row: string): number {
  const at = Date.parse(row.split(',')[1] ?? '')
  return Number.isNaN(at) ? 0 : at
}
