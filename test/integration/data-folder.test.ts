import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { TestDataFolder } from '../support/data-folder.ts'
import { fullPeople, peopleFile } from '../support/full-people.ts'
import { commandLine } from '../support/kept-program.ts'
import { root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const at = (name: string) => join(golden, name)
/** What the file command makes of golden; match-cases holds that to what is expected. */
const onFiles = (name: string) => readFileSync(join(scratch, 'golden', name), 'utf8')
let scratch = ''

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'whereabouts-scratch-'))
  const crimes = ['--crimes', at('CHS20260329.csv'), at('CMB20260329.csv')]
  const files = ['--positions', at('positions.csv'), ...crimes, '--people', at('people.json')]
  expect((await commandLine(['match', ...files, '--out', join(scratch, 'golden')])).status).toBe(0)
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
    await imported.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
    await imported.run('import', 'positions', at('positions.csv'))
    await imported.run('import', 'people', at('people.json'))
  }
  return new TestDataFolder(imported.path)
}

describe('a data folder', () => {
  it('gives the same bytes as the file command, and says the same file twice', async () => {
    const folder = await importedGolden()
    expect(await folder.run('import', 'positions', at('positions.csv'))).toContain(
      'imported before',
    )
    expect(await folder.run('import', 'crimes', at('CHS20260329.csv'))).toContain('imported before')
    expect(await folder.run('import', 'people', at('people.json'))).toContain('imported before')
    expect(await folder.run('match')).toMatch(/Pairs +9/)
    expect(await exported(folder, 'matches')).toBe(onFiles('matches.csv'))
    expect(await exported(folder, 'match-positions')).toBe(onFiles('match-positions.csv'))
    expect(await exported(folder, 'row-issues')).toBe(onFiles('row-issues.csv'))
  })

  it('keeps refused rows of each import as they came', async () => {
    const folder = await importedGolden()
    const { status, stderr } = await folder.try(
      'export',
      'refused',
      '--out',
      join(scratch, 'r.csv'),
    )
    expect(status).toBe(2)
    expect(stderr).toContain('1 (CHS20260329.csv, 1 refused), 3 (positions.csv, 6 refused)')
    const [header, ...rows] = readFileSync(at('positions.csv'), 'utf8').split('\n')
    expect(await exported(folder, 'refused', '--import', '3')).toBe(
      [header, ...rows.slice(20)].join('\n'),
    )
  })

  it('takes positions in any order and number, late ones too, and repeats of another file once', async () => {
    const [header = '', ...rows] = readFileSync(at('positions.csv'), 'utf8').trimEnd().split('\n')
    const write = (name: string, lines: string[]) => {
      writeFileSync(join(scratch, name), `${[header, ...lines].join('\n')}\n`)
      return join(scratch, name)
    }
    const folder = new TestDataFolder()
    await folder.run('import', 'people', at('people.json'))
    await folder.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
    await folder.run('import', 'positions', write('late.csv', rows.slice(14, 20).reverse()))
    const first = await folder.run('match')
    expect(first).not.toMatch(/Pairs +9\n/)
    const again = await folder.run(
      'import',
      'positions',
      write('all.csv', [...rows].reverse()),
      '--batch-rows',
      '3',
    )
    // One repeat within the file, and the six that were there already.
    expect(again).toContain('20 accepted, 6 refused, 7 added nothing, 1 in conflict (import 5)')
    expect(await folder.run('match')).toMatch(/Pairs +9\n/)
    expect(await exported(folder, 'matches')).toBe(onFiles('matches.csv'))
    expect(await exported(folder, 'match-positions')).toBe(onFiles('match-positions.csv'))
    // The run before is kept as it was.
    expect(await exported(folder, 'matches', '--run', '1')).not.toBe(onFiles('matches.csv'))
  })

  it('gives optional columns back, and others by name, as they came', async () => {
    const folder = new TestDataFolder()
    await folder.run('import', 'people', at('people.json'))
    const header = 'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism'
    const file = join(scratch, 'detailed.csv')
    const details = [
      'speed_kmh,hdop,satellites,recorded_at,"battery, %",note',
      '12.5,0.9,8,2026-03-28T12:00:05Z,71,',
      ',,,,,"charging, slowly"',
      'fast,,,,70,',
    ]
    const rows = [1, 2, 3].map(
      (minute) => `D1,2026-03-28T12:0${minute}:00Z,53.8000000,-4.4000000,5,GPS`,
    )
    const detailed = [header, ...rows].map((row, index) => `${row},${details[index]}\n`).join('')
    writeFileSync(file, detailed)
    await folder.run('import', 'positions', file)
    expect(await exported(folder, 'positions')).toBe(detailed)
  })

  it('gives people back as people.json, and to import that changes nothing', async () => {
    const folder = await importedGolden()
    const file = join(scratch, 'full.json')
    writeFileSync(file, peopleFile())
    await folder.run('import', 'people', file)
    const first = await exported(folder, 'people')
    const { deviceWearers, monitoringOrders, zones } = JSON.parse(first)
    expect(deviceWearers).toContainEqual(fullPeople.deviceWearers[0])
    expect(monitoringOrders).toContainEqual(fullPeople.monitoringOrders[0])
    for (const zone of fullPeople.zones) expect(zones).toContainEqual(zone)
    writeFileSync(file, first)
    expect(await folder.run('import', 'people', file)).toContain(`${deviceWearers.length} rows`)
    expect(await exported(folder, 'people')).toBe(first)
  })

  it('reads no position outside a lawful interval, whatever is asked', async () => {
    const folder = await importedGolden()
    expect(await folder.run('match', '--pairs', 'all', '--radius', '20000')).toContain(
      '(2 positions outside every lawful interval)',
    )
    const positions = await exported(folder, 'positions')
    expect(positions.split('\n')).toHaveLength(17 + 2)
    expect(positions).not.toContain('D4,')
    expect(positions).not.toContain('D5,2026-03-28T23:00:00Z')
  })

  it('goes on with the other files when one cannot be done', async () => {
    const folder = new TestDataFolder()
    const bad = join(scratch, 'two-forces.csv')
    writeFileSync(
      bad,
      readFileSync(at('CHS20260329.csv'), 'utf8') + readFileSync(at('CMB20260329.csv'), 'utf8'),
    )
    const { status, stdout, stderr } = await folder.try(
      'import',
      'crimes',
      'gone.csv',
      bad,
      at('CMB20260329.csv'),
    )
    expect(status).toBe(1)
    expect(stderr).toContain('Cannot read gone.csv: there is no such file')
    expect(stderr).toContain('Cannot use two-forces.csv: its valid rows name 2 police forces')
    expect(stdout).toContain('CMB20260329.csv: 1 row, 1 accepted')
    // A batch that failed may be sent again, mended or not.
    expect((await folder.try('import', 'crimes', bad)).stderr).toContain('2 police forces')
    const people = join(scratch, 'people.json')
    writeFileSync(people, '{}')
    expect(await folder.try('import', 'people', people)).toMatchObject({ status: 1 })
  })

  it('says so when the archive has lost positions, and never that nobody was near', async () => {
    const folder = await importedGolden()
    rmSync(join(folder.path, 'positions'), { recursive: true })
    const { status, stderr } = await folder.try('match')
    expect(status).toBe(1)
    const lost = 'it holds 0 positions, and 19 were imported and not deleted'
    expect(stderr).toContain(lost)
    // Nor that there is nothing new in a file of which nothing is left.
    for (const more of [[], ['--again']]) {
      const again = await folder.try('import', 'positions', at('positions.csv'), ...more)
      expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining(lost) })
    }
  })

  it('opens with no other records than its own, which say what was erased', async () => {
    const folder = await importedGolden()
    rmSync(join(folder.path, 'records'), { recursive: true })
    for (const command of [['match'], ['import', 'positions', at('positions.csv'), '--again']]) {
      const { status, stderr } = await folder.try(...command)
      expect(status).toBe(1)
      expect(stderr).toContain('with these records')
    }
    expect(existsSync(join(folder.path, 'records'))).toBe(false)
    // Of others in their place no better is thought, nor of a folder that may be any.
    const other = await importedGolden()
    writeFileSync(join(other.path, 'records-id'), '00000000-0000-4000-8000-000000000000\n')
    expect((await other.try('import', 'people', at('people.json'))).stderr).toContain(
      'with these records',
    )
    rmSync(join(other.path, 'records-id'))
    expect((await other.try('match')).stderr).toContain('with these records')
  })

  it('takes back what a later people file no longer says of a wearer it names', async () => {
    const folder = await importedGolden()
    const said = JSON.parse(readFileSync(at('people.json'), 'utf8'))
    said.deviceActivations = said.deviceActivations.filter(
      ({ id }: { id: string }) => id !== 'A-D3-W1',
    )
    said.monitoringOrders = said.monitoringOrders.filter(({ id }: { id: string }) => id !== 'O-W6')
    const people = join(scratch, 'people.json')
    writeFileSync(people, JSON.stringify(said))
    await folder.run('import', 'people', people)
    await folder.run('match')
    const out = join(scratch, 'withdrawn')
    const files = [
      '--positions',
      at('positions.csv'),
      '--crimes',
      at('CHS20260329.csv'),
      at('CMB20260329.csv'),
    ]
    await commandLine(['match', ...files, '--people', people, '--out', out])
    expect(await exported(folder, 'matches')).toBe(readFileSync(join(out, 'matches.csv'), 'utf8'))
    expect(await exported(folder, 'matches')).not.toContain(',W6,')
    // What was found of them before can still be erased.
    const year = ['--from', '2026-01-01T00:00:00Z', '--to', '2027-01-01T00:00:00Z', '--reason', 'x']
    expect(await folder.run('erase', '--wearer', 'W6', ...year)).toContain('Erased')
  })

  it('lets a crime go back to what was said before, as the file command does', async () => {
    const folder = new TestDataFolder()
    const a = at('CMB20260329.csv')
    const b = join(scratch, 'moved.csv')
    writeFileSync(b, readFileSync(a, 'utf8').replace('53.8000000', '54.8000000'))
    await folder.run('import', 'people', at('people.json'))
    await folder.run('import', 'positions', at('positions.csv'))
    await folder.run('import', 'crimes', a, b)
    expect(await folder.run('match')).toMatch(/Pairs +0\n/)
    await folder.run('import', 'crimes', a)
    expect(await folder.run('match')).toMatch(/Pairs +2\n/)
    expect(await folder.run('import', 'crimes', a)).toContain('imported before')
  })

  it('reads a file again when asked, and counts nothing twice', async () => {
    const folder = new TestDataFolder()
    await folder.run('import', 'people', at('people.json'))
    await folder.run('import', 'positions', at('positions.csv'))
    expect(await folder.run('import', 'positions', at('positions.csv'), '--again')).toContain(
      '20 added nothing',
    )
    expect(
      (await exported(folder, 'row-issues'))
        .split('\n')
        .filter((line) => line.includes('NULL_ISLAND')),
    ).toHaveLength(1)
    await folder.run('match')
  })

  it('counts positions in conflict with the file itself and with what was there, and numbers imports', async () => {
    const folder = new TestDataFolder()
    const rows = (name: string, ...lines: string[]) => {
      const header = 'device_id,captured_at,latitude,longitude,accuracy_metres'
      writeFileSync(join(scratch, name), [header, ...lines, ''].join('\n'))
      return join(scratch, name)
    }
    const [at0, at1] = ['2026-03-28T23:00:00Z', '2026-03-29T23:00:00Z']
    const first = rows('first.csv', `D1,${at0},53.8,-4.4,5`, `D1,${at0},53.9,-4.4,5`)
    expect(await folder.run('import', 'positions', first)).toContain('1 in conflict (import 1)')
    const second = rows('second.csv', `D1,${at0},53.7,-4.4,5`, `D1,${at0},53.8,-4.4,5`)
    expect(await folder.run('import', 'positions', second, '--batch-rows', '1')).toContain(
      '1 added nothing, 1 in conflict (import 2)',
    )
    expect(
      await folder.run('import', 'positions', rows('third.csv', `D1,${at1},53,-4,5`)),
    ).toContain('0 in conflict (import 3)')
    const none = await folder.try('import', 'positions', rows('none.csv', 'D1,yesterday,53,-4,5'))
    expect(none.stderr).toContain('it holds no valid position (import 4)')
    expect(await exported(folder, 'refused', '--import', '4')).toContain('D1,yesterday')
  })

  it('never exports into itself, and only an import makes a folder', async () => {
    const folder = await importedGolden()
    const inside = await folder.try(
      'export',
      'row-issues',
      '--out',
      join(folder.path, 'records', 'PG_VERSION'),
    )
    expect([inside.status, inside.stderr]).toEqual([
      2,
      expect.stringContaining('it lies in the data folder'),
    ])
    const gone = join(scratch, 'no-such-folder')
    const { status, stderr } = await commandLine(['match', '--data', gone])
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('there is none; "whereabouts import" makes one'),
    ])
    expect(existsSync(gone)).toBe(false)
  })

  it('is only made where no other files are, and for its owner', async () => {
    const place = mkdtempSync(join(scratch, 'place-'))
    const importInto = () => commandLine(['import', 'people', at('people.json'), '--data', place])
    writeFileSync(join(place, 'holiday.txt'), 'a beach')
    for (const refused of [await importInto(), await commandLine(['match', '--data', place])]) {
      expect(refused).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(
          'it is none, and holds other files (holiday.txt); expected',
        ),
      })
    }
    expect(readdirSync(place)).toEqual(['holiday.txt'])
    rmSync(join(place, 'holiday.txt'))
    // What a person prepares before the first import is no other file.
    writeFileSync(join(place, 'retention.json'), '{}')
    chmodSync(place, 0o755)
    expect(await importInto()).toMatchObject({ status: 0, stderr: '' })
    expect(statSync(place).mode & 0o777).toBe(0o700)
  })

  it('says where it cannot be made or read, and ends', async () => {
    const file = join(scratch, 'no-folder')
    writeFileSync(file, '')
    for (const [place, why] of [
      ['/proc/foo', /^Cannot make the data folder \/proc\/foo: ENOENT/],
      [join(file, 'below'), /^Cannot make the data folder .*: ENOTDIR/],
      [file, /^Cannot read the data folder .*: ENOTDIR/],
    ] as const) {
      const { status, stderr } = await commandLine([
        'import',
        'people',
        at('people.json'),
        '--data',
        place,
      ])
      expect([status, stderr]).toEqual([1, expect.stringMatching(why)])
    }
  })

  it('erases a wearer in an interval for good, and proves it', async () => {
    const folder = await importedGolden()
    await folder.run('match')
    const interval = [
      '--wearer',
      'W1',
      '--from',
      '2026-03-28T23:00:00Z',
      '--to',
      '2026-03-29T00:00:00Z',
    ]
    expect(await folder.run('erase', ...interval, '--reason', 'asked by the wearer')).toContain(
      'Erased 4 positions of D1, D3, 2 pairs of matching runs and 5 refused rows; 0 positions, 0 pairs and 0 refused rows are left',
    )
    expect(await folder.run('erase', ...interval, '--reason', 'asked by the wearer')).toMatch(
      /^Nothing was held there: 0 positions of D1, D3, 0 pairs /,
    )
    const gone = (csv: string) => csv.split('\n').filter((line) => /,W1,/.test(line))
    expect(gone(await exported(folder, 'matches'))).toEqual([])
    expect(gone(await exported(folder, 'match-positions'))).toEqual([])
    // What was erased does not come back with another file.
    const other = join(scratch, 'other.csv')
    writeFileSync(
      other,
      `${readFileSync(at('positions.csv'), 'utf8')}D1,2026-03-28T23:30:00Z,53.8,-4.4,5,GPS\n`,
    )
    await folder.run('import', 'positions', other)
    const positions = (await exported(folder, 'positions'))
      .split('\n')
      .filter((line) => /^D[13],/.test(line))
    expect(positions).toHaveLength(5)
    expect(positions.every((line) => line.includes('T22:5'))).toBe(true)
    const { status, stderr } = await folder.try(
      'erase',
      ...interval.with(1, 'nobody'),
      '--reason',
      'x',
    )
    expect([status, stderr]).toEqual([1, expect.stringContaining('no device was fitted to them')])
  })

  it('purges what was never lawful to keep, by its clock, and says how many', async () => {
    const folder = new TestDataFolder()
    await folder.run('import', 'positions', at('positions.csv'))
    expect(await folder.run('purge', '--older-days', '0')).toContain('no legal basis is known yet')
    await folder.run('import', 'people', at('people.json'))
    expect(await folder.run('purge', '--older-days', '1')).toContain('Deleted 0 positions')
    // D5 once, after its order had ended. D4 is under an order: not to compare, but to keep.
    expect(await folder.run('purge', '--older-days', '0')).toContain('Deleted 1 position outside')
    await folder.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
    expect(await folder.run('match')).toContain('(1 position outside every lawful interval)')
    expect(await exported(folder, 'matches')).toBe(onFiles('matches.csv'))
  })

  it('matches a town as the file command does, in memory and from the archive', async () => {
    const town = join(scratch, 'town')
    await commandLine([
      'simulate',
      '--seed',
      '11',
      '--wearers',
      '15',
      '--days',
      '2',
      '--crimes',
      '120',
      '--out',
      town,
    ])
    const crimes = readdirSync(join(town, 'crimes')).map((name) => join(town, 'crimes', name))
    const folder = new TestDataFolder()
    await folder.run('import', 'people', join(town, 'people.json'))
    await folder.run('import', 'crimes', ...crimes)
    await folder.run('import', 'positions', join(town, 'positions.csv'), '--batch-rows', '20000')
    // Golden, above, is matched as nothing else is said.
    for (const words of [
      ['--pairs', 'near', '--pad-minutes', '12'],
      ['--pairs', 'all', '--radius', '400'],
    ]) {
      const out = join(scratch, 'files')
      const files = [
        '--positions',
        join(town, 'positions.csv'),
        '--crimes',
        ...crimes,
        '--people',
        join(town, 'people.json'),
      ]
      expect((await commandLine(['match', ...files, ...words, '--out', out])).status).toBe(0)
      for (const few of ['0', '1000000']) {
        await folder.run('match', ...words, '--few-crimes', few)
        for (const kind of ['matches', 'match-positions']) {
          expect(await exported(folder, kind)).toBe(readFileSync(join(out, `${kind}.csv`), 'utf8'))
        }
      }
    }
    const lines = readFileSync(join(scratch, 'files', 'matches.csv'), 'utf8').split('\n')
    expect(lines.length).toBeGreaterThan(500)
  })

  it.each([
    ['nothing to import', ['import', 'positions'], 'expected one or more files'],
    [
      'an unknown kind',
      ['import', 'crime', 'x.csv'],
      'Cannot import "crime": expected positions, people, crimes, alcohol or places',
    ],
    [
      'an unknown export',
      ['export', 'match', '--out', 'x'],
      'expected one of matches, match-positions',
    ],
    [
      'an export to nowhere',
      ['export', 'people'],
      'Cannot export people: it is not said where to; expected the file to write, such as --out people.json',
    ],
    [
      'an import of matches',
      ['export', 'matches', '--out', 'x', '--import', '3'],
      'Cannot use --import with "export matches": it goes with refused',
    ],
    [
      'a run of refused rows',
      ['export', 'refused', '--out', 'x', '--run', '3'],
      'Cannot use --run with "export refused": it goes with matches and match-positions',
    ],
    [
      'files with a folder',
      ['match', '--positions', 'x.csv'],
      '--positions goes with files, not with --data',
    ],
    [
      'an interval backwards',
      [
        'erase',
        '--wearer',
        'W',
        '--reason',
        'r',
        '--from',
        '2026-01-02T00:00:00Z',
        '--to',
        '2026-01-01T00:00:00Z',
      ],
      'it is not after --from',
    ],
  ])('says what is wrong and exits 2: %s', async (_, words, message) => {
    const { status, stderr } = await new TestDataFolder().try(...words)
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('asks for the folder, and takes it from the environment', async () => {
    expect(await commandLine(['import', 'people', at('people.json')])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected --data DIR, or WHEREABOUTS_DATA'),
    })
  })

  it('says that nothing can be exported before a run', async () => {
    const folder = new TestDataFolder()
    const { status, stderr } = await folder.try(
      'export',
      'matches',
      '--out',
      join(scratch, 'none.csv'),
    )
    expect([status, stderr]).toEqual([1, expect.stringContaining('no matching run is done')])
  })
})
