import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { root, whereabouts } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const positions = join(golden, 'positions.csv')
const crimes = join(golden, 'CHS20260329.csv')
const people = join(golden, 'people.json')
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whereabouts-'))
})

const match = (...words: string[]) =>
  whereabouts([
    'match',
    '--positions',
    positions,
    '--crimes',
    crimes,
    '--out',
    join(folder, 'out'),
    ...words,
  ])

it('says what weighing needs where a limit on addresses keeps it from that, and does all else', () => {
  const limited = (...words: string[]) =>
    spawnSync('sh', ['-c', 'ulimit -v 12000000; exec "$@"', 'sh', process.execPath, ...words], {
      cwd: root,
      encoding: 'utf8',
    })
  const program = join(root, 'bin', 'whereabouts.js')
  expect(limited(program, '--version').status).toBe(0)
  const files = ['--positions', positions, '--crimes', crimes, '--out', join(folder, 'out')]
  const { status, stderr } = limited(program, 'match', ...files)
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Cannot weigh evidence: .* addresses .*\(ulimit -v, LimitAS=\)\n$/)
  expect(existsSync(join(folder, 'out', 'matches.csv'))).toBe(false)
})

describe('whereabouts, used wrongly', () => {
  it.each<[string, string[], string]>([
    ['no command', [], 'Usage: whereabouts COMMAND'],
    ['an unknown command', ['mach'], 'There is no command "mach"'],
    ['a missing option', ['match', '--positions', positions, '--out', 'x'], '--crimes is missing'],
    [
      'an option without its files',
      ['match', '--positions', '--crimes', crimes, '--out', 'x'],
      '--positions is missing',
    ],
    ['a missing value', ['match', '--positions', positions, '--crimes', crimes, '--out'], '--out'],
    [
      'an unknown option',
      ['match', '--crime', crimes],
      'there is no option --crime; expected --positions, --crimes',
    ],
    [
      'a radius in words',
      ['match', '--positions', positions, '--crimes', crimes, '--out', 'x', '--radius', '100m'],
      'Cannot use --radius "100m": expected a number from 1 to 20000',
    ],
    [
      'a radius of nothing',
      ['match', '--positions', positions, '--crimes', crimes, '--out', 'x', '--radius', '0'],
      '--radius "0"',
    ],
    [
      'an unknown mode',
      ['match', '--positions', positions, '--crimes', crimes, '--out', 'x', '--pairs', 'some'],
      'Cannot use --pairs "some": expected radius, near, all',
    ],
    [
      'a bad instant',
      ['match', '--positions', positions, '--crimes', crimes, '--out', 'x', '--now', 'today'],
      'Cannot use --now "today"',
    ],
    [
      'half a wearer',
      ['simulate', '--seed', '1', '--wearers', '1.5', '--days', '1', '--out', 'x'],
      'Cannot use --wearers "1.5": expected a whole number',
    ],
    [
      'a bad start',
      [
        'simulate',
        '--seed',
        '1',
        '--wearers',
        '1',
        '--days',
        '1',
        '--start',
        '5 Jan',
        '--out',
        'x',
      ],
      'Cannot use --start "5 Jan"',
    ],
    ['a bad port', ['serve', '--data', 'x', '--port', '99999'], 'Cannot use --port "99999"'],
  ])('says what is wrong and exits 2: %s', (_, words, message) => {
    const { status, stdout, stderr } = whereabouts(words, { cwd: folder })
    expect(stdout + stderr).toContain(message)
    expect(status).toBe(2)
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })

  it.each<[string, string[], string]>([
    ['an empty value', ['--out='], '--out is empty'],
    ['an empty file name', ['--out', 'x', '--people='], '--people is empty'],
    ['an option twice', ['--out', 'x', '--out', 'y'], '--out is given 2 times (x, y)'],
    ['a negative radius', ['--out', 'x', '--radius', '-5'], 'Cannot use --radius "-5"'],
    ['a word too many', ['--out', 'x', 'y'], 'y'],
  ])('says what is wrong and exits 2: %s', (_, words, message) => {
    const { status, stderr } = whereabouts(
      ['match', ...words, '--positions', positions, '--crimes', crimes],
      { cwd: folder },
    )
    expect(stderr).toContain(message)
    expect(status).toBe(2)
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })

  it('helps', () => {
    expect(whereabouts(['--help'])).toMatchObject({ status: 0, stderr: '' })
    for (const words of [
      ['match', '--help'],
      ['help', 'match'],
    ]) {
      expect(whereabouts(words).stdout).toContain('--positions FILE...')
    }
    expect(whereabouts(['--version'])).toMatchObject({ status: 0, stdout: '0.1.0\n' })
  })
})

