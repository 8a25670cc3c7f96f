import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between, curfewAtHome, instant, settings, stay } from '../../test/support/monitored.ts'
import { assess } from './assess.ts'
import { nightsOf } from './nights.ts'
import {
  appointmentKept,
  gravest,
  type KeptDay,
  keptAnswers,
  keptInARow,
  type Noticed,
  nightKept,
} from './required-kept.ts'

const within = between('2026-01-05T12:00', '2026-01-06T12:00')
const morning = instant('2026-01-06T12:00')
const HOME = 0
const AWAY = 3

/** What is said of the night of 5 January, 19:00 to 07:00. */
function kept(
  observations: ReturnType<typeof stay>,
  noticed: readonly Noticed[] = [],
  now = morning,
  rule = curfewAtHome,
) {
  const [night] = nightsOf(rule, within)
  if (!night) throw new Error('There is no night')
  const said = assess(rule, observations, { within: night, now }, settings)
  return nightKept(night, said, noticed, { now, thresholdMinutes: 10 })
}

const atHome = stay(HOME, '2026-01-05T18:00', '2026-01-06T08:00')
/** Away for so many minutes from 22:00, at home before and after. */
const awayFor = (minutes: number) => {
  const at = (minute: number) => `2026-01-05T22:${String(minute).padStart(2, '0')}`
  return [
    ...stay(HOME, '2026-01-05T18:00', '2026-01-05T21:59'),
    ...stay(AWAY, at(0), at(minutes)),
    ...stay(HOME, at(minutes + 1), '2026-01-06T08:00'),
  ]
}
const evening = between('2026-01-05T22:00', '2026-01-05T22:40')

describe('nightKept()', () => {
  it('is kept only where nothing that is not known is long enough to hide an absence', () => {
    expect(kept(atHome)).toBe('kept')
    const without = (from: string, to: string) =>
      atHome.filter(({ capturedAt: at }) => at < instant(from) || at > instant(to))
    expect(kept(without('2026-01-06T03:00', '2026-01-06T03:40'))).toBe('unknown')
    expect(kept(without('2026-01-06T03:00', '2026-01-06T03:10'))).toBe('kept')
    expect(kept([])).toBe('unknown')
    expect(kept(stay(HOME, '2026-01-05T18:00', '2026-01-06T05:00'))).toBe('unknown')
  })

  it('waits for a decision where somebody was away, noticed as an incident or not yet', () => {
    expect(kept(awayFor(40))).toBe('undecided')
    expect(kept(awayFor(40), [{ ...evening, state: 'pending' }])).toBe('undecided')
    expect(kept(awayFor(40), [{ ...evening, state: 'counted' }])).toBe('broken')
    expect(kept(awayFor(40), [{ ...evening, state: 'excused' }])).toBe('excused')
    expect(kept(awayFor(40), [{ ...evening, state: 'authorised' }])).toBe('excused')
    // Minutes that came late wait, whatever was decided of the others.
    const late = { ...between('2026-01-05T22:40', '2026-01-05T22:50'), state: 'pending' } as const
    expect(kept(awayFor(49), [{ ...evening, state: 'excused' }, late])).toBe('undecided')
  })

  it('leaves out what is too short to count, and does not call kept what is only unsure', () => {
    expect(kept(awayFor(6))).toBe('kept')
    // An hour of positions just outside that is no incident, because an error may explain it.
    const [night] = nightsOf(curfewAtHome, within)
    const hour = { ...between('2026-01-05T22:00', '2026-01-05T23:00'), state: 'outside' } as const
    const rest = { ...between('2026-01-05T23:00', '2026-01-06T07:00'), state: 'inside' } as const
    const when = { now: morning, thresholdMinutes: 10 }
    expect(night && nightKept(night, { states: [hour, rest], findings: [] }, [], when)).toBe(
      'unknown',
    )
  })

  it('is not over before it is, and nothing where nothing was required', () => {
    const midnight = instant('2026-01-06T00:00')
    const before = atHome.filter(({ capturedAt }) => capturedAt <= midnight)
    expect(kept(before, [], midnight)).toBe('open')
    const rule = { ...curfewAtHome, absences: [within] }
    expect(kept(atHome, [], morning, rule)).toBeUndefined()
  })

  it.each([
    ['March', '2026-03-28T19:00', '2026-03-29T06:00', 11 * 60],
    ['October', '2026-10-24T18:00', '2026-10-25T07:00', 13 * 60],
  ])('asks for every hour of the night when clocks change in %s', (_, from, to, minutes) => {
    const [night] = nightsOf(curfewAtHome, { from: instant(from), to: instant(to) })
    expect(((night?.to ?? 0) - (night?.from ?? 0)) / 60_000).toBe(minutes)
    const now = instant(to) + 1
    const all = stay(HOME, from, to)
    const said = (observations: typeof all) =>
      night &&
      nightKept(night, assess(curfewAtHome, observations, { within: night, now }, settings), [], {
        now,
        thresholdMinutes: 10,
      })
    expect(said(all)).toBe('kept')
    // An hour of it that nothing is known of, as long as the one that clocks leave out or have twice.
    const hole = all.filter(
      ({ capturedAt: at }) => at < instant(to) - 7 * 3_600_000 || at > instant(to) - 6 * 3_600_000,
    )
    expect(said(hole)).toBe('unknown')
  })
})

