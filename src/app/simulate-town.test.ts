import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SimulationProgress, simulateTownToFolder } from './simulate-town.ts'

const options = { seed: 5, wearers: 7, days: 2, start: Date.parse('2026-03-28T00:00:00Z') }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'town-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

test('writes a town, in place of an earlier one, and says how far it is', async () => {
  await mkdir(join(folder, 'crimes'))
  await writeFile(join(folder, 'town.json'), '{}')
  await writeFile(join(folder, 'crimes', 'CHS19990101.csv'), 'old')
  await writeFile(join(folder, 'crimes', 'notes.txt'), 'kept')
  const progress: SimulationProgress[] = []
  const result = await simulateTownToFolder(options, folder, (done) => progress.push(done))

  const crimes = await readdir(join(folder, 'crimes'))
  expect(crimes.filter((name) => name.endsWith('.csv')).map((name) => `crimes/${name}`)).toEqual(
    result.crimeFiles,
  )
  expect(crimes).toContain('notes.txt')
  expect(await readdir(folder)).toEqual([
    'crimes',
    'people.json',
    'places.geojson',
    'positions.csv',
    'town.json',
    'truth.csv',
  ])
  const positions = parse(await readFile(join(folder, 'positions.csv')), { columns: true })
  expect(positions).toHaveLength(result.positions)
  const truth = parse(await readFile(join(folder, 'truth.csv')), { columns: true })
  expect(truth).toHaveLength(result.crimes)
  expect(Object.keys(truth[0] as object)).toEqual([
    'crime_reference',
    'police_force',
    'device_wearer_id',
    'occurred_at',
    'latitude',
    'longitude',
  ])
  expect(progress.map(({ day }) => day)).toEqual([1, 2])
})

test('replaces a town only: never files that are none', async () => {
  const other = await mkdtemp(join(tmpdir(), 'case-'))
  await writeFile(join(other, 'positions.csv'), 'real')
  await expect(simulateTownToFolder(options, other)).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
    message: expect.stringContaining('no town.json'),
  })
  expect(await readFile(join(other, 'positions.csv'), 'utf8')).toBe('real')
})

test('says what could not be written', async () => {
  const file = join(folder, 'people.json')
  await expect(simulateTownToFolder(options, file)).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  })
})
