import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsByDay, type HourCount, MOST_POSITIONS, movementParts } from './movement-parts.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONDAY = Date.UTC(2026, 0, 5)

/** A position a minute. */
function everyMinute(from: number, to: number, anHour = 60): HourCount[] {
  const counts: HourCount[] = []
  for (let hour = from; hour < to; hour += HOUR) counts.push({ hour, positions: anHour })
  return counts
}

describe('a long period as pages', () => {
  it('is one page of a fortnight at one a minute, and six of ninety days', () => {
    const fortnight = { from: MONDAY, to: MONDAY + 14 * DAY }
    expect(movementParts(fortnight, everyMinute(fortnight.from, fortnight.to))).toEqual([
      { ...fortnight, positions: 20_160 },
    ])
    const ninety = { from: MONDAY, to: MONDAY + 90 * DAY }
    const parts = movementParts(ninety, everyMinute(ninety.from, ninety.to))
    expect(parts.map(({ from, to }) => (to - from) / HOUR)).toEqual([
      15 * 24,
      15 * 24,
      15 * 24,
      15 * 24,
      15 * 24,
      15 * 24,
    ])
  })

  it('ends at midnight in London on the nights when clocks change', () => {
    for (const night of [Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25)]) {
      const within = { from: night - 2 * DAY, to: night + 3 * DAY }
      for (const { to } of movementParts(within, everyMinute(within.from, within.to), 1600)) {
        if (to === within.to) continue
        const shown = new Intl.DateTimeFormat('en-GB', {
          timeZone: 'Europe/London',
          timeStyle: 'short',
        }).format(to)
        expect(shown).toBe('00:00')
      }
    }
  })

  it('divides a day that alone holds too many at its hours', () => {
    const within = { from: MONDAY, to: MONDAY + DAY }
    const parts = movementParts(within, everyMinute(within.from, within.to, 3600))
    expect(parts.length).toBe(4)
    expect(parts.every(({ positions }) => positions <= MOST_POSITIONS)).toBe(true)
  })

  it('loses nothing, whatever the period and the counts', () => {
    const hours = fc.array(
      fc.record({ at: fc.nat(2000), positions: fc.integer({ min: 1, max: 4000 }) }),
    )
    fc.assert(
      fc.property(
        hours,
        fc.nat(90 * 24 * 60),
        fc.integer({ min: 1, max: 90 * 24 * 60 }),
        (some, start, length) => {
          const within = { from: MONDAY + start * 60_000, to: MONDAY + (start + length) * 60_000 }
          const counts = [
            ...new Map(some.map(({ at, positions }) => [MONDAY + at * HOUR, positions])),
          ]
            .map(([hour, positions]) => ({ hour, positions }))
            .filter(({ hour }) => hour + HOUR > within.from && hour < within.to)
            .sort((a, b) => a.hour - b.hour)
          const parts = movementParts(within, counts)
          expect(parts[0]?.from).toBe(within.from)
          expect(parts.at(-1)?.to).toBe(within.to)
          for (const [index, { from, to }] of parts.entries()) {
            expect(from).toBeLessThan(to)
            if (index > 0) expect(from).toBe(parts[index - 1]?.to)
          }
          const sum = (all: readonly { positions: number }[]) =>
            all.reduce((total, { positions }) => total + positions, 0)
          expect(sum(parts)).toBe(sum(counts))
        },
      ),
    )
  })
})

it('days are counted by their London date', () => {
  const night = Date.UTC(2026, 9, 24, 23)
  expect(countsByDay(everyMinute(night - HOUR, night + 2 * HOUR))).toEqual(
    new Map([
      ['2026-10-24', 60],
      ['2026-10-25', 120],
    ]),
  )
})
