import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
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

  it('helps', () => {
    expect(whereabouts(['--help'])).toMatchObject({ status: 0, stderr: '' })
    expect(whereabouts(['match', '--help']).stdout).toContain('--positions FILE...')
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

  it('compares nothing when the people cannot be read, and says where they are wrong', () => {
    const bad = join(folder, 'people.json')
    writeFileSync(
      bad,
      readFileSync(people, 'utf8').replace('"to": "2026-03-28T23:20:00Z"', '"to": "28/03/2026"'),
    )
    const { status, stderr } = match('--people', bad)
    expect(status).toBe(1)
    expect(stderr).toContain('Cannot use people.json, so nothing was compared')
    expect(stderr).toContain('deviceActivations.2.to: "28/03/2026" is not an instant with a zone')
    expect(existsSync(join(folder, 'out', 'matches.csv'))).toBe(false)
  })

  it('says when it cannot write', () => {
    writeFileSync(join(folder, 'out'), 'a file where the folder should be')
    const { status, stderr } = match()
    expect(status).toBe(1)
    expect(stderr).toContain('Cannot make the folder')
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
