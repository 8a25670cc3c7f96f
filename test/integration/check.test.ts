import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { TestDataFolder } from '../support/data-folder.ts'
import { commandLine } from '../support/kept-program.ts'
import { root } from '../support/whereabouts.ts'

type Row = Record<string, string>

/** A source of positions, crimes and people, and what `match --pairs all` says of it. */
interface Compared {
  readonly files: readonly string[]
  readonly lines: readonly string[]
  readonly rows: readonly Row[]
  readonly out: string
}

const NOW = ['--now', '2026-11-22T00:00:00Z']
const EVER = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-12-31T00:00:00Z']

async function compare(
  folder: string,
  crimes: readonly string[],
  ...more: string[]
): Promise<Compared> {
  const out = mkdtempSync(join(tmpdir(), 'whereabouts-'))
  const files = [
    ...['--positions', join(folder, 'positions.csv'), '--people', join(folder, 'people.json')],
    ...['--crimes', ...crimes],
    ...more,
  ]
  expect(
    (await commandLine(['match', ...files, ...NOW, '--pairs', 'all', '--out', out])).status,
  ).toBe(0)
  const csv = readFileSync(join(out, 'matches.csv'), 'utf8')
  const rows = parse(csv, { columns: true }) as Row[]
  return { files, lines: csv.trimEnd().split('\n').slice(1), rows, out }
}

const goldenFolder = join(root, 'test', 'fixtures', 'match', 'golden')
let golden: Compared
let town: Compared
let townFolder = ''

beforeAll(async () => {
  const batches = ['CHS20260329.csv', 'CMB20260329.csv']
  golden = await compare(
    goldenFolder,
    batches.map((name) => join(goldenFolder, name)),
  )
  townFolder = mkdtempSync(join(tmpdir(), 'whereabouts-town-'))
  const made = await commandLine([
    ...['simulate', '--seed', '11', '--wearers', '10', '--days', '4', '--out', townFolder],
  ])
  expect(made.status).toBe(0)
  const crimes = readdirSync(join(townFolder, 'crimes'))
  town = await compare(
    townFolder,
    crimes.sort().map((name) => join(townFolder, 'crimes', name)),
    '--pad-minutes',
    '5',
  )
})

function check(of: Compared, ...words: string[]) {
  return commandLine(['check', ...words, ...of.files, ...NOW])
}

/** The name that a spreadsheet-safe cell stands for. */
function crimeOf(row: Row): string {
  return `${row['police_force']}/${row['crime_reference']?.replace(/^'/, '')}`
}

async function pair(of: Compared, row: Row, ...words: string[]) {
  const wearer = row['device_wearer_id'] ?? ''
  const { status, stdout } = await check(of, '--wearer', wearer, '--crime', crimeOf(row), ...words)
  expect(status).toBe(0)
  return stdout
}

function numbersOf(json: string): Row {
  const { evidence, why } = JSON.parse(json)
  const share = (value: number) => value.toFixed(3).replace(/^-(?=0\.000$)/, '')
  return {
    window_coverage: share(evidence.windowCoverage),
    log10_lr: share(evidence.log10Lr),
    log10_lr_population: share(evidence.log10LrPopulation),
    coincidence_days: String(evidence.coincidenceDays),
    comparable_days: String(evidence.comparableDays),
    verdict: evidence.verdict,
    positions_in_window: String(why.positionsInWindow),
    positions_in_radius: String(why.positionsInRadius),
    overlapping_positions: String(why.overlappingPositions),
    closest_metres: why.closest?.metres.toFixed(2) ?? '',
    closest_at: why.closest?.at ?? '',
  }
}

/** One row of each verdict, the strongest of each. */
function oneOfEach({ rows }: Compared): Row[] {
  const verdicts = new Map(rows.map((row) => [row['verdict'], row]))
  for (const row of rows) {
    const known = verdicts.get(row['verdict'])
    if (Number(row['log10_lr']) > Number(known?.['log10_lr'])) verdicts.set(row['verdict'], row)
  }
  return [...verdicts.values()]
}