describe('nightKept(), whatever positions come', () => {
  const [night] = nightsOf(curfewAtHome, within)
  const minute = fc.record({
    at: fc.integer({ min: 0, max: 14 * 60 }),
    north: fc.constantFrom(HOME, HOME, HOME, AWAY),
  })

  it('never calls a night kept that an incident was noticed in', () => {
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 300 }), (minutes) => {
        if (!night) throw new Error('There is no night')
        const observations = minutes.flatMap(({ at, north }) => {
          const text = new Date(instant('2026-01-05T18:00') + at * 60_000).toISOString()
          return stay(north, text, text)
        })
        const said = assess(curfewAtHome, observations, { within: night, now: morning }, settings)
        const answer = nightKept(night, said, [], { now: morning, thresholdMinutes: 10 })
        const isAway = said.findings.some(({ stage }) => stage === 'actual')
        expect(answer === 'undecided').toBe(isAway)
        if (observations.length === 0) expect(answer).toBe('unknown')
      }),
      { numRuns: 60 },
    )
  })
})

describe('appointmentKept()', () => {
  const at = { ...between('2026-01-05T10:00', '2026-01-05T11:00'), arrivedAt: undefined }
  it('waits where somebody was late or did not come, and knows nothing without positions', () => {
    expect(appointmentKept({ ...at, outcome: 'on-time' }, [])).toBe('kept')
    expect(appointmentKept({ ...at, outcome: 'missed' }, [])).toBe('undecided')
    expect(appointmentKept({ ...at, outcome: 'late' }, [{ ...at, state: 'excused' }])).toBe(
      'excused',
    )
    expect(appointmentKept({ ...at, outcome: 'unknown' }, [])).toBe('unknown')
    expect(appointmentKept({ ...at, outcome: 'to-come' }, [])).toBe('open')
  })
})

describe('keptInARow()', () => {
  const answers = fc.constantFrom(undefined, ...keptAnswers)
  const days = fc
    .array(answers, { maxLength: 40 })
    .map((all) => all.map((kept, index): KeptDay => ({ date: dateOf(index), kept })))

  it('counts what is known to be kept since the last day that was not', () => {
    const said = ['kept', 'broken', 'unknown', 'kept', 'unknown', 'kept', 'excused', 'kept', 'open']
    const row = keptInARow(said.map((kept, index) => ({ date: dateOf(index), kept })) as KeptDay[])
    expect(row).toEqual({
      days: 3,
      since: dateOf(3),
      unknown: 1,
      excused: 1,
      endedBy: { date: dateOf(1), kept: 'broken' },
    })
  })

  it('is not altered by days that are not known, excused, open or without any duty', () => {
    fc.assert(
      fc.property(days, (all) => {
        const without = all.filter(({ kept }) =>
          ['kept', 'broken', 'undecided'].includes(kept ?? ''),
        )
        const [row, bare] = [keptInARow(all), keptInARow(without)]
        expect([row.days, row.since, row.endedBy]).toEqual([bare.days, bare.since, bare.endedBy])
        expect([bare.unknown, bare.excused]).toEqual([0, 0])
      }),
    )
  })

  it('counts every kept day after the last that was not, and no other', () => {
    fc.assert(
      fc.property(days, (all) => {
        const last = all.findLastIndex(({ kept }) => kept === 'broken' || kept === 'undecided')
        const after = all.slice(last + 1)
        const row = keptInARow(all)
        expect(row.days).toBe(after.filter(({ kept }) => kept === 'kept').length)
        expect(row.endedBy?.date).toBe(all[last]?.date)
        expect(row.days === 0).toBe(row.since === undefined)
      }),
    )
  })

  it('gravest() is one of what is said, and the same in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keptAnswers)), (said) => {
        expect(gravest(said)).toBe(gravest(said.toReversed()))
        expect(said.length === 0 ? undefined : said).toEqual(
          said.length === 0 ? gravest(said) : expect.arrayContaining([gravest(said)]),
        )
      }),
    )
  })
})

function dateOf(index: number): string {
  return new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
}
