import { expect, it } from 'vitest'
import { between, clock, instant, settings } from '../../test/support/monitored.ts'
import { silenceFindings } from './silence-findings.ts'

const day = between('2026-01-05T00:00', '2026-01-06T00:00')
const said = (heard: readonly string[], now: string) =>
  silenceFindings('A1', [day], heard.map(instant), instant(now), settings).map(
    ({ from, to, stage, unknown, counted }) => [
      clock(from),
      clock(to),
      stage,
      unknown.length,
      counted.length,
    ],
  )

it('is what lasts longer than the threshold, open while nothing is heard, and counts nothing', () => {
  const heard = ['2026-01-05T08:00', '2026-01-05T00:30', '2026-01-05T08:50']
  expect(said(heard, '2026-01-05T09:49')).toEqual([
    ['2026-01-05T00:30', '2026-01-05T08:00', 'actual', 1, 0],
  ])
  expect(said(heard, '2026-01-05T09:51').at(-1)).toEqual([
    '2026-01-05T08:50',
    undefined,
    'actual',
    1,
    0,
  ])
})

it('is filled by what was measured meanwhile and came late, and begins with the fitting', () => {
  expect(said(['2026-01-05T00:59', '2026-01-05T01:58'], '2026-01-05T02:00')).toEqual([])
  expect(said([], '2026-01-05T02:00')).toEqual([['2026-01-05T00:00', undefined, 'actual', 1, 0]])
})
