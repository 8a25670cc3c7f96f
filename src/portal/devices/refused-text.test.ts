import { expect, it } from 'vitest'
import { refusedLines } from './refused-text.ts'

it('says in words which fields of a report could not be used, and what to do', () => {
  const wrong = (row: number) => ({ row, field: 'latitude', code: 'INVALID_LATITUDE' })
  const issues = [
    ...[7, 1, 2, 3, 4, 5].map(wrong),
    wrong(1),
    { row: 2, field: 'captured_at', code: 'INSTANT_IN_FUTURE' },
    { field: '', code: 'NEW_CODE' },
  ]
  const reason = 'Some of the report could not be used'
  expect(refusedLines({ receivedAt: 0, reason, issues })).toEqual([
    reason,
    'latitude, number 1, 2, 3, 4, 5 and 1 other: give the latitude in WGS84 decimal degrees with a point (INVALID_LATITUDE)',
    "captured_at, number 2: check the device's clock and the zone of the instant (INSTANT_IN_FUTURE)",
    'All of it: not usable (NEW_CODE)',
  ])
})

it('does not say of a report that could not be read at all that some of it could not be used', () => {
  const issues = [{ field: '', code: 'MALFORMED_JSON' }]
  const reason = 'Some of the report could not be used'
  expect(refusedLines({ receivedAt: 0, reason, issues })).toEqual([
    'None of the report could be used: give one JSON object (MALFORMED_JSON)',
  ])
})
