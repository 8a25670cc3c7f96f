import { expect, test } from 'vitest'
import { POSITIONS_HEADER, PositionRows } from './position-rows.ts'
import { GPS, LBS, type Reading, ReportedPositions } from './reported-positions.ts'

const fix: Reading = {
  latitude: 538_000_005,
  longitude: -44_000_000,
  accuracyMetres: 12,
  mechanism: GPS,
  speedKmh: 0,
  headingDegrees: 359,
  hdopTenths: 12,
  satellites: 9,
}
const cell: Reading = {
  ...fix,
  longitude: -1,
  accuracyMetres: -1,
  mechanism: LBS,
  speedKmh: -1,
  headingDegrees: -1,
  hdopTenths: -1,
  satellites: -1,
}

test('rows are as the design promises, cell by cell', () => {
  const positions = new ReportedPositions()
  const at = (text: string): number => Date.parse(text)
  const captured = at('2026-01-26T23:59:58.070Z')
  positions.add(1, captured, at('2026-01-26T23:59:59Z'), at('2026-01-27T00:00:05Z'), fix)
  positions.add(0, captured, at('2026-01-27T00:00:00Z'), at('2026-01-27T00:00:04Z'), cell)
  const rows = new PositionRows(['D0001', 'D0002'])
  const hour = { from: at('2026-01-27T00:00:00Z'), positions, order: Uint32Array.of(1, 0) }
  const text = [...rows.chunks(hour)].map((chunk) => new TextDecoder().decode(chunk)).join('')
  expect(POSITIONS_HEADER.trim().split(',')).toHaveLength(12)
  expect(text).toBe(
    'D0001,2026-01-26T23:59:58.070Z,53.8000005,-0.0000001,,LBS,,,,,2026-01-27T00:00:00Z,' +
      '2026-01-27T00:00:04Z\n' +
      'D0002,2026-01-26T23:59:58.070Z,53.8000005,-4.4000000,12,GPS,0,359,1.2,9,' +
      '2026-01-26T23:59:59Z,2026-01-27T00:00:05Z\n',
  )
})
