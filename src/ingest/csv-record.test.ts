import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvFields, findRecord } from './csv-record.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function readAll(text: string) {
  const bytes = encoder.encode(text)
  const records: { line: number; fields?: string[]; malformed?: string; raw: string }[] = []
  let line = 1
  for (let at = 0; at < bytes.length; ) {
    const found = findRecord(bytes, at, { limit: bytes.length, final: true, maxBytes: 1000 })
    if (!found) throw new Error('a final buffer always has a record')
    const raw = decoder.decode(bytes.subarray(at, found.end))
    if (found.malformed) records.push({ line, malformed: found.malformed, raw })
    else if (raw !== '') records.push({ line, fields: csvFields(raw), raw })
    line += found.lines
    at = found.next
  }
  return records
}

describe('findRecord() and csvFields()', () => {
  it('numbers records by the line an editor shows, whatever the line breaks', () => {
    const records = readAll('a,b\r\n\r\n"x\r\ny",z\n q ,"w ""q"" "\n5" pipe,k\rlast,')
    expect(records.map(({ line, fields }) => [line, fields])).toEqual([
      [1, ['a', 'b']],
      [3, ['x\r\ny', 'z']],
      [5, [' q ', 'w "q" ']],
      [6, ['5" pipe', 'k']],
      [7, ['last', '']],
    ])
  })

  it('refuses only the line where quotes make no sense, and goes on with the next', () => {
    expect(readAll('a,b\nc,"d\ne,f\n').map(({ line, malformed }) => [line, malformed])).toEqual([
      [1, undefined],
      [2, 'a quote is opened and never closed'],
      [3, undefined],
    ])
    expect(readAll('"a"b,c\nd,e').map(({ line, malformed }) => [line, malformed])).toEqual([
      [1, 'text follows a closing quote'],
      [2, undefined],
    ])
  })

  it('asks for more bytes rather than guess', () => {
    for (const text of ['a,b', 'a,"b', 'a,"b"', 'a,b\r', 'a,"b""', 'a,"b" ']) {
      const bytes = encoder.encode(text)
      const options = { limit: bytes.length, final: false, maxBytes: 1000 }
      expect(findRecord(bytes, 0, options), text).toBeUndefined()
    }
  })

  it('never runs past its limit on a record that does not end', () => {
    const bytes = encoder.encode('x'.repeat(5000))
    const found = findRecord(bytes, 0, { limit: 5000, final: false, maxBytes: 1000 })
    expect(found).toEqual({ end: 1000, next: 1000, lines: 0, malformed: 'a record is too long' })
  })

  it('reads every well-formed file as csv-parse does', () => {
    const field = fc.oneof(
      fc.constantFrom('', 'a', ' b ', '-3.5', '5" pipe', 'ü'),
      fc
        .string({ maxLength: 6 })
        .map((s) => s.replace(/[",\r\n]/g, ''))
        .filter((s) => !s.startsWith('"')),
      fc.string({ maxLength: 8 }).map((s) => `"${s.replaceAll('"', '""')}"`),
      fc.constantFrom('"x\ny"', '"x\r\ny"', '"a,b"', '""'),
    )
    const row = fc.array(field, { minLength: 2, maxLength: 5 }).map((fields) => fields.join(','))
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, eol) => {
          const text = rows.join(eol) + eol
          const oracle = parse(text, {
            record_delimiter: [eol],
            relax_quotes: true,
            relax_column_count: true,
            skip_empty_lines: true,
          })
          expect(readAll(text).map((record) => record.fields)).toEqual(oracle)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
