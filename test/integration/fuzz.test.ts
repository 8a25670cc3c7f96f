import { describe, expect, it } from 'vitest'
import type { RefusedRow } from '../../src/domain/row-issue.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import { readCrimeBatch } from '../../src/ingest/crime-batch-csv.ts'
import { PositionCollector } from '../../src/ingest/position-collector.ts'
import { PositionsCsvReader } from '../../src/ingest/positions-csv.ts'

/** Rows in all, half of them for each reader; FUZZ_ROWS makes it more. */
const ROWS = Number(process.env['FUZZ_ROWS'] ?? 1_000_000)
const ROUNDS = 20
const PER_ROUND = ROWS / 2 / ROUNDS

/** Marsaglia's xorshift: the same rows on every run. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** Bytes that readers get wrong, quotes last so that a round can leave them out. */
const nasty = [
  0, 9, 10, 13, 32, 39, 43, 44, 45, 46, 48, 57, 58, 84, 90, 101, 127, 0xc3, 0xa9, 0xe2, 0xff, 34,
]

/** Rows with marks `<n>` that no mutation touches, so that a lost row would show. */
function mutated(
  row: (n: number) => string,
  count: number,
  next: (below: number) => number,
  quotes: boolean,
): Uint8Array {
  const bytes: number[] = []
  const most = quotes ? nasty.length : nasty.length - 1
  for (let n = 0; n < count; n++) {
    const line = row(n)
    const markEnd = line.indexOf('>')
    const markStart = line.indexOf('<')
    const changes = next(3) === 0 ? 0 : 1 + next(3)
    const at = new Set(Array.from({ length: changes }, () => next(line.length)))
    for (let i = 0; i < line.length; i++) {
      const inMark = i >= markStart && i <= markEnd
      if (!inMark && at.has(i)) {
        const kind = next(3)
        if (kind === 0) continue
        bytes.push(nasty[next(most)] ?? 0)
        if (kind === 1) continue
      }
      bytes.push(line.charCodeAt(i))
    }
    bytes.push(10)
  }
  return Uint8Array.from(bytes)
}

const decoder = new TextDecoder()
const marksIn = (text: string) => [...text.matchAll(/<(\d+)>/g)].map(([, n]) => Number(n))

function position(n: number): string {
  return `<${n}>,2026-03-${10 + (n % 15)}T12:${10 + (n % 50)}:00Z,53.8${n % 1000},-4.4${n % 777},${n % 90},GPS`
}

function crime(n: number): string {
  return n % 2 === 0
    ? `Cheshire,BIAD,,CHS20260311,<${n}>,20260310120000,20260310130000,,,53.8${n % 1000},-4.4${n % 777},WGS84,text`
    : `Cheshire,RB,,CHS20260311,<${n}>,20260310120000,20260310130000,33${1000 + (n % 9000)},39${1000 + (n % 9000)},,,OSGB36,`
}

function readPositions(bytes: Uint8Array, next: (below: number) => number) {
  const refused: RefusedRow[] = []
  const collector = new PositionCollector({
    latest: Date.UTC(2026, 10, 22),
    onRefused: (row) => refused.push(row),
  })
  const reader = new PositionsCsvReader(collector)
  reader.push(
    new TextEncoder().encode(
      'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism\n',
    ),
  )
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + next(100_000)
    reader.push(bytes.subarray(at, at + size))
    at += size
  }
  reader.end()
  return { refused, counts: collector.counts, devices: collector.builder.deviceIds }
}

describe(`readers, on ${ROWS.toLocaleString('en-GB')} mutated rows`, () => {
  it('PositionsCsvReader never crashes and never loses a row', () => {
    const next = generator(20260326)
    let rows = 0
    for (let round = 0; round < ROUNDS; round++) {
      const quotes = round % 2 === 1
      const { refused, counts, devices } = readPositions(
        mutated(position, PER_ROUND, next, quotes),
        next,
      )
      rows += counts.rows
      expect(counts.rows).toBe(counts.accepted + counts.refused)
      expect(counts.refused).toBe(refused.length)
      expect(refused.every(({ issues }) => issues.length > 0)).toBe(true)
      if (quotes) continue
      const found = new Set([
        ...devices.flatMap(marksIn),
        ...refused.flatMap(({ raw }) => marksIn(decoder.decode(raw))),
      ])
      expect(found.size).toBe(PER_ROUND)
    }
    expect(rows).toBeGreaterThan(ROWS / 2)
  })

  it('readCrimeBatch() never crashes and never loses a row', () => {
    const next = generator(20261025)
    let rows = 0
    for (let round = 0; round < ROUNDS; round++) {
      const quotes = round % 2 === 1
      const { counts, crimes, refused, outcome, issues } = readCrimeBatch(
        mutated(crime, PER_ROUND, next, quotes),
        fromNationalGrid,
      )
      rows += counts.rows
      expect(counts.rows).toBe(counts.accepted + counts.refused)
      expect([counts.accepted, counts.refused]).toEqual([crimes.length, refused.length])
      expect(counts.issues).toBe(issues.length)
      if (quotes) expect(outcome).toBe('FAILED')
      if (quotes) continue
      const found = new Set([
        ...crimes.flatMap(({ statement }) => marksIn(statement.crimeReference)),
        ...refused.flatMap(({ raw }) => marksIn(decoder.decode(raw))),
      ])
      expect(found.size).toBe(PER_ROUND)
    }
    expect(rows).toBeGreaterThan(ROWS / 2)
  })
})
