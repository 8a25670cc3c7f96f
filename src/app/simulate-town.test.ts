import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
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
  await writeFile(join(folder, 'crimes', 'CHS19990101.csv'), 'old')
  await writeFile(join(folder, 'crimes', 'notes.txt'), 'kept')
  const progress: SimulationProgress[] = []
  const result = await simulateTownToFolder(options, folder, (done) => progress.push(done))

  const crimes = await readdir(join(folder, 'crimes'))
  expect(crimes.filter((name) => name.endsWith('.csv')).map((name) => `crimes/${name}`)).toEqual(
    result.crimeFiles,
  )
  expect(crimes).toContain('notes.txt')
  expect(await readdir(folder)).toEqual(['crimes', 'people.json', 'positions.csv', 'truth.csv'])
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

test('the bytes do not depend on the time zone of the process', async () => {
  const module = new URL('./simulate-town.ts', import.meta.url).href
  const digests = await Promise.all(
    ['UTC', 'Europe/London', 'Australia/Lord_Howe'].map(async (TZ) => {
      const out = join(folder, TZ.replace('/', '-'))
      const script = `const { simulateTownToFolder } = await import('${module}')
        await simulateTownToFolder(${JSON.stringify(options)}, ${JSON.stringify(out)})`
      const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
      await promisify(execFile)(process.execPath, args, { env: { ...process.env, TZ } })
      return digestOf(out)
    }),
  )
  expect(new Set(digests)).toHaveLength(1)
}, 30_000)

test('says what could not be written', async () => {
  const file = join(folder, 'people.json')
  await expect(simulateTownToFolder(options, file)).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  })
})

async function digestOf(out: string): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(out, { recursive: true })).sort()) {
    if (/\.(csv|json)$/.test(name)) hash.update(name).update(await readFile(join(out, name)))
  }
  return hash.digest('hex')
}
