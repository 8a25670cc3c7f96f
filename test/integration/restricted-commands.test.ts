import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-restricted-'))
const folder = new TestDataFolder()
const me = `${userInfo().username}@${hostname()}`
const PERIOD = ['--from', '2026-03-28T00:00:00Z', '--to', '2026-03-29T00:00:00Z']

/** The golden people, W1 hidden from whoever runs this. */
function peopleWith(restrictions: object[]): string {
  const people = JSON.parse(readFileSync(join(golden, 'people.json'), 'utf8'))
  people.deviceWearers = people.deviceWearers.map((wearer: { id: string }) =>
    wearer.id === 'W1' ? { ...wearer, restrictions } : wearer,
  )
  const path = join(
    scratch,
    `people-${restrictions.length}-${JSON.stringify(restrictions).length}.json`,
  )
  writeFileSync(path, JSON.stringify(people))
  return path
}

/** Every line of an export, and what was said beside it. */
async function exported(kind: string): Promise<{ lines: string[]; said: string }> {
  const out = join(scratch, `${kind}.csv`)
  const { status, stderr } = await folder.try('export', kind, '--out', out)
  expect(status).toBe(0)
  return { lines: readFileSync(out, 'utf8').split('\n'), said: stderr }
}

const names = (lines: readonly string[], text: RegExp) => lines.filter((line) => text.test(line))

beforeAll(async () => {
  await folder.run('import', 'people', join(golden, 'people.json'))
  await folder.run('import', 'crimes', join(golden, 'CHS20260329.csv'))
  await folder.run('import', 'positions', join(golden, 'positions.csv'))
  await folder.run('match')
})

describe('commands and restrictions on a person', () => {
  it('leave out whom the operator may not see, and say how many', async () => {
    const before = await exported('matches')
    expect(names(before.lines, /\bW1\b/).length).toBeGreaterThan(0)
    const positions = (await exported('positions')).lines.length
    await folder.run(
      'import',
      'people',
      peopleWith([{ kind: 'excluded', usernames: [me], message: 'Ask the duty manager.' }]),
    )
    const after = await exported('matches')
    expect(names(after.lines, /\bW1\b/)).toEqual([])
    expect(after.lines.length).toBe(before.lines.length - names(before.lines, /\bW1\b/).length)
    expect(after.said).toContain('1 person you are restricted from is left out')
    expect(names((await exported('match-positions')).lines, /\bW1\b/)).toEqual([])
    expect((await exported('positions')).lines.length).toBeLessThan(positions)
    const people = await exported('people')
    expect(names(people.lines, /"(W1|A1)"/)).toEqual([])
    expect(names(people.lines, /"W2"/).length).toBeGreaterThan(0)
  })

  it('refuse to check one, in the words of the restriction, and keep the attempt', async () => {
    const { status, stderr } = await folder.try('check', '--wearer', 'W1', ...PERIOD)
    expect(status).toBe(1)
    expect(stderr).toContain('who is restricted for you: Ask the duty manager.')
    const records = await openEmbeddedRecords(join(folder.path, 'records'))
    try {
      const [newest] = await searchAudit(records, { subject: 'W1' }, { limit: 1 })
      expect(newest).toMatchObject({
        outcome: 'refused',
        username: me,
        subjects: ['W1'],
        details: { code: 'RESTRICTED' },
      })
    } finally {
      await records.close()
    }
  })

  it('know who is named where only some may see a person', async () => {
    await folder.run(
      'import',
      'people',
      peopleWith([{ kind: 'restricted', usernames: ['somebody.else'], message: 'No.' }]),
    )
    expect(names((await exported('matches')).lines, /\bW1\b/)).toEqual([])
    await folder.run(
      'import',
      'people',
      peopleWith([
        { kind: 'restricted', usernames: ['somebody.else', me.toUpperCase()], message: 'No.' },
      ]),
    )
    expect(names((await exported('matches')).lines, /\bW1\b/).length).toBeGreaterThan(0)
  })
})
