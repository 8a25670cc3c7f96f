import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { TestDataFolder } from '../support/data-folder.ts'
import { commandLine } from '../support/kept-program.ts'

const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-history-'))
const town = join(scratch, 'town')
const people = join(town, 'people.json')

/** Batches of the first day of a town of 36 days. */
let crimes: string[]
let header: string
let rows: string[]

beforeAll(async () => {
  const size = ['--wearers', '3', '--days', '35', '--crimes', '400']
  expect((await commandLine(['simulate', '--seed', '5', ...size, '--out', town])).status).toBe(0)
  const names = readdirSync(join(town, 'crimes')).sort((a, b) => (a.slice(3) < b.slice(3) ? -1 : 1))
  crimes = names
    .filter((name) => name.slice(3, 11) === names[0]?.slice(3, 11))
    .map((name) => join(town, 'crimes', name))
  const lines = readFileSync(join(town, 'positions.csv'), 'utf8').trimEnd().split('\n')
  header = lines[0] ?? ''
  rows = lines.slice(1)
})

function file(name: string, of: readonly string[]): string {
  const path = join(scratch, name)
  writeFileSync(path, [header, ...of, ''].join('\n'))
  return path
}

async function onFiles(positions: string): Promise<string> {
  const out = join(scratch, 'out')
  const files = ['--positions', positions, '--crimes', ...crimes, '--people', people]
  expect((await commandLine(['match', ...files, '--pairs', 'all', '--out', out])).status).toBe(0)
  return readFileSync(join(out, 'matches.csv'), 'utf8')
}

async function inFolder(folder: TestDataFolder): Promise<string> {
  await folder.run('match', '--pairs', 'all')
  const out = join(scratch, 'matches.csv')
  await folder.run('export', 'matches', '--out', out)
  return readFileSync(out, 'utf8')
}

describe('the history that evidence is weighed against', () => {
  it('is the same from kept knots, from positions and on files, as positions come and go', async () => {
    // Some days are tied again and some are read as they were kept.
    const isLate = (row: string) =>
      Number(row.split('-')[2]?.slice(0, 2)) % 3 === 0 && /[13]Z,/.test(row)
    const [late, first] = [rows.filter(isLate), rows.filter((row) => !isLate(row))]
    expect(late.length).toBeGreaterThan(1000)
    const folder = new TestDataFolder()
    await folder.run('import', 'people', people)
    await folder.run('import', 'crimes', ...crimes)
    await folder.run('import', 'positions', file('first.csv', first))
    const before = await onFiles(file('first.csv', first))
    expect(before.split('\n').length).toBeGreaterThan(10)
    expect(await inFolder(folder)).toBe(before)
    await folder.run('import', 'positions', file('late.csv', late))
    const after = await onFiles(file('all.csv', rows))
    expect(after).not.toBe(before)
    expect(await inFolder(folder)).toBe(after)
    const { deviceActivations } = JSON.parse(readFileSync(people, 'utf8'))
    const [{ deviceId, deviceWearerId, from, to }] = deviceActivations
    const [day, next] = ['2026-01-20T00:00:00Z', '2026-01-22T00:00:00Z']
    expect([from < day, to === null || to > next]).toEqual([true, true])
    const when = ['--wearer', deviceWearerId, '--from', day, '--to', next]
    await folder.run('erase', ...when, '--reason', 'asked for')
    const left = rows.filter((row) => {
      const [device = '', at = ''] = row.split(',')
      const instant = new Date(at).toISOString()
      return device !== deviceId || instant < day || instant >= next
    })
    expect(left.length).toBeLessThan(rows.length)
    const erased = await onFiles(file('left.csv', left))
    expect(await inFolder(folder)).toBe(erased)
    expect(erased).not.toBe(after)
  })

  it('ends a day after its 28 days: what is further changes nothing', async () => {
    const near = rows.filter((row) => (row.split(',')[1] ?? '') < '2026-02-05')
    expect(near.length).toBeLessThan(rows.length * 0.95)
    expect(await onFiles(file('near.csv', near))).toBe(await onFiles(file('all.csv', rows)))
    const nearer = rows.filter((row) => (row.split(',')[1] ?? '') < '2026-01-26')
    expect(await onFiles(file('nearer.csv', nearer))).not.toBe(await onFiles(file('all.csv', rows)))
  })
})