describe('whereabouts check --crime', () => {
  it('says of a pair what match says, on the golden files and in a town', async () => {
    expect(oneOfEach(town).length).toBeGreaterThanOrEqual(3)
    for (const of of [golden, town]) {
      for (const row of oneOfEach(of)) {
        const numbers = numbersOf(await pair(of, row, '--json'))
        expect(row).toMatchObject(numbers)
      }
    }
  })

  it('reads as lines and a paragraph', async () => {
    const [row = {}] = oneOfEach(town).filter(({ verdict }) => verdict === 'inconclusive')
    const said = await pair(town, row)
    expect(said).toMatch(/^Verdict +inconclusive$/m)
    expect(said).toMatch(new RegExp(`^log10 LR +${row['log10_lr']} `, 'm'))
    expect(said).toContain('This shows where a device was, not who did it')
    expect(said).not.toMatch(/guilt/i)
  })
})

/** What --repeat compares. */
const COMPARED = [
  ...['log10_lr', 'log10_lr_population', 'verdict', 'window_coverage'],
  ...['coincidence_days', 'comparable_days', 'algorithm_version'],
]

describe('whereabouts check --bundle', () => {
  it('holds all that repeats the number, and nobody else', async () => {
    const people = JSON.parse(readFileSync(join(townFolder, 'people.json'), 'utf8'))
    for (const row of oneOfEach(town)) {
      const bundle = join(town.out, 'bundle.json')
      await pair(town, row, '--bundle', bundle)
      const { status, stdout } = await commandLine(['check', '--repeat', bundle])
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: COMPARED.map((name) => `${name.padEnd(19)} ${row[name]}\n`).join(''),
      })
      const text = readFileSync(bundle, 'utf8')
      const own = row['device_wearer_id']
      const others = people.deviceActivations as { deviceId: string; deviceWearerId: string }[]
      const theirs = others.filter(({ deviceWearerId }) => deviceWearerId !== own)
      for (const { deviceId } of theirs) {
        if (row['device_id']?.split(';').includes(deviceId)) continue
        expect(text).not.toContain(`"${deviceId}"`)
      }
      for (const { id, names } of people.deviceWearers as { id: string; names: string[] }[]) {
        if (id === own) continue
        expect(text).not.toContain(`"${id}"`)
        for (const name of names ?? []) expect(text).not.toContain(name)
      }
    }
  })

  async function bundleOf(verdict: string) {
    const row = oneOfEach(town).find((each) => each['verdict'] === verdict) ?? {}
    const path = join(town.out, 'bundle.json')
    await pair(town, row, '--bundle', path)
    const text = readFileSync(path, 'utf8')
    const repeat = async (change: (bundle: ReturnType<typeof JSON.parse>) => unknown) => {
      const bundle = JSON.parse(text)
      writeFileSync(path, JSON.stringify(change(bundle) ?? bundle))
      return commandLine(['check', '--repeat', path])
    }
    return { path, repeat }
  }

  it('notices each thing stated that was changed', async () => {
    const { repeat } = await bundleOf('inconclusive')
    const changes: Readonly<Record<string, unknown>> = {
      log10Lr: -1,
      log10LrPopulation: -1,
      verdict: 'no_data',
      windowCoverage: 0.001,
      coincidenceDays: 99,
      comparableDays: 99,
    }
    for (const [i, [field, value]] of Object.entries(changes).entries()) {
      const { status, stdout } = await repeat(({ answer }) => {
        answer.evidence[field] = value
      })
      expect(status).toBe(1)
      const differing = stdout.split('\n').filter((line) => line.includes('the bundle states'))
      expect(differing.map((line) => line.split(' ')[0])).toEqual([COMPARED[i]])
    }
    const { status, stdout } = await repeat(({ parameters }) => {
      parameters.evidence.id = 'mine'
    })
    expect(status).toBe(1)
    expect(stdout).toMatch(/^algorithm_version .*; the bundle states /m)
  })

  it('notices positions moved onto the scene', async () => {
    const { repeat } = await bundleOf('supports_absence')
    const { status, stdout } = await repeat(({ positions, scene }) => {
      for (const position of positions) {
        position.latitude = Math.round(scene.latitude * 1e7)
        position.longitude = Math.round(scene.longitude * 1e7)
      }
    })
    expect(status).toBe(1)
    expect(stdout).toMatch(/^verdict +inconclusive; the bundle states supports_absence$/m)
  })

  it('says what a bundle lacks', async () => {
    const { repeat } = await bundleOf('inconclusive')
    const other = 'its format is not "whereabouts check bundle 1"'
    const refused: [(bundle: ReturnType<typeof JSON.parse>) => unknown, string][] = [
      [() => ({}), other],
      [() => 7, other],
      [({ format }) => ({ format }), '"parameters" is not what a bundle holds'],
      [(bundle) => ({ ...bundle, pair: null }), '"pair" is not what a bundle holds'],
      [(bundle) => ({ ...bundle, answer: {} }), '"answer.algorithmVersion" is not'],
      [({ pair }) => void pair.knots.sigma.pop(), '"pair.knots" is not what a bundle holds (its'],
      [
        ({ pair }) => void pair.everybody.lookedUp.pop(),
        'weighing it asks how often others are at',
      ],
      [
        ({ pair }) => {
          pair.knots.latitude = pair.knots.latitude.map((latitude: number) => latitude + 20_000)
        },
        'weighing it asks how often others are at a place of which it holds nothing; its knots, scene or parameters are not',
      ],
      [({ parameters }) => void delete parameters.evidence.seenAs, '"parameters.evidence.seenAs"'],
    ]
    for (const [change, message] of refused) {
      const { status, stderr } = await repeat(change)
      expect(stderr).toContain(`Cannot repeat bundle.json: ${message}`)
      expect(status).toBe(1)
    }
    const path = join(town.out, 'null.json')
    for (const [text, message] of [
      ['null', other],
      ['{', 'it is not JSON'],
    ] as const) {
      writeFileSync(path, text)
      expect(await commandLine(['check', '--repeat', path])).toMatchObject({
        status: 1,
        stderr: `Cannot repeat null.json: ${message}\n`,
      })
    }
  })

  it.each([['--wearer', 'W1'], ['--crime', 'Cheshire/G/1'], ['--positions', 'x.csv'], ['--json']])(
    'is repeated from itself alone: not with %s',
    async (...words) => {
      const { status, stderr } = await commandLine(['check', '--repeat', 'bundle.json', ...words])
      expect(stderr).toContain(`${words[0]} does not go with --repeat`)
      expect(status).toBe(2)
    },
  )
})

