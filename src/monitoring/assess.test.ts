import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appointmentAtHome,
  between,
  curfewAtHome,
  instant,
  keepAway,
  settings,
  stay,
} from '../../test/support/monitored.ts'
import { assess, stretchToLookAt } from './assess.ts'
import type { Finding, Observation } from './finding.ts'
import type { Rule } from './rule.ts'

const rules: readonly Rule[] = [curfewAtHome, appointmentAtHome, keepAway]
const within = between('2026-01-05T00:00', '2026-01-06T12:00')
const now = within.to

/** Walks between home and elsewhere, with gaps, and circles from good to useless. */
const trail = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 90 }),
      place: fc.constantFrom(0, 0.08, 0.15, 2),
      accuracyMetres: fc.constantFrom(5, 60, 800, undefined),
      mechanism: fc.constantFrom('GPS', 'LBS'),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    let capturedAt = within.from
    return steps.map(({ minutes, place, accuracyMetres, mechanism }): Observation => {
      capturedAt += minutes * 60_000
      return {
        capturedAt,
        latitude: 53.8 + place / 111.3,
        longitude: -4.4,
        accuracyMetres,
        mechanism,
      }
    })
  })

describe('assess()', () => {
  it.each(rules)(
    'says the same of $kind whatever order positions come in and however often',
    (rule) => {
      const orders = trail.chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
        ),
      )
      fc.assert(
        fc.property(orders, ([once, shuffled]) => {
          const said = assess(rule, once, { within, now }, settings)
          const copies = shuffled.map((each) => ({ ...each }))
          expect(assess(rule, copies, { within, now }, settings)).toEqual(said)
        }),
        { numRuns: 40 },
      )
    },
  )

  it.each([curfewAtHome, appointmentAtHome])(
    'says the same of what ended in a stretch when more is looked at: $kind',
    (rule) => {
      const cut = fc.integer({ min: 1, max: 35 }).map((hour) => within.from + hour * 3_600_000)
      fc.assert(
        fc.property(trail, cut, (observations, to) => {
          const part = { from: within.from, to }
          const shorter = assess(rule, observations, { within: part, now }, settings)
          const longer = assess(rule, observations, { within, now }, settings)
          const covered = stretchToLookAt(rule, part)
          expect(shorter.findings).toEqual(longer.findings.filter(({ from }) => from < covered.to))
        }),
        { numRuns: 40 },
      )
    },
  )

  it('says the same of entries that were over in a stretch when more is looked at', () => {
    const cut = fc.integer({ min: 1, max: 35 }).map((hour) => within.from + hour * 3_600_000)
    fc.assert(
      fc.property(trail, cut, (observations, to) => {
        const look = (end: number) =>
          assess(keepAway, observations, { within: { ...within, to: end }, now }, settings).findings
        // Over for so long that positions after the stretch say nothing of it.
        const isOver = ({ to: end = Infinity }: Finding) => end < to - 2 * 3_600_000
        expect(look(within.to)).toEqual(expect.arrayContaining(look(to).filter(isOver)))
      }),
      { numRuns: 40 },
    )
  })

  it('never counts what is not known, nor outside of the rule', () => {
    fc.assert(
      fc.property(trail, fc.constantFrom(...rules), (observations, rule) => {
        const monitored = between('2026-01-05T09:00', '2026-01-05T23:00')
        const limited = { ...rule, within: [monitored] }
        const { findings, states } = assess(limited, observations, { within, now }, settings)
        for (const span of states) {
          expect(span.from).toBeGreaterThanOrEqual(monitored.from)
          expect(span.to).toBeLessThanOrEqual(monitored.to)
        }
        for (const { counted } of findings) {
          for (const stretch of counted) {
            const shared = states.filter(({ from, to }) => from < stretch.to && stretch.from < to)
            expect(shared.map(({ state }) => state)).not.toContain('unknown')
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('does not look at positions outside of the rule', () => {
    const limited = { ...curfewAtHome, within: [between('2026-01-05T19:00', '2026-01-06T07:00')] }
    const before = stay(2, '2026-01-05T18:00', '2026-01-05T18:59')
    const { states } = assess(limited, before, { within, now }, settings)
    expect(states.every(({ state }) => state === 'unknown')).toBe(true)
  })

  it('looks at whole nights and appointments', () => {
    const minute = between('2026-01-06T00:00', '2026-01-06T00:01')
    expect(stretchToLookAt(curfewAtHome, minute)).toEqual(
      between('2026-01-05T19:00', '2026-01-06T07:00'),
    )
    const during = between('2026-01-05T10:30', '2026-01-05T10:31')
    expect(stretchToLookAt(appointmentAtHome, during)).toEqual(
      between('2026-01-05T10:00', '2026-01-05T11:00'),
    )
    expect(stretchToLookAt(keepAway, during)).toEqual(during)
    expect(instant('2026-01-05T10:30')).toBe(during.from)
  })
})
