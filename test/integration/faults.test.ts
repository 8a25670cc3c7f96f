import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { PURPOSE, TestDataFolder } from '../support/data-folder.ts'
import { program, root, whereabouts } from '../support/whereabouts.ts'

/** How often an import is killed. */
const KILLS = Number(process.env['KILLS'] ?? 100)
const ROWS = 40_000
const BATCH = 1000

const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-faults-'))
const header = 'device_id,captured_at,latitude,longitude,accuracy_metres'

/** A file of positions of device `K`, one a second, every one of them different. */
function positionsFile(name: string, rows: number): string {
  const start = Date.UTC(2026, 0, 5)
  const lines = Array.from({ length: rows }, (_, i) => {
    const at = new Date(start + i * 1000).toISOString()
    return `K,${at},53.8${String(i).padStart(6, '0')},-4.4,5`
  })
  const path = join(scratch, name)
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`)
  return path
}

const people = join(scratch, 'people.json')
const crimes = join(root, 'test/fixtures/match/golden/CHS20260329.csv')
/** Also where the file was imported before, so that there is always work to cut off. */
const importing = (file: string, data: string) => {
  const words = ['import', 'positions', file, '--again', '--data', data]
  return spawn(process.execPath, [...program, ...words, '--batch-rows', String(BATCH)])
}

beforeAll(() => {
  const always = { from: '2026-01-01T00:00:00Z', to: null }
  writeFileSync(
    people,
    JSON.stringify({
      deviceWearers: [{ id: 'W' }],
      deviceActivations: [{ id: 'A', deviceId: 'K', deviceWearerId: 'W', ...always }],
      monitoringOrders: [
        {
          id: 'O',
          deviceWearerId: 'W',
          orderType: 'POST_RELEASE',
          ...always,
          conditions: [{ id: 'C', kind: 'trail', ...always, crimeMapping: true }],
        },
      ],
    }),
  )
})

/** The positions in the folder, as the program exports them. */
async function exportedRows(folder: TestDataFolder): Promise<string[]> {
  const out = join(scratch, 'exported.csv')
  await folder.run('export', 'positions', '--out', out)
  return readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
}

describe('kill -9 during an import', () => {
  it(`loses nothing that was said to be durable, ${KILLS} times, and the file completes it`, async () => {
    const file = positionsFile('kill.csv', ROWS)
    const folder = new TestDataFolder()
    await folder.run('import', 'people', people)
    let most = 0
    let interrupted = 0
    for (let kill = 0; kill < KILLS; kill++) {
      // A folder that is complete begins again, so that every kill falls on real work.
      const fresh = kill % 10 === 0 ? new TestDataFolder() : folder
      if (fresh !== folder) await fresh.run('import', 'people', people)
      const child = importing(file, fresh.path)
      const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
      // Every fifth falls before anything was said, the others after so many batches and a moment.
      const batches = kill % 5 === 0 ? 0 : 1 + ((kill * 7) % (ROWS / BATCH - 2))
      let said = ''
      const reached = new Promise<void>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString()
          if (said.split('durable').length > batches) resolve()
        })
      })
      await Promise.race([batches === 0 ? delay(kill * 20) : reached, ended])
      await delay((kill * 13) % 40)
      child.kill('SIGKILL')
      await ended
      const durable = Number(
        [...said.matchAll(/: ([\d,]+) positions? durable/g)].at(-1)?.[1]?.replaceAll(',', '') ?? 0,
      )
      if (durable > 0 && durable < ROWS) interrupted++
      if (fresh === folder) most = Math.max(most, durable)
      const kept = await exportedRows(fresh)
      expect(kept.length).toBeGreaterThanOrEqual(fresh === folder ? most : durable)
      expect(new Set(kept).size).toBe(kept.length)
    }
    expect(interrupted).toBeGreaterThan(KILLS / 4)
    await folder.run('import', 'positions', file)
    const all = await exportedRows(folder)
    expect(all).toHaveLength(ROWS)
    expect(all[0]).toBe('K,2026-01-05T00:00:00Z,53.8000000,-4.4000000,5,')
  }, 1_200_000)
})

describe('an import that was cut off', () => {
  /** As {@link positionsFile}, with details. */
  function detailedFile(name: string, rows: number): string {
    const plain = readFileSync(positionsFile(name, rows), 'utf8').trimEnd().split('\n')
    const [, ...lines] = plain
    // Every other without an accuracy, which is not an accuracy of nothing.
    const detailed = lines.map(
      (line, i) => `${i % 2 ? line : line.replace(/5$/, '')},GPS,${i % 90},${i % 360},lit`,
    )
    const path = join(scratch, name)
    const columns = `${header},mechanism,speed_kmh,heading_degrees,lamp`
    writeFileSync(path, `${[columns, ...detailed].join('\n')}\n`)
    return path
  }

  /** Kills an import once a file whose name ends so lies in the archive's spool. @returns whether it still lay there afterwards. */
  async function killedAt(file: string, data: string, ending: string): Promise<boolean> {
    const spool = join(data, 'positions', 'spool')
    mkdirSync(spool, { recursive: true })
    const words = ['import', 'positions', file, '--data', data, '--batch-rows', '10000']
    const child = spawn(process.execPath, [...program, ...words])
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
    const watcher = watch(spool, (_event, name) => {
      if (name?.endsWith(ending)) child.kill('SIGKILL')
    })
    await ended
    watcher.close()
    return readdirSync(spool).some((name) => name.endsWith(ending))
  }

  function exportedBytes(data: string): string {
    const out = join(scratch, 'bytes.csv')
    const words = ['export', 'positions', '--out', out, '--data', data]
    expect(whereabouts(words, { env: PURPOSE })).toMatchObject({ status: 0 })
    return readFileSync(out, 'utf8')
  }

  it('between positions and their details gives the same bytes when it was completed', async () => {
    const file = detailedFile('details.csv', 30_000)
    const never = new TestDataFolder()
    await never.run('import', 'people', people)
    const begun = new TestDataFolder(never.path)
    await never.run('import', 'positions', file)
    const whole = exportedBytes(never.path)
    expect(whole).toContain(',lit\n')
    for (const ending of ['.positions', '.details']) {
      let folder = new TestDataFolder(begun.path)
      let lay = await killedAt(file, folder.path, ending)
      // The two inserts may be over before the signal comes.
      for (let tries = 0; tries < 5 && !lay; tries++) {
        folder = new TestDataFolder(begun.path)
        lay = await killedAt(file, folder.path, ending)
      }
      expect({ ending, lay }).toEqual({ ending, lay: true })
      const part = exportedBytes(folder.path).split('\n')
      expect(part.length).toBeGreaterThan(10_000)
      // A position whose details were under way has them once the folder was opened again.
      const lines = new Set(whole.split('\n'))
      if (ending === '.details') expect(part.filter((line) => !lines.has(line))).toEqual([])
      await folder.run('import', 'positions', file)
      expect(exportedBytes(folder.path)).toBe(whole)
    }
  }, 600_000)

  it('is told by whatever compares, until it is completed, and every count adds up', async () => {
    const file = positionsFile('part.csv', ROWS)
    const folder = new TestDataFolder()
    await folder.run('import', 'people', people)
    const child = importing(file, folder.path)
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGKILL')
    await ended
    const note =
      /^Note: the import of part\.csv that was begun on .* \(import 2\) was not finished, so positions of it are missing from what is compared; import the file again, or a corrected one and settle it \("whereabouts import --settle 2"\)$/m
    const cut = await folder.try('match')
    expect(cut).toMatchObject({ status: 0, stderr: expect.stringMatching(note) })
    expect(adds(cut.stdout)).toBeLessThan(ROWS)
    const period = ['--from', '2026-01-05T00:00:00Z', '--to', '2026-01-06T00:00:00Z']
    expect(await folder.try('check', '--wearer', 'W', ...period)).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(note),
    })
    await isSettled(new TestDataFolder(folder.path))
    const completed = await folder.run('import', 'positions', file)
    expect(completed).toContain(`${ROWS.toLocaleString('en-GB')} rows`)
    expect(completed).toMatch(
      /[1-9][\d,]* added nothing, 0 in conflict, completes import 2 \(import \d+\)/,
    )
    const whole = await folder.run('match')
    expect(adds(whole)).toBe(ROWS)
    await folder.run('import', 'positions', file, '--again')
    expect(adds(await folder.run('match'))).toBe(ROWS)
  }, 120_000)

  /** Where the file never comes again, why is told instead; where a corrected one came, nothing. */
  async function isSettled(folder: TestDataFolder): Promise<void> {
    const settle = ['import', '--settle', '2', '--purpose', 'The vendor lost it']
    const wrong = await folder.try(...settle, '--completed-by', '1')
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('expected a later') })
    await folder.run(...settle)
    const told = /import 2\) was not finished and will not be, .* missing .*: The vendor lost it$/m
    const missing = await folder.try('match')
    expect(missing).toMatchObject({ status: 0, stderr: expect.stringMatching(told) })
    const corrected = positionsFile('corrected.csv', ROWS + 1)
    const said = await folder.run('import', 'positions', corrected)
    const [, id = ''] = /\(import (\d+)\)/.exec(said) ?? []
    expect(await folder.run(...settle, '--completed-by', id)).toContain('brought what was missing')
    expect(adds(await folder.run('match'))).toBe(ROWS + 1)
  }

  /** Positions there are to compare: as many as were read and are no repeats. */
  function adds(said: string): number {
    const count = (of: RegExp) => Number(of.exec(said)?.[1]?.replaceAll(',', '') ?? 0)
    const kept = count(/Lawful to compare +([\d,]+)/) + count(/([\d,]+) positions? outside/)
    expect(count(/Positions read +([\d,]+)/) - count(/([\d,]+) repeats?/)).toBe(kept)
    return kept
  }
})

describe('a folder that is held', () => {
  it('is refused to a second process, which says who holds it', async () => {
    const folder = new TestDataFolder()
    const child = importing(positionsFile('held.csv', 200_000), folder.path)
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const { status, stderr } = await folder.try(
      'export',
      'row-issues',
      '--out',
      join(scratch, 'x.csv'),
    )
    expect(status).toBe(1)
    expect(stderr).toContain(`process ${child.pid} (whereabouts import positions) holds it`)
    expect(await ended).toBe(0)
    await folder.run('export', 'row-issues', '--out', join(scratch, 'x.csv'))
  })
})

describe('a folder that is held from another network namespace', () => {
  it('is refused, and opens again after its holder was killed', async (context) => {
    if (spawnSync('unshare', ['--net', 'true']).status !== 0) {
      context.skip('a network namespace cannot be made here')
    }
    const folder = new TestDataFolder()
    const file = positionsFile('apart.csv', 200_000)
    const words = ['import', 'positions', file, '--batch-rows', '1000', '--data', folder.path]
    const child = spawn('unshare', ['--net', process.execPath, ...program, ...words])
    const ended = new Promise((resolve) => child.on('close', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const { status, stderr } = await folder.try(
      'export',
      'row-issues',
      '--out',
      join(scratch, 'x.csv'),
    )
    expect(status).toBe(1)
    expect(stderr).toContain('(whereabouts import positions) holds it')
    child.kill('SIGKILL')
    await ended
    await folder.run('export', 'row-issues', '--out', join(scratch, 'x.csv'))
  })
})

describe('a full disk', () => {
  it.for([
    // Too little for a folder, and for opening it again.
    ['size=40m', 0],
    ['size=52m', 1],
  ] as const)(
    'with %s is never taken for damage, and the folder goes on once there is room',
    ([size, done], context) => {
      const mount = mkdtempSync(join(scratch, 'room-'))
      const words = ['-t', 'tmpfs', '-o', size, 'tmpfs', mount]
      if (spawnSync('mount', words).status !== 0)
        context.skip('a small disk cannot be mounted here')
      try {
        const data = join(mount, 'data')
        const file = positionsFile('room.csv', 10)
        const imports = () =>
          Object.entries({ people, crimes, positions: file }).map(([kind, path]) =>
            whereabouts(['import', kind, path, '--data', data]),
          )
        const tried = imports()
        expect(tried.filter(({ status }) => status === 0)).toHaveLength(done)
        for (const { stderr } of tried.slice(done)) {
          expect(stderr).toMatch(/^Cannot .*: the disk is full \(\d+ MB are free\)/)
          expect(stderr).not.toMatch(/damaged|restore|holds other files/)
        }
        spawnSync('mount', ['-o', 'remount,size=100m', mount])
        for (const { status, stderr } of imports()) expect([status, stderr]).toEqual([0, ''])
      } finally {
        spawnSync('umount', [mount])
      }
    },
  )

  it('gives a clear error, and a folder that opens again', async (context) => {
    const mount = join(scratch, 'small')
    mkdirSync(mount)
    const size = ['-t', 'tmpfs', '-o', 'size=110m', 'tmpfs', mount]
    if (spawnSync('mount', size).status !== 0) context.skip('a small disk cannot be mounted here')
    try {
      const folder = new TestDataFolder()
      await folder.run('import', 'people', people)
      const data = join(mount, 'data')
      cpSync(folder.path, data, { recursive: true })
      const command = (...words: string[]) =>
        whereabouts([...words, '--data', data], { env: PURPOSE })
      const file = positionsFile('full.csv', 40_000)
      expect(command('import', 'positions', file, '--batch-rows', '10000').status).toBe(0)
      const big = positionsFile('fuller.csv', 600_000)
      // Once nothing is left, once enough to begin.
      for (const left of [0, 3]) {
        const fill = `head -c 200m /dev/zero > filler; truncate -s -${left}M filler`
        spawnSync('sh', ['-c', fill], { cwd: mount })
        const { status, stderr } = command('import', 'positions', big, '--batch-rows', '5000')
        expect(status).toBe(1)
        expect(stderr).toMatch(/^Cannot .*: the disk is full \(\d+ MB are free\)/m)
        expect(stderr).not.toMatch(/ at .*\.js:\d+/)
      }
      spawnSync('rm', [join(mount, 'filler')])
      const out = join(scratch, 'after.csv')
      expect(command('export', 'positions', '--out', out)).toMatchObject({ status: 0, stderr: '' })
      expect(readFileSync(out, 'utf8').trimEnd().split('\n').length).toBeGreaterThanOrEqual(40_001)
      expect(command('import', 'positions', big)).toMatchObject({ status: 0, stderr: '' })
    } finally {
      spawnSync('umount', [mount])
    }
  })
})