describe('whereabouts check --from --to', () => {
  it('writes the lines of match for one wearer', async () => {
    for (const of of [golden, town]) {
      const wearer = of.rows[0]?.['device_wearer_id'] ?? ''
      const out = join(of.out, 'period.csv')
      expect((await check(of, '--wearer', wearer, ...EVER, '--out', out)).status).toBe(0)
      const wanted = of.lines.filter((_, i) => of.rows[i]?.['device_wearer_id'] === wearer)
      expect(readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)).toEqual(wanted)
      expect(wanted.length).toBeGreaterThan(1)
    }
  })

  it('adds up who is ruled out of what', async () => {
    const wearer = town.rows[0]?.['device_wearer_id'] ?? ''
    const mine = town.rows.filter((row) => row['device_wearer_id'] === wearer)
    const count = (verdict: string) => mine.filter((row) => row['verdict'] === verdict).length
    const { stdout } = await check(town, '--wearer', wearer, ...EVER)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(mine.length + 1)
    expect(lines.at(-1)).toMatch(
      new RegExp(
        `^Ruled out of ${count('supports_absence')} of ${mine.length}; no data for ${count('no_data')};`,
      ),
    )
  })

  it('is the same on a data folder', async () => {
    const folder = new TestDataFolder()
    const crimes = readdirSync(join(townFolder, 'crimes')).sort()
    await folder.try('import', 'crimes', ...crimes.map((name) => join(townFolder, 'crimes', name)))
    await folder.try('import', 'positions', join(townFolder, 'positions.csv'))
    await folder.try('import', 'people', join(townFolder, 'people.json'))
    const wearer = town.rows[0]?.['device_wearer_id'] ?? ''
    const onFiles = (await check(town, '--wearer', wearer, ...EVER)).stdout
    expect(await folder.run('check', '--wearer', wearer, ...EVER, '--pad-minutes', '5')).toBe(
      onFiles,
    )
    const [row = {}] = oneOfEach(town)
    const one = ['--wearer', row['device_wearer_id'] ?? '', '--crime', crimeOf(row), '--json']
    const stored = await folder.run('check', ...one, '--pad-minutes', '5')
    expect(row).toMatchObject(numbersOf(stored))
  })
})

