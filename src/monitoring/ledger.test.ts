import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between } from '../../test/support/monitored.ts'
import type { Interval } from '../domain/interval.ts'
import type { Observation } from './finding.ts'
import {
  clockMinutes,
  type LedgerEntry,
  type LedgerLine,
  type LedgerState,
  ledgerStates,
  violationLedger,
} from './ledger.ts'

const seen: Observation = {
  capturedAt: 0,
  latitude: 53.8,
  longitude: -4.4,
  accuracyMetres: 10,
  mechanism: 'GPS',
}
const counted = (...stretches: readonly Interval[]) =>
  stretches.map((each) => ({ ...each, positions: [seen, seen] as const }))
const entry = (
  incidentId: string,
  stretch: Interval,
  decision?: 'excused' | 'authorised' | 'not-excused',
): LedgerEntry => ({
  incidentId,
  counted: counted(stretch),
  revision: 1,
  decision: decision && { decision, revision: 1, counted: counted(stretch) },
})

const statesOf = (lines: readonly LedgerLine[]): LedgerState[] => lines.map(({ state }) => state)

const evening = between('2026-01-05T19:00', '2026-01-05T20:00')

describe('clockMinutes()', () => {
  it('is what the ledger counts of the same stretches: whole minutes of the clock, each once', () => {
    const half = between('2026-01-06T19:00:30', '2026-01-06T19:30:30')
    expect(clockMinutes([half])).toBe(29)
    expect(clockMinutes([evening, half, evening])).toBe(89)
    expect(clockMinutes([])).toBe(0)
  })
})

describe('violationLedger()', () => {
  it('counts whole minutes against the allowance only where somebody decided so', () => {
    const half = between('2026-01-06T19:00:30', '2026-01-06T19:30:30')
    const ledger = violationLedger(
      [
        entry('1', evening, 'not-excused'),
        entry('2', half),
        entry('3', between('2026-01-07T19:00', '2026-01-07T19:20'), 'excused'),
        entry('4', between('2026-01-08T19:00', '2026-01-08T19:10'), 'authorised'),
      ],
      90,
    )
    expect(ledger.minutes).toEqual({ counted: 60, pending: 29, excused: 20, authorised: 10 })
    expect(ledger.leftMinutes).toBe(30)
    expect(ledger.lines.map(({ incidentId }) => incidentId)).toEqual(['1', '2', '3', '4'])
    expect(violationLedger([entry('1', evening, 'not-excused')], 45).leftMinutes).toBe(0)
  })

  it('says on which minutes a decision was overtaken: those taken away are gone, those added wait', () => {
    const now = between('2026-01-05T19:30', '2026-01-05T20:30')
    const overtaken: LedgerEntry = {
      incidentId: '1',
      counted: counted(now),
      revision: 3,
      decision: { decision: 'not-excused', revision: 2, counted: counted(evening) },
    }
    const ledger = violationLedger([overtaken], 120)
    expect(ledger.minutes).toEqual({ counted: 30, pending: 30, excused: 0, authorised: 0 })
    expect(ledger.lookAgain).toEqual(['1'])
    const same = violationLedger([{ ...overtaken, counted: counted(evening) }], 120)
    expect(same.lookAgain).toEqual([])
    const gone = violationLedger([{ ...overtaken, counted: [] }], 120)
    expect(gone.minutes.counted).toBe(0)
    expect(gone.lookAgain).toEqual(['1'])
  })

  it('has every minute once, in the first state that any incident gives it, and in order', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 7200 }), fc.integer({ min: 0, max: 3600 }))
      .map(([from, length]) => ({ from: from * 1000, to: (from + length) * 1000 }))
    const decision = fc.constantFrom(undefined, 'excused', 'authorised', 'not-excused')
    const entries = fc
      .array(fc.tuple(stretch, decision), { maxLength: 6 })
      .map((list) => list.map(([each, decided], index) => entry(String(index), each, decided)))
    fc.assert(
      fc.property(entries, (all) => {
        const { lines, minutes } = violationLedger(all, 120)
        const minuteStates = Array.from({ length: 180 }, (_, minute) => {
          const at = minute * 60_000
          const holds = (each: Interval) => each.from <= at && at + 60_000 <= each.to
          const states = all.flatMap(({ counted: [whole], decision: decided }) =>
            whole && holds(whole)
              ? [decided?.decision === 'not-excused' ? 'counted' : (decided?.decision ?? 'pending')]
              : [],
          )
          const first = ledgerStates.find((state) => states.includes(state))
          return [statesOf(lines.filter(holds)), first ? [first] : []]
        })
        expect(minuteStates.map(([found]) => found)).toEqual(
          minuteStates.map(([, expected]) => expected),
        )
        const sum = Object.values(minutes).reduce((total, each) => total + each, 0)
        expect(sum).toBe(lines.reduce((total, line) => total + line.minutes, 0))
        expect(lines.map(({ from }) => from)).toEqual(
          lines.map(({ from }) => from).toSorted((a, b) => a - b),
        )
      }),
    )
  })
})
