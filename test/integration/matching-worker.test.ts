import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TestDataFolder } from '../support/data-folder.ts'
import { serveFolder } from '../support/served-folder.ts'
import { root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const at = (name: string) => join(golden, name)

describe('a served folder', () => {
  it('compares after a cut what waited before it, each pair once', async () => {
    const folder = new TestDataFolder()
    folder.run('import', 'people', at('people.json'))
    folder.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
    folder.run('import', 'positions', at('positions.csv'))
    const cut = await serveFolder(folder.path)
    process.kill(cut.pid ?? 0, 'SIGKILL')
    await comparedBy(folder)
    const out = join(folder.path, '..', `${Date.now()}-matches.csv`)
    folder.run('export', 'matches', '--out', out)
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

/** Serves until a run is done; a run that was cut off may be there beside it. */
async function comparedBy(folder: TestDataFolder): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const served = await serveFolder(folder.path)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await served.end()
    if (folder.try('export', 'matches', '--out', `${folder.path}-tried.csv`).status === 0) return
  }
  throw new Error('No run was done in a minute')
}
