import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { root, whereabouts } from '../support/whereabouts.ts'

const fixtures = join(root, 'test', 'fixtures', 'match')
const zones = ['UTC', 'Europe/London', 'Australia/Lord_Howe']
const files = ['matches.csv', 'match-positions.csv', 'row-issues.csv', 'crime-versions.csv']

interface Case {
  about: string
  arguments: string[]
  exit: number
}

/**
 * A folder is a case: case.json, the input, and expected/ with what must come out. Columns and keys
 * that expected/ does not show are not compared. UPDATE_CASES=1 writes expected/ anew, to be read
 * before it is committed; golden/ is the contract and is never written.
 */
describe('whereabouts match, on every case folder', () => {
  for (const name of readdirSync(fixtures).sort()) {
    const folder = join(fixtures, name)
    const expected = join(folder, 'expected')
    const {
      about,
      arguments: words,
      exit,
    } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case

    it.each(zones)(`${name}, in %s: ${about}`, (zone) => {
      const out = mkdtempSync(join(tmpdir(), 'whereabouts-'))
      const { status, stderr } = whereabouts(
        ['match', ...words, '--now', '2026-11-22T00:00:00Z', '--out', out],
        { cwd: folder, zone },
      )
      expect(stderr).not.toMatch(/ at .*\.js:\d+/)
      expect(status).toBe(exit)
      if (process.env['UPDATE_CASES'] && name !== 'golden') {
        mkdirSync(expected, { recursive: true })
        for (const file of files) writeFileSync(join(expected, file), readFileSync(join(out, file)))
        const { positions, crimes, pairs, batches } = JSON.parse(
          readFileSync(join(out, 'summary.json'), 'utf8'),
        )
        writeFileSync(
          join(expected, 'summary.json'),
          `${JSON.stringify({ positions, crimes, pairs, batches }, null, 2)}\n`,
        )
        if (exit !== 0) writeFileSync(join(expected, 'stderr.txt'), stderr)
      }
      for (const file of files) {
        if (!existsSync(join(expected, file))) continue
        const want = readFileSync(join(expected, file), 'utf8')
        const got = readFileSync(join(out, file), 'utf8')
        const columns = Object.keys(
          (parse(want, { columns: true, to: 1 }) as Record<string, string>[])[0] ?? {},
        )
        if (columns.length === 0) expect(got).toBe(want)
        else expect(withColumns(got, columns), file).toEqual(parse(want))
      }
      const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
      expect(summary).toMatchObject(
        JSON.parse(readFileSync(join(expected, 'summary.json'), 'utf8')),
      )
      if (exit !== 0) expect(stderr).toBe(readFileSync(join(expected, 'stderr.txt'), 'utf8'))
    })
  }
})

function withColumns(csv: string, columns: readonly string[]): string[][] {
  const [header = [], ...rows] = parse(csv) as string[][]
  const places = columns.map((column) => header.indexOf(column))
  return [[...columns], ...rows.map((row) => places.map((place) => row[place] ?? ''))]
}
