import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { trailDays, trailHours } from '../../domain/person-document.ts'
import { mapWindows } from './map-windows.ts'

const HOUR = 3_600_000

it('covers all of the period once, in order, whenever clocks change', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 }),
      fc.constantFrom(...trailDays),
      fc.constantFrom(...trailHours),
      (minutes, days, hours) => {
        const from = minutes * 60_000
        const within = { from, to: sameLondonTime(from, days) }
        const windows = mapWindows(within, hours)
        expect(windows[0]?.from).toBe(within.from)
        expect(windows.at(-1)?.to).toBe(within.to)
        for (const [index, window] of windows.entries()) {
          expect(window.to).toBeGreaterThan(window.from)
          expect(window.to).toBe(windows[index + 1]?.from ?? within.to)
          if (hours < 24) expect(window.to - window.from).toBeLessThanOrEqual(hours * HOUR)
        }
      },
    ),
  )
})

it('begins each day’s map at the same time by the clock', () => {
  const from = Date.parse('2026-10-24T07:00:00Z')
  const windows = mapWindows({ from, to: sameLondonTime(from, 3) }, 24)
  expect(windows.map((window) => londonLocal(window.from).time)).toEqual([
    '08:00',
    '08:00',
    '08:00',
  ])
  expect(windows.map(({ from, to }) => (to - from) / HOUR)).toEqual([25, 24, 24])
})