describe('whereabouts match', () => {
  it('prints the funnel', () => {
    const { status, stdout } = match('--people', people)
    expect(status).toBe(0)
    expect(stdout).toMatch(/Crimes read +6 {2}\(1 refused\)/)
    expect(stdout).toMatch(/In radius of anyone +2/)
    expect(stdout).toMatch(/Pairs +7/)
  })

  it('gives the same bytes for the same inputs', () => {
    match('--people', people)
    const first = [
      'matches.csv',
      'match-positions.csv',
      'row-issues.csv',
      'crime-versions.csv',
    ].map((file) => readFileSync(join(folder, 'out', file), 'utf8'))
    match('--people', people)
    const second = [
      'matches.csv',
      'match-positions.csv',
      'row-issues.csv',
      'crime-versions.csv',
    ].map((file) => readFileSync(join(folder, 'out', file), 'utf8'))
    expect(second).toEqual(first)
  })

  it('keeps refused rows as they came, ready to be mended and sent again', () => {
    match('--refused', join(folder, 'refused'))
    const kept = (name: string) => readFileSync(join(folder, 'refused', name), 'utf8').split('\n')
    expect(kept('CHS20260329.csv')).toEqual([
      'Cheshire,XX,,CHS20260329,G/4,20260328200000,20260328201000,,,53.8000000,-4.4000000,WGS84,',
      '',
    ])
    expect(kept('positions.csv').slice(0, 2)).toEqual([
      'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism',
      ',2026-03-28T23:00:00Z,53.8000000,-4.4000000,5,GPS',
    ])
    expect(kept('positions.csv')).toHaveLength(8)
  })

  it('compares nothing when the people cannot be read, says where they are wrong, and still checks rows', () => {
    match('--people', people)
    const bad = join(folder, 'people.json')
    writeFileSync(
      bad,
      readFileSync(people, 'utf8')
        .replace('"to": "2026-03-28T23:20:00Z"', '"to": "28/03/2026"')
        .replace('"to": "2026-03-28T23:00:00Z"', '"to": "2025-03-28T23:00:00Z"'),
    )
    const { status, stderr } = match('--people', bad)
    expect(status).toBe(1)
    expect(stderr).toContain('Cannot use people.json, so nothing was compared')
    expect(stderr).toContain('deviceActivations.2.to: "28/03/2026" is not an instant with a zone')
    expect(stderr).toContain(
      'its "to" (2025-03-28T23:00:00Z) is before its "from" (2026-01-01T00:00:00Z)',
    )
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'crime-versions.csv',
      'row-issues.csv',
    ])
    expect(readFileSync(join(folder, 'out', 'row-issues.csv'), 'utf8')).toContain(
      'INVALID_CRIME_TYPE',
    )
  })

  it('never writes over a file it reads', () => {
    for (const name of readdirSync(golden)) {
      if (name !== 'expected') copyFileSync(join(golden, name), join(folder, name))
    }
    copyFileSync(join(folder, 'positions.csv'), join(folder, 'matches.csv'))
    const run = (file: string, ...words: string[]) =>
      whereabouts(['match', '--positions', file, '--crimes', 'CHS20260329.csv', ...words], {
        cwd: folder,
      })
    for (const answer of [
      run('positions.csv', '--out', 'out', '--refused', '.'),
      run('matches.csv', '--out', '.'),
      run(
        'positions.csv',
        '--out',
        'out',
        '--people',
        'people.json',
        '--refused',
        `../${folder.split('/').at(-1)}`,
      ),
    ]) {
      expect(answer.status).toBe(1)
      expect(answer.stderr).toContain('it is one of the files to read')
    }
    for (const name of ['positions.csv', 'CHS20260329.csv']) {
      expect(readFileSync(join(folder, name))).toEqual(readFileSync(join(golden, name)))
    }
    expect(readFileSync(join(folder, 'matches.csv'))).toEqual(readFileSync(positions))
  })

  it('leaves no results of an earlier run behind when it fails', () => {
    match('--people', people)
    const { status } = whereabouts([
      'match',
      '--positions',
      'gone.csv',
      '--crimes',
      crimes,
      '--out',
      join(folder, 'out'),
    ])
    expect(status).toBe(1)
    expect(readFileSync(join(folder, 'out', 'matches.csv'), 'utf8').split('\n')).toHaveLength(2)
  })

  it('keeps files of the same name apart', () => {
    for (const name of ['a', 'b']) {
      mkdirSync(join(folder, name))
      writeFileSync(
        join(folder, name, 'p.csv'),
        `device_id,captured_at,latitude,longitude,accuracy_metres\n${name},now,1,1,1\n`,
      )
    }
    const words = [
      'match',
      '--positions',
      'a/p.csv',
      'b/p.csv',
      '--crimes',
      crimes,
      '--out',
      'out',
      '--refused',
      'r',
    ]
    whereabouts(words, { cwd: folder })
    expect(readdirSync(join(folder, 'r')).sort()).toEqual(['CHS20260329.csv', 'a_p.csv', 'b_p.csv'])
    expect(readFileSync(join(folder, 'r', 'b_p.csv'), 'utf8')).toContain('\nb,now,')
    expect(readFileSync(join(folder, 'out', 'row-issues.csv'), 'utf8')).toContain(
      '\nb/p.csv,2,captured_at',
    )
  })

  it('says when --refused is a file, and when an amendment is given before what it amends', () => {
    writeFileSync(join(folder, 'r'), '')
    expect(match('--refused', join(folder, 'r')).stderr).toContain('Cannot make the folder')
    const amended = join(folder, 'CHS20260329-A.csv')
    writeFileSync(amended, readFileSync(crimes, 'utf8').replaceAll('CHS20260329', 'CHS20260329-A'))
    const { stderr } = whereabouts([
      'match',
      '--positions',
      positions,
      '--crimes',
      amended,
      crimes,
      '--out',
      join(folder, 'out'),
    ])
    expect(stderr).toContain('CHS20260329-A is given before CHS20260329')
  })

  it('goes on when nobody reads what it says', () => {
    const command = `"${process.execPath}" bin/whereabouts.js match --positions ${positions} --crimes ${crimes} --out ${join(folder, 'out')} | true`
    const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(existsSync(join(folder, 'out', 'summary.json'))).toBe(true)
  })

  it('says when it cannot write', () => {
    writeFileSync(join(folder, 'out'), 'a file where the folder should be')
    const { status, stderr } = match()
    expect(status).toBe(1)
    expect(stderr).toContain('Cannot make the folder')
    const size = ['--seed', '1', '--wearers', '1', '--days', '1']
    expect(whereabouts(['simulate', ...size, '--out', '/proc/foo'])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Cannot write the town to \/proc\/foo: ENOENT/),
    })
  })

  it('notes wearers that are named and not listed', () => {
    const strange = join(folder, 'people.json')
    writeFileSync(strange, readFileSync(people, 'utf8').replace('"id": "W1"', '"id": "W0"'))
    expect(match('--people', strange).stderr).toContain(
      '"W1" is named by an activation or an order and is not among deviceWearers',
    )
  })

  it('warns of a device on two wearers at once', () => {
    const both = join(folder, 'people.json')
    writeFileSync(
      both,
      readFileSync(people, 'utf8').replace('"to": "2026-03-28T23:20:00Z"', '"to": null'),
    )
    const { status, stderr } = match('--people', both)
    expect(status).toBe(0)
    expect(stderr).toContain('A-D2-W2 and A-D2-W3 put one device on two wearers at once')
  })

  it('survives a positions file that ends in the middle of a row', () => {
    const whole = readFileSync(positions)
    const cut = join(folder, 'cut.csv')
    writeFileSync(cut, whole.subarray(0, whole.indexOf('D3,') + 40))
    const { status } = whereabouts([
      'match',
      '--positions',
      cut,
      '--crimes',
      crimes,
      '--out',
      join(folder, 'out'),
    ])
    const summary = JSON.parse(readFileSync(join(folder, 'out', 'summary.json'), 'utf8'))
    expect(status).toBe(0)
    expect(summary.positions).toMatchObject({ rows: 10, accepted: 9, refused: 1 })
    expect(readFileSync(join(folder, 'out', 'row-issues.csv'), 'utf8')).toContain('MISSING_COLUMN')
  })
})
