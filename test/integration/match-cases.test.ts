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
import { commandLine } from '../support/kept-program.ts'
import { root } from '../support/whereabouts.ts'

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
 * before it is committed; golden/ is the contract and is never written. It says nothing of evidence,
 * so there a crime's wearers stand in order of id, and the order by evidence is held by itself.
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

    it.each(zones)(`${name}, in %s: ${about}`, async (zone) => {
      const out = mkdtempSync(join(tmpdir(), 'whereabouts-'))
      const { status, stderr } = await commandLine(
        ['match', ...words, '--now', '2026-11-22T00:00:00Z', '--out', out],
        { cwd: folder, zone },
      )
      expect(stderr).not.toMatch(/ at .*\.js:\d+/)
      expect(status).toBe(exit)
      if (process.env['UPDATE_CASES'] && name !== 'golden') {
        mkdirSync(expected, { recursive: true })
        for (const file of files) {
          writeFileSync(join(expected, file), lasting(readFileSync(join(out, file), 'utf8')))
        }
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
        else if (name === 'golden' && columns.includes('device_wearer_id')) {
          expect(byWearer(withColumns(got, columns)), file).toEqual(byWearer(parse(want)))
        } else expect(withColumns(got, columns), file).toEqual(parse(want))
      }
      expectOrder(readFileSync(join(out, 'matches.csv'), 'utf8'))
      const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
      expect(summary).toMatchObject(
        JSON.parse(readFileSync(join(expected, 'summary.json'), 'utf8')),
      )
      if (exit !== 0) expect(stderr).toBe(readFileSync(join(expected, 'stderr.txt'), 'utf8'))
    })
  }
})

/** A table without the hash of all parameters, which any of them changes. */
function lasting(csv: string): string {
  return csv.replace(/,(algorithm_version|\d+\.\d+\.\d+\+[0-9a-f]{8})$/gm, '')
}

/** Rows as they stand, those of one crime in order of wearer. */
function byWearer([header = [], ...rows]: string[][]): string[][] {
  const wearer = header.indexOf('device_wearer_id')
  const crimes = [...new Set(rows.map(crimeOf))]
  return [
    header,
    ...rows.sort(
      (a, b) =>
        crimes.indexOf(crimeOf(a)) - crimes.indexOf(crimeOf(b)) ||
        compareText(a[wearer] ?? '', b[wearer] ?? ''),
    ),
  ]
}

/** Within a crime the strongest evidence stands first, as the file states it, then by wearer. */
function expectOrder(matches: string): void {
  const rows = parse(matches, { columns: true }) as Record<string, string>[]
  const crime = (row: Record<string, string>) => crimeOf(Object.values(row))
  rows.forEach((row, i) => {
    expect(row['log10_lr'], 'every pair has a ratio').toMatch(/^-?\d+\.\d{3}$/)
    expect(row['log10_lr']).not.toBe('-0.000')
    expect(row['algorithm_version']).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/)
    const next = rows[i + 1]
    if (!next || crime(next) !== crime(row)) return
    const stronger = Number(row['log10_lr']) - Number(next['log10_lr'])
    const before = compareText(row['device_wearer_id'] ?? '', next['device_wearer_id'] ?? '')
    expect(stronger > 0 || (stronger === 0 && before < 0)).toBe(true)
  })
}

/** Force, reference and version: the first three columns of every table of matches. */
function crimeOf(row: readonly string[]): string {
  return JSON.stringify(row.slice(0, 3))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function withColumns(csv: string, columns: readonly string[]): string[][] {
  const [header = [], ...rows] = parse(csv) as string[][]
  const places = columns.map((column) => header.indexOf(column))
  return [[...columns], ...rows.map((row) => places.map((place) => row[place] ?? ''))]
}
