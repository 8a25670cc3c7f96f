import fc from 'fast-check'
import { expect, it } from 'vitest'
import { union } from './interval.ts'
import { silencesWithin } from './silences.ts'

const MINUTE = 60_000

it('are before the first, between two and after the last, longer than the gap', () => {
  const within = [
    { from: 0, to: 30 * MINUTE },
    { from: 60 * MINUTE, to: 70 * MINUTE },
    { from: 90 * MINUTE, to: 94 * MINUTE },
  ]
  const captured = [-1, 6, 11, 29, 50, 65].map((minute) => minute * MINUTE)
  expect(silencesWithin(within, captured, 5)).toEqual([
    { from: 0, to: 6 * MINUTE },
    { from: 11 * MINUTE, to: 29 * MINUTE },
  ])
  expect(silencesWithin(within, [], 5)).toEqual(within.slice(0, 2))
  expect(silencesWithin([], captured, 5)).toEqual([])
})

it('hold no instant that was captured, but at their ends, and leave no longer gap', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 3600 }), { maxLength: 40 })
  const intervals = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 3600 }),
      length: fc.integer({ min: 1, max: 900 }),
    }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(instants, intervals, (seconds, spans) => {
      const captured = seconds.map((second) => second * 1000).sort((a, b) => a - b)
      const within = union(
        spans.map(({ from, length }) => ({ from: from * 1000, to: (from + length) * 1000 })),
      )
      const silences = silencesWithin(within, captured, 5)
      for (const { from, to } of silences) {
        expect(to - from).toBeGreaterThan(5 * MINUTE)
        expect(captured.filter((instant) => instant > from && instant < to)).toEqual([])
        expect(within.some((span) => span.from <= from && to <= span.to)).toBe(true)
      }
      for (const span of within) {
        const marks = [span.from, ...captured, span.to].filter(
          (instant) => instant >= span.from && instant <= span.to,
        )
        marks.sort((a, b) => a - b)
        const long = marks.filter((mark, index) => mark - (marks[index - 1] ?? mark) > 5 * MINUTE)
        const ours = silences.filter(({ from, to }) => span.from <= from && to <= span.to)
        expect(ours.map(({ to }) => to)).toEqual(long)
      }
    }),
  )
})