describe('whereabouts check, asked what it cannot say', () => {
  it.each([
    ['--bundle', ['--crime', 'Cheshire/G/1']],
    ['--out', EVER],
  ])('fails before weighing where %s cannot be written', async (option, asked) => {
    const path = '/nonexistent/x.json'
    // Files that are not there: had they been read, they would be what is complained of.
    const files = ['--positions', 'none.csv', '--crimes', 'none.csv']
    const words = ['--wearer', 'W1', ...asked, option, path, ...files]
    const { status, stdout, stderr } = await commandLine(['check', ...words])
    expect(stderr).toMatch(/^Cannot write \/nonexistent\/x.json: ENOENT/)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })

  it('says that ids are of devices where nobody said who wore what, and takes one', async () => {
    const files = golden.files.slice(0, 2).concat(golden.files.slice(4))
    expect(files).not.toContain('--people')
    const ask = (wearer: string) =>
      commandLine(['check', '--wearer', wearer, '--crime', 'Cheshire/G/1', ...files, ...NOW])
    const { status, stderr } = await ask('W1')
    expect(stderr).toMatch(
      /^Cannot check wearer "W1": without --people each device is its own wearer, and no position is of a device with that id; expected --people with people\.json, which says who wore what, or the id of one of the \d+ devices in the positions\n$/,
    )
    expect(status).toBe(1)
    expect((await ask('D1')).status).toBe(0)
  })

  it.each([
    [
      ['--wearer', 'W99', '--crime', 'Cheshire/G/1'],
      1,
      /wearer "W99".*one of the \d+ wearers who may\n$/,
    ],
    [['--wearer', 'W1', '--crime', 'Cheshire/G-1'], 1, /crime "Cheshire\/G-1".*"Cheshire\/G\/1"/],
    [
      ['--wearer', 'W1', '--from', '2020-01-01T00:00:00Z', '--to', '2020-01-02T00:00:00Z'],
      1,
      /no lawful interval touches it; expected an instant in 20/,
    ],
    [
      ['--wearer', 'W1', '--crime', 'Cheshire/G/1', '--to', '2026-01-02T00:00:00Z'],
      2,
      /--to does not go with --crime: expected one or the other, not both/,
    ],
    [['--wearer', 'W1'], 2, /either --crime, or --from and --to/],
    [['--crime', 'Cheshire/G/1'], 2, /--wearer is missing/],
    [['--wearer', 'W1', '--crime', 'Cheshire/G/1', '--data', 'x'], 2, /goes with files/],
    [['--wearer', 'W1', '--crime', 'Cheshire/G/1', '--out', 'x'], 2, /--out goes with a period/],
    [
      ['--wearer', 'W1', '--crime', 'Cheshire/G/1', '--bundle', join(goldenFolder, 'people.json')],
      2,
      /one of the files to read/,
    ],
    [['--wearer', 'W1', '--from', '2026-01-02T00:00:00Z'], 2, /--from and --to/],
  ])('%j: exit code %d', async (words, exit, message) => {
    const { status, stderr } = await check(golden, ...words)
    expect(stderr).toMatch(message)
    expect(status).toBe(exit)
  })
})
