import { describe, expect, it } from 'vitest'
import { fromNationalGrid } from '../geo/national-grid.ts'
import { readCrimeBatch } from './crime-batch-csv.ts'

const good =
  'Cheshire,BIAD,,CHS20260329,G/1,20260328225500,20260329005500,,,53.8000000,-4.4000000,WGS84,'
/** The good row with some of its 13 cells replaced. */
function row(cells: Record<number, string>): string {
  return good
    .split(',')
    .map((cell, index) => cells[index] ?? cell)
    .join(',')
}
const encoder = new TextEncoder()
const read = (...rows: string[]) =>
  readCrimeBatch(encoder.encode(rows.join('\n')), fromNationalGrid)
/** The faults of one row, beside a good one: field, code, value. */
function faults(cells: Record<number, string>) {
  return read(good, row(cells)).issues.map(({ field, code, value }) => [field, code, value])
}

describe('readCrimeBatch()', () => {
  it('reads a good row', () => {
    const { crimes, outcome, policeForce, batchId } = read(good)
    expect([outcome, policeForce, batchId]).toEqual(['SUCCESSFUL', 'Cheshire', 'CHS20260329'])
    expect(crimes).toEqual([
      {
        row: 1,
        statement: {
          policeForce: 'Cheshire',
          crimeReference: 'G/1',
          crimeType: 'BIAD',
          window: { from: Date.UTC(2026, 2, 28, 22, 55), to: Date.UTC(2026, 2, 29, 0, 55) },
          location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
          latitude: 53.8,
          longitude: -4.4,
          crimeText: '',
          batchId: 'CHS20260329',
        },
      },
    ])
  })

  it.each<[string, Record<number, string>, [string, string, string][]]>([
    ['an unknown force', { 0: 'Cheshyre' }, [['policeForce', 'INVALID_POLICE_FORCE', 'Cheshyre']]],
    [
      'a force in other letters',
      { 0: 'cheshire' },
      [['policeForce', 'INVALID_POLICE_FORCE', 'cheshire']],
    ],
    [
      'no batch check without a force',
      { 0: 'X', 3: '' },
      [['policeForce', 'INVALID_POLICE_FORCE', 'X']],
    ],
    ['an unknown type', { 1: 'XX' }, [['crimeType', 'INVALID_CRIME_TYPE', 'XX']]],
    ['no batch id', { 3: ' ' }, [['batchId', 'MISSING_BATCH_ID', '']]],
    [
      "another force's batch id",
      { 3: 'CMB20260329' },
      [['batchId', 'INVALID_BATCH_ID_FORMAT', 'CMB20260329']],
    ],
    [
      'a batch id that goes on',
      { 3: 'CHS20260329XYZ' },
      [['batchId', 'INVALID_BATCH_ID_FORMAT', 'CHS20260329XYZ']],
    ],
    [
      'two digits after the hyphen',
      { 3: 'CHS20260329-12' },
      [['batchId', 'INVALID_BATCH_ID_FORMAT', 'CHS20260329-12']],
    ],
    [
      'more digits',
      { 3: 'CHS2026032999' },
      [['batchId', 'INVALID_BATCH_ID_FORMAT', 'CHS2026032999']],
    ],
    [
      'a batch id of no date',
      { 3: 'CHS20263001' },
      [['batchId', 'INVALID_BATCH_ID_DATE', 'CHS20263001']],
    ],
    ['no reference', { 4: ' ' }, [['crimeReference', 'MISSING_CRIME_REFERENCE', '']]],
    [
      '30 February',
      { 5: '20260230083000' },
      [['dateFrom', 'INVALID_FROM_DATE_FORMAT', '20260230083000']],
    ],
    ['24:00', { 6: '20260328240000' }, [['dateTo', 'INVALID_TO_DATE_FORMAT', '20260328240000']]],
    [
      '13 digits',
      { 5: '2026032822550' },
      [['dateFrom', 'INVALID_FROM_DATE_FORMAT', '2026032822550']],
    ],
    [
      'no dates',
      { 5: '', 6: '' },
      [
        ['dateFrom', 'INVALID_FROM_DATE_FORMAT', ''],
        ['dateTo', 'INVALID_TO_DATE_FORMAT', ''],
      ],
    ],
    [
      'an end before the start',
      { 6: '20260328225459' },
      [['dateTo', 'CRIME_DATE_TIME_TO_AFTER_FROM', '20260328225459']],
    ],
    [
      '12 h 59 m',
      { 6: '20260329115400' },
      [['dateTo', 'CRIME_DATE_TIME_EXCEEDS_WINDOW', '12h 59m']],
    ],
    [
      '12 h and a second',
      { 6: '20260329105501' },
      [['dateTo', 'CRIME_DATE_TIME_EXCEEDS_WINDOW', '12h 0m']],
    ],
    [
      '1416 h',
      { 5: '20260128225500', 6: '20260328225500' },
      [['dateTo', 'CRIME_DATE_TIME_EXCEEDS_WINDOW', '1416h 0m']],
    ],
    ['an exponent', { 9: '5.38e1' }, [['latitude', 'INVALID_NUMBER', '5.38e1']]],
    [
      "Java's numbers",
      { 9: '53d', 10: '0x1p3' },
      [
        ['latitude', 'INVALID_NUMBER', '53d'],
        ['longitude', 'INVALID_NUMBER', '0x1p3'],
      ],
    ],
    ['NaN', { 9: 'NaN' }, [['latitude', 'INVALID_NUMBER', 'NaN']]],
    ['half a pair', { 10: '' }, [['latitude', 'DEPENDENT_LOCATION_DATA', '53.8000000']]],
    [
      'half of each kind',
      { 7: '335000', 10: '' },
      [
        ['easting', 'DEPENDENT_LOCATION_DATA', '335000'],
        ['latitude', 'DEPENDENT_LOCATION_DATA', '53.8000000'],
      ],
    ],
    [
      'both kinds',
      { 7: '335000', 8: '390000' },
      [
        ['easting', 'MULTIPLE_LOCATION_DATA_TYPES', '335000'],
        ['northing', 'MULTIPLE_LOCATION_DATA_TYPES', '390000'],
        ['latitude', 'MULTIPLE_LOCATION_DATA_TYPES', '53.8000000'],
        ['longitude', 'MULTIPLE_LOCATION_DATA_TYPES', '-4.4000000'],
      ],
    ],
    [
      'places elsewhere',
      { 9: '49.4999', 10: '2.6001' },
      [
        ['latitude', 'INVALID_LOCATION_DATA_RANGE', '49.4999'],
        ['longitude', 'INVALID_LOCATION_DATA_RANGE', '2.6001'],
      ],
    ],
    [
      'a grid too wide',
      { 7: '700000.1', 8: '-1', 9: '', 10: '', 11: '' },
      [
        ['easting', 'INVALID_LOCATION_DATA_RANGE', '700000.1'],
        ['northing', 'INVALID_LOCATION_DATA_RANGE', '-1'],
      ],
    ],
    ['no place', { 9: '', 10: ' ' }, [['', 'MISSING_LOCATION_DATA', '']]],
    ['the wrong datum', { 11: 'OSGB36' }, [['datum', 'DATUM_MISMATCH', 'OSGB36']]],
    [
      'the wrong datum for a grid',
      { 7: '335000', 8: '390000', 9: '', 10: '' },
      [['datum', 'DATUM_MISMATCH', 'WGS84']],
    ],
    ['an unknown datum', { 11: 'ED50' }, [['datum', 'DATUM_MISMATCH', 'ED50']]],
  ])('refuses %s', (_, cells, expected) => {
    expect(faults(cells)).toEqual(expected)
  })

  it('keeps every fault of a row, with its reference, message and action', () => {
    const { issues } = read(good, row({ 0: 'X', 1: 'Y', 4: 'R9', 5: '', 9: 'z' }))
    expect(issues.map(({ code }) => code)).toEqual([
      'INVALID_POLICE_FORCE',
      'INVALID_CRIME_TYPE',
      'INVALID_FROM_DATE_FORMAT',
      'INVALID_NUMBER',
    ])
    for (const issue of issues) {
      expect(issue).toMatchObject({ row: 2, crimeReference: 'R9' })
      expect(issue.message).toMatch(/^Cannot (use|read) /)
      expect(issue.requiredAction).not.toBe('')
    }
  })

  it.each([
    ['trailing spaces in a reference', { 4: ' G/1  ' }],
    ['a type in small letters', { 1: 'biad' }],
    ['exactly 12 hours', { 6: '20260329105500' }],
    ['a window of no length', { 6: '20260328225500' }],
    ['a datum in small letters', { 11: 'wgs 84' }],
    ['no datum', { 11: '' }],
    ['a second file, sent again', { 3: 'CHS20260329-2-r' }],
    ['an amendment', { 3: 'CHS20260329-A' }],
    ['east Kent', { 7: '639821.8', 8: '169565.9', 9: '', 10: '', 11: 'OSGB36' }],
  ])('accepts %s', (_, cells) => {
    const { outcome, crimes } = read(row(cells))
    expect(outcome).toBe('SUCCESSFUL')
    expect(crimes[0]?.statement).toMatchObject({ crimeReference: 'G/1', crimeType: 'BIAD' })
  })

  it('numbers rows as an editor does, past a mark, CRLF, blank lines and breaks inside quotes', () => {
    const bad = row({ 1: 'XX' })
    const text = `\uFEFF${good}\r\n\r\n${row({ 4: 'G/2', 12: '"two, ""2""\r\nlines"' })}\r\n   \r\n${bad}\r\n`
    const { crimes, issues, counts } = readCrimeBatch(encoder.encode(text), fromNationalGrid)
    expect(crimes.map(({ row: line }) => line)).toEqual([1, 3])
    expect(crimes[1]?.statement.crimeText).toBe('two, "2"\r\nlines')
    expect(issues.map((issue) => [issue.row, issue.code])).toEqual([[6, 'INVALID_CRIME_TYPE']])
    expect(counts).toEqual({ rows: 3, accepted: 2, refused: 1, issues: 1 })
  })

  it('recognises a header row and says so', () => {
    const header =
      'POLICE_FORCE,CRIME_TYPE_ID,CRIME_TYPE_DESCRIPTION,BATCH_ID,CRIME_REFERENCE,CRIME_DATE_FROM,CRIME_DATE_TO,EASTING,NORTHING,LATITUDE,LONGITUDE,DATUM,CRIME_TEXT'
    const { outcome, issues, counts } = read(header, good)
    expect([outcome, counts.rows]).toEqual(['SUCCESSFUL', 1])
    expect(issues.map((issue) => [issue.row, issue.code])).toEqual([[1, 'UNEXPECTED_HEADER']])
  })

  it.each([
    'Force,Type,Desc,Batch,Ref,From,To,E,N,Lat,Lon,Datum,Text',
    'Police Force,Crime Type ID,Description,Batch ID,Crime Reference,From,To,Easting 1,N,Lat,Lon,Datum,Text',
  ])('recognises the header %s', (header) => {
    expect(read(header, good).issues.map(({ code }) => code)).toEqual(['UNEXPECTED_HEADER'])
  })

  it('keeps refused rows in their own bytes', () => {
    const ansi = Uint8Array.from(`${row({ 1: 'XX', 12: '\u00A330' })}\n${good}`, (c) =>
      c.charCodeAt(0),
    )
    const { refused } = readCrimeBatch(ansi, fromNationalGrid)
    expect(refused[0]?.raw.includes(0xa3)).toBe(true)
  })

  it('takes -r and -R for the same batch', () => {
    const { outcome, batchId } = read(
      row({ 3: 'CHS20260329-r' }),
      row({ 3: 'CHS20260329-R', 4: 'G/2' }),
    )
    expect([outcome, batchId]).toEqual(['SUCCESSFUL', 'CHS20260329-R'])
  })

  it('takes nothing of a file with two forces, two batches or no valid row', () => {
    const other = row({ 0: 'Cumbria', 3: 'CMB20260329' })
    const two = read(good, other)
    expect([two.outcome, two.crimes.length, two.counts.accepted, two.counts.refused]).toEqual([
      'FAILED',
      0,
      0,
      2,
    ])
    expect(two.issues.map(({ code, value }) => [code, value])).toEqual([
      ['MULTIPLE_POLICE_FORCES', 'Cheshire; Cumbria'],
      ['MULTIPLE_BATCH_IDS', 'CHS20260329; CMB20260329'],
    ])
    expect(two.refused.map(({ raw }) => new TextDecoder().decode(raw))).toEqual([good, other])
    expect(read(good, row({ 3: 'CHS20260330' })).issues.map(({ code }) => code)).toEqual([
      'MULTIPLE_BATCH_IDS',
    ])
    expect(read(good, row({ 0: 'X' })).outcome).toBe('PARTIAL')
    expect(read(row({ 0: 'X' })).issues.map(({ code }) => code)).toEqual([
      'INVALID_POLICE_FORCE',
      'ALL_RECORDS_FAILED',
    ])
    expect(read('').outcome).toBe('ERROR')
  })

  it('takes nothing of a file whose quotes make no sense, and says where', () => {
    const { outcome, issues, counts, refused } = read(good, row({ 12: '"never closed' }), good)
    expect([outcome, counts]).toEqual(['FAILED', { rows: 3, accepted: 0, refused: 3, issues: 1 }])
    expect(issues[0]).toMatchObject({ row: 2, code: 'MALFORMED_CSV' })
    expect(refused).toHaveLength(3)
  })

  it('counts columns, quotes or not', () => {
    expect(read(good, 'Cheshire,RB,short row').issues).toMatchObject([
      { row: 2, code: 'INVALID_COLUMN_COUNT', value: '3', field: '' },
    ])
    expect(read(good, `${good},`).issues[0]?.value).toBe('14')
  })

  it('reads text of any length, in UTF-8, UTF-16 or Windows-1252', () => {
    const long = 'x'.repeat(100_000)
    expect(read(row({ 12: long })).crimes[0]?.statement.crimeText).toBe(long)
    const ansi = Uint8Array.from(row({ 12: 'took \u00A330' }), (c) => c.charCodeAt(0))
    expect(readCrimeBatch(ansi, fromNationalGrid).crimes[0]?.statement.crimeText).toBe('took £30')
    const wide = new Uint8Array(Buffer.from(`\uFEFF${row({ 12: 'took £30' })}`, 'utf16le'))
    expect(readCrimeBatch(wide, fromNationalGrid).crimes[0]?.statement.crimeText).toBe('took £30')
  })

  it('converts the national grid', () => {
    const [crime] = read(
      row({ 7: '639821.835', 8: '169565.858', 9: '', 10: '', 11: 'OSGB36' }),
    ).crimes
    expect(crime?.statement.latitude).toBeCloseTo(51.3744702, 4)
    expect(crime?.statement.longitude).toBeCloseTo(1.4445473, 4)
  })
})
