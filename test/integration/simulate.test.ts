import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { whereabouts } from '../support/whereabouts.ts'

function simulated(words: readonly string[], zone: string): string {
  const out = mkdtempSync(join(tmpdir(), 'whereabouts-town-'))
  const { status, stderr } = whereabouts(['simulate', ...words, '--out', out], { zone })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return out
}

function digestOf(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  for (const name of files) {
    if (/\.(csv|json)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

describe('whereabouts simulate', () => {
  const town = ['--wearers', '7', '--days', '2']

  it.each([
    ['March', '2026-03-28'],
    ['October', '2026-10-24'],
  ])(
    'gives the same bytes for the same seed in every time zone, over the %s clock change',
    (_, start) => {
      const zones = ['UTC', 'Europe/London', 'Australia/Lord_Howe', 'UTC']
      const digests = zones.map((zone) =>
        digestOf(simulated(['--seed', '5', ...town, '--start', start], zone)),
      )
      expect(new Set(digests)).toHaveLength(1)
      expect(digestOf(simulated(['--seed', '6', ...town, '--start', start], 'UTC'))).not.toBe(
        digests[0],
      )
    },
  )

  it('makes a town whose planted crimes the matcher finds', () => {
    const folder = simulated(
      ['--seed', '9', '--wearers', '30', '--days', '7', '--crimes', '200'],
      'UTC',
    )
    const crimes = readdirSync(join(folder, 'crimes')).map((name) => join(folder, 'crimes', name))
    const out = join(folder, 'out')
    const { status } = whereabouts([
      'match',
      ...['--positions', join(folder, 'positions.csv'), '--crimes', ...crimes],
      ...[
        '--people',
        join(folder, 'people.json'),
        '--pad-minutes',
        '2',
        '--radius',
        '250',
        '--out',
        out,
      ],
    ])
    expect(status).toBe(0)
    const pair = (row: Record<string, string>) =>
      `${row['police_force']} ${row['crime_reference']} ${row['device_wearer_id']}`
    const rows = (path: string) =>
      parse(readFileSync(path), { columns: true }) as Record<string, string>[]
    const found = new Set(rows(join(out, 'matches.csv')).map(pair))
    const byWearers = rows(join(folder, 'truth.csv')).filter(
      (row) => row['device_wearer_id'] !== '',
    )
    const hits = byWearers.filter((row) => found.has(pair(row))).length
    expect(byWearers.length).toBeGreaterThan(30)
    // Some wearers' orders had ended or do not permit mapping, and some tags were silent.
    expect(hits / byWearers.length).toBeGreaterThan(0.7)
    expect(hits).toBeLessThan(byWearers.length)
  })
})
