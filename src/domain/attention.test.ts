import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AttentionFact, attentionOf, compareAttention } from './attention.ts'

const now = Date.parse('2026-11-22T19:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const incidents = (of: Partial<Extract<AttentionFact, { kind: 'incidents' }>>): AttentionFact => ({
  kind: 'incidents',
  count: 1,
  waiting: 0,
  gravity: 2,
  what: 'In a restriction zone',
  since: now - HOUR,
  newest: now - HOUR,
  ...of,
})
const silent = (hours: number): AttentionFact => ({
  kind: 'device-silent',
  deviceId: 'D1',
  since: now - hours * HOUR,
})
const ending = (days: number): AttentionFact => ({
  kind: 'order-ending',
  endsAt: now + days * DAY,
})
const texts = (...facts: AttentionFact[]) => attentionOf(facts, now).reasons.map((r) => r.text)

describe('attentionOf()', () => {
  it('says of a shared match its number and day, and no more', () => {
    const shared = { kind: 'match-shared', since: now, newest: now } as const
    const qualifiedAt = Date.parse('2026-01-20T12:00Z')
    expect(texts({ ...shared, cases: [7], qualifiedAt })).toEqual([
      'A match was qualified by the hub on 20 January 2026. Ask the hub (case number 7)',
    ])
    expect(texts({ ...shared, cases: [7, 9], qualifiedAt })).toEqual([
      '2 matches were qualified by the hub, the last on 20 January 2026. Ask the hub (case numbers 7, 9)',
    ])
  })

  it('puts the gravest first, the oldest of equals first', () => {
    expect(
      attentionOf([ending(20), silent(5), incidents({ gravity: 1 }), silent(30)], now).reasons.map(
        ({ kind, gravity }) => [kind, gravity],
      ),
    ).toEqual([
      ['incidents', 1],
      ['device-silent', 2],
      ['device-silent', 3],
      ['order-ending', 4],
    ])
  })

  it('says reasons in words', () => {
    expect(texts(incidents({}))).toEqual(['In a restriction zone'])
    expect(texts(incidents({ waiting: 1 }))).toEqual([
      'In a restriction zone: waits for a decision',
    ])
    expect(texts(incidents({ count: 3, waiting: 2 }))).toEqual([
      '3 incidents to deal with, 2 waiting for a decision. The gravest: In a restriction zone',
    ])
    expect(texts(silent(5))).toEqual(['Nothing heard of device D1 for 5 hours'])
    expect(texts(ending(5))).toEqual(['The order ends in 5 days, on 27 November 2026'])
    expect(
      texts({
        kind: 'waiting-too-long',
        count: 1,
        days: 5,
        since: now - DAY,
        newest: now - DAY,
      }),
    ).toEqual(['1 violation has waited longer than 5 days for a decision'])
    expect(
      texts({
        kind: 'unusual-movement',
        what: '12 short journeys, usually 3 on the 28 known days before; listed from 8',
        since: now - DAY,
        newest: now - DAY,
      }),
    ).toEqual([
      'Unusual on 21 November 2026: 12 short journeys, usually 3 on the 28 known days before; listed from 8',
    ])
  })

  it('tells of an order in its last 28 days only, and more urgently in its last 7', () => {
    expect(texts(ending(29))).toEqual([])
    expect(texts(ending(-1))).toEqual([])
    expect(attentionOf([ending(28)], now).reasons[0]?.gravity).toBe(4)
    expect(attentionOf([ending(7)], now).reasons[0]?.gravity).toBe(3)
  })

  it('takes what was seen for seen until something newer is told', () => {
    const facts = [incidents({ newest: now - 2 * HOUR }), ending(20)]
    expect(attentionOf(facts, now).seen).toBe(false)
    expect(attentionOf(facts, now, now - HOUR).seen).toBe(true)
    expect(attentionOf([...facts, incidents({ newest: now })], now, now - HOUR).seen).toBe(false)
    expect(attentionOf([], now, now).seen).toBe(false)
    // What was seen of a silence of hours is not what a silence of days is, nor an order's last week its last month.
    expect(attentionOf([silent(23)], now, now - HOUR).seen).toBe(true)
    expect(attentionOf([silent(24.5)], now, now - HOUR).seen).toBe(false)
    expect(attentionOf([ending(6.99)], now, now - HOUR).seen).toBe(false)
  })
})

describe('compareAttention()', () => {
  it('puts whom nobody has looked at first, then the gravest, then the oldest, then the rest', () => {
    const old = attentionOf([incidents({ since: now - DAY })], now)
    const young = attentionOf([incidents({})], now)
    const grave = attentionOf([incidents({ gravity: 1 })], now)
    const seen = attentionOf([incidents({ gravity: 1 })], now, now)
    const none = attentionOf([], now)
    expect([none, seen, young, grave, old].toSorted(compareAttention)).toEqual([
      grave,
      old,
      young,
      seen,
      none,
    ])
  })

  it('is one order, whatever the reasons', () => {
    const fact = fc.oneof(
      fc
        .record({ gravity: fc.integer({ min: 1, max: 5 }), ago: fc.integer({ min: 0, max: 99 }) })
        .map(({ gravity, ago }) => incidents({ gravity, since: now - ago * HOUR })),
      fc.integer({ min: 0, max: 60 }).map(silent),
      fc.integer({ min: -2, max: 40 }).map(ending),
    )
    const anybody = fc
      .tuple(fc.array(fact, { maxLength: 4 }), fc.option(fc.integer({ min: 0, max: 60 })))
      .map(([facts, ago]) => attentionOf(facts, now, ago === null ? undefined : now - ago * HOUR))
    fc.assert(
      fc.property(anybody, anybody, anybody, (a, b, c) => {
        expect(compareAttention(a, b) + compareAttention(b, a)).toBe(0)
        if (compareAttention(a, b) <= 0 && compareAttention(b, c) <= 0) {
          expect(compareAttention(a, c)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})
