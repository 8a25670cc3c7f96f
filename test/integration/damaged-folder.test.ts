import {
  cpSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PURPOSE, TestDataFolder } from '../support/data-folder.ts'
import { root, whereabouts } from '../support/whereabouts.ts'

const golden = join(root, 'test', 'fixtures', 'match', 'golden')
const scratch = mkdtempSync(join(tmpdir(), 'whereabouts-damaged-'))
let whole: TestDataFolder

beforeAll(async () => {
  whole = new TestDataFolder()
  await whole.run('import', 'people', join(golden, 'people.json'))
  await whole.run('import', 'crimes', join(golden, 'CHS20260329.csv'))
  await whole.run('import', 'positions', join(golden, 'positions.csv'))
})

/** Files below a folder of the data folder whose path ends so. */
function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => ending.test(path))
}

const garbled = (path: string) => writeFileSync(path, Buffer.alloc(statSync(path).size, 0xa5))
const halved = (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2))
const removed = (path: string) => rmSync(path)

const backup = 'restore the data folder from a backup'

describe('a data folder with damaged files', () => {
  it.each<[string, string, RegExp, (path: string) => void, string]>([
    [
      'the control file is cut',
      'records/global',
      /pg_control$/,
      (path) => truncateSync(path, 100),
      backup,
    ],
    ['the control file is garbage', 'records/global', /pg_control$/, garbled, backup],
    ['the log is gone', 'records/pg_wal', /./, removed, backup],
    ['tables are cut', 'records/base', /\/\d+$/, halved, backup],
    [
      'the version is empty',
      'records',
      /\/records\/PG_VERSION$/,
      (path) => truncateSync(path),
      backup,
    ],
    ['columns are garbage', 'positions/chdb', /\.bin$/, garbled, backup],
    ['columns are cut', 'positions/chdb', /\.bin$/, halved, 'restore the folder'],
    ['definitions are cut', 'positions/chdb', /\.sql$/, halved, backup],
  ])('says so and what to do when %s', (_, part, ending, damage, advice) => {
    const copy = mkdtempSync(join(scratch, 'copy-'))
    cpSync(whole.path, copy, { recursive: true })
    const paths = filesIn(join(copy, part), ending)
    expect(paths).not.toEqual([])
    paths.forEach(damage)
    for (const words of [['match'], ['export', 'positions', '--out', join(scratch, 'out.csv')]]) {
      const { status, stderr } = whereabouts([...words, '--data', copy], { env: PURPOSE })
      expect(status).toBe(1)
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^Cannot (open|use|read|migrate) /)
      expect(stderr).toContain(advice)
      expect(stderr).not.toMatch(/ at .*\.js:\d+/)
    }
    rmSync(copy, { recursive: true })
  })
})
