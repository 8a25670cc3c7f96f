import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { askForWholeRun } from '../../src/store/records/touch-records.ts'
import { PURPOSE, TestDataFolder } from '../support/data-folder.ts'
import { commandLine } from '../support/kept-program.ts'
import { serveFolder } from '../support/served-folder.ts'
import { serveTown } from '../support/served-town.ts'
import { root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const at = (name: string) => join(golden, name)

describe('a served folder', () => {
  it('compares after a cut what waited before it, each pair once', async () => {
    const folder = new TestDataFolder()
    await folder.run('import', 'people', at('people.json'))
    await folder.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
    await folder.run('import', 'positions', at('positions.csv'))
    const cut = await serveFolder(folder.path)
    process.kill(cut.pid ?? 0, 'SIGKILL')
    await comparedBy(folder)
    const out = join(folder.path, '..', `${Date.now()}-matches.csv`)
    await folder.run('export', 'matches', '--out', out)
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
    const expected = readFileSync(join(golden, 'expected', 'matches.csv'), 'utf8')
    const pair = (line: string) => line.split(',').slice(0, 9).join(',')
    // Automatic runs tell of who was near as well as of who was in radius.
    const pairs = lines.map(pair)
    expect(
      expected
        .trimEnd()
        .split('\n')
        .map(pair)
        .filter((line) => !pairs.includes(line)),
    ).toEqual([])
    expect(new Set(pairs).size).toBe(pairs.length)
  })
})

describe('a server that is killed in the middle of a whole run', () => {
  it('leaves standing what stood, and the next one does what was asked for', async () => {
    const actor = { ...operator(), username: 'the.manager' }
    const town = await serveTown((records) => askForWholeRun(records, actor, Date.now()))
    const Cookie = town.cookie('hub-manager')
    const runs = async (url: string) => {
      const answer = await fetch(`${url}/runs`, { headers: { Cookie, Accept: 'text/html' } })
      expect([answer.status, answer.url]).toEqual([200, `${url}/runs`])
      return answer.text()
    }
    /** The newest first. */
    const rows = (text: string) => text.split('<tr').filter((each) => each.includes('"/runs/'))
    const until = async (url: string, count: number, state: string) => {
      for (;;) {
        const listed = rows(await runs(url))
        if (listed.length === count && listed[0]?.includes(state)) return listed
        if (listed.length === count) expect(listed[0]).not.toMatch(/Done|Failed/)
        // No more often than anybody may ask.
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    }
    // The town's own run is the first.
    await until(town.url, 2, 'Running')
    await killed(town.pid ?? 0)
    const [, pairs = ''] = /^Pairs +([\d,]+)$/m.exec(town.funnel) ?? []
    const before = await exported(town.data)
    expect(before).toHaveLength(Number(pairs.replaceAll(',', '')))
    const second = await serveFolder(town.data)
    const [newest, cut] = await until(second.url, 3, 'Done')
    expect(newest).toContain('Everything')
    expect(cut).toContain('Failed')
    await second.end()
    // A server tells of who was near as well as of who was in radius.
    const after = new Set(await exported(town.data))
    expect(before.filter((pair) => !after.has(pair))).toEqual([])
    // Asked for once, done once.
    const third = await serveFolder(town.data)
    expect(rows(await runs(third.url))).toHaveLength(3)
    await third.end()
  })
})

/** Ends a process as a power cut would, and waits until it is gone. */
async function killed(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Force, reference, version … and wearer of each pair that stands. */
async function exported(data: string): Promise<string[]> {
  const out = `${data}-matches.csv`
  const words = ['export', 'matches', '--out', out, '--data', data]
  const { status, stderr } = await commandLine(words, { env: PURPOSE })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const text = readFileSync(out, 'utf8')
  rmSync(out)
  const lines = text.trimEnd().split('\n').slice(1)
  return lines.map((line) => line.split(',').slice(0, 9).join(','))
}

/** Serves until a run is done; a run that was cut off may be there beside it. */
async function comparedBy(folder: TestDataFolder): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const served = await serveFolder(folder.path)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await served.end()
    const tried = await folder.try('export', 'matches', '--out', `${folder.path}-tried.csv`)
    if (tried.status === 0) return
  }
  throw new Error('No run was done in a minute')
}
