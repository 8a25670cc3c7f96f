import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { TestDataFolder } from '../support/data-folder.ts'
import { commandLine } from '../support/kept-program.ts'
import { root } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const at = (name: string) => join(golden, name)
const files = ['--positions', at('positions.csv'), '--crimes', at('CHS20260329.csv')]
let folder: TestDataFolder

beforeAll(async () => {
  folder = new TestDataFolder()
  await folder.run('import', 'people', at('people.json'))
  await folder.run('import', 'crimes', at('CHS20260329.csv'), at('CMB20260329.csv'))
  await folder.run('import', 'positions', at('positions.csv'))
})

const inEnvironment = (...words: string[]) =>
  commandLine(words, { env: { WHEREABOUTS_DATA: folder.path } })

describe('match with WHEREABOUTS_DATA', () => {
  it('compares what the folder holds, and counts as the file command does', async () => {
    const { status, stdout } = await inEnvironment('match')
    expect(status).toBe(0)
    expect(stdout).toContain('Run 1, method')
    const out = join(mkdtempSync(join(tmpdir(), 'whereabouts-')), 'out')
    const onFiles = await commandLine([
      'match',
      ...files,
      at('CMB20260329.csv'),
      ...['--people', at('people.json'), '--out', out],
    ])
    const funnel = (said: string) => said.split('\n').slice(0, 7)
    expect(funnel(stdout)).toEqual(funnel(onFiles.stdout))
    expect(stdout).toContain('Positions read                 26  (6 refused, 1 repeat, 1 conflict)')
    expect(stdout).toContain('(2 positions outside every lawful interval)')
  })

  it('compares files where files are given', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'whereabouts-')), 'out')
    const { status, stdout } = await inEnvironment('match', ...files, '--out', out)
    expect(status).toBe(0)
    expect(stdout).not.toContain('Run ')
    expect(existsSync(join(out, 'matches.csv'))).toBe(true)
    expect(await inEnvironment('match', '--out', out)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--positions is missing'),
    })
  })

  it('is named where neither files nor a folder are given', async () => {
    expect(await commandLine(['match'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected it, or --data DIR (or WHEREABOUTS_DATA)'),
    })
  })
})
