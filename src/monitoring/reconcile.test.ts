import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  between,
  curfewAtHome,
  instant,
  keepAway,
  settings,
  stay,
  told,
} from '../../test/support/monitored.ts'
import { assess, stretchToLookAt } from './assess.ts'
import { causeOf } from './cause.ts'
import type { Finding, Observation } from './finding.ts'
import {
  type Change,
  type Reason,
  type RevisionWhy,
  reconcile,
  type SaidBefore,
  toldWholeAt,
} from './reconcile.ts'
import type { Rule } from './rule.ts'

const AWAY = 2
const evening = between('2026-01-05T20:00', '2026-01-05T21:00')
const later = instant('2026-01-07T00:00')

/** What is kept once changes are written, as a store keeps it: by cause. */
function written(
  kept: readonly SaidBefore[],
  changes: readonly Change<SaidBefore>[],
): SaidBefore[] {
  const byCause = new Map(kept.map((each) => [each.finding.cause, each]))
  for (const change of changes) {
    if (change.does === 'retract') {
      byCause.set(change.said.finding.cause, { ...change.said, isRetracted: true })
    } else {
      if (change.does === 'begin') expect(byCause.has(change.finding.cause)).toBe(false)
      byCause.set(change.finding.cause, { finding: change.finding, isRetracted: false })
    }
  }
  return [...byCause.values()]
}

function look(
  rule: Rule,
  observations: readonly Observation[],
  kept: readonly SaidBefore[],
  reason: Reason = 'data',
  now = later,
) {
  const within = stretchToLookAt(rule, evening)
  const { findings } = assess(rule, observations, { within, now }, settings)
  const changes = reconcile(kept, findings, { stretch: within, now, reason })
  return {
    changes: changes.map((change) =>
      change.does === 'retract'
        ? ['retract', change.why, change.said.finding.kind]
        : [
            change.does,
            change.does === 'begin' ? '' : change.why,
            ...told(change.finding).slice(0, 3),
          ],
    ),
    kept: written(kept, changes),
  }
}

const atHomeElse = (from: string, to: string) => [
  ...stay(0, '2026-01-05T18:00', `2026-01-05T${from}`),
  ...stay(0, `2026-01-05T${to}`, '2026-01-06T08:00'),
]

describe('reconcile()', () => {
  it('begins, goes on, ends, and then has nothing to say', () => {
    const trail = [
      ...atHomeElse('19:59', '20:40'),
      ...stay(AWAY, '2026-01-05T20:00', '2026-01-05T20:39'),
    ]
    const at = (now: string, kept: readonly SaidBefore[]) =>
      look(curfewAtHome, trail, kept, 'data', instant(`2026-01-05T${now}`))
    const first = at('20:05', [])
    expect(first.changes.map((each) => each.slice(0, 4))).toEqual([
      ['begin', '', 'curfew-left-during', 'potential'],
    ])
    const second = at('20:15', first.kept)
    expect(second.changes.map((each) => each.slice(0, 4))).toEqual([
      ['revise', 'went-on', 'curfew-left-during', 'actual'],
    ])
    expect(at('20:16', second.kept).changes).toEqual([])
    const ended = look(curfewAtHome, trail, second.kept)
    expect(ended.changes.map((each) => each.slice(0, 4))).toEqual([
      ['revise', 'ended', 'curfew-left-during', 'actual'],
    ])
    expect(look(curfewAtHome, trail, ended.kept).changes).toEqual([])
    expect(ended.kept).toHaveLength(1)
  })

  it('tells all that counts of what goes on once nothing more of it comes', () => {
    const trail = [
      ...stay(0, '2026-01-05T18:00', '2026-01-05T19:59'),
      ...stay(AWAY, '2026-01-05T20:00', '2026-01-05T20:20'),
    ]
    const at = (now: string, kept: readonly SaidBefore[]) =>
      look(curfewAtHome, trail, kept, 'data', instant(`2026-01-05T${now}`))
    const first = at('20:12', [])
    expect(at('20:21', first.kept).changes).toEqual([])
    const silent = at('20:36', first.kept)
    expect(silent.changes.map(([does, why]) => [does, why])).toEqual([['revise', 'went-on']])
    expect(silent.kept[0]?.finding.counted.at(-1)?.to).toBe(instant('2026-01-05T20:20'))
    expect(at('20:50', silent.kept).changes).toEqual([])
    expect(first.kept[0] && toldWholeAt(first.kept[0].finding)).toBeGreaterThan(
      instant('2026-01-05T20:12'),
    )
  })

  it('says openly what late positions change: an absence cut in two', () => {
    const seen = [
      ...atHomeElse('19:59', '21:00'),
      ...stay(AWAY, '2026-01-05T20:00', '2026-01-05T20:15'),
      ...stay(AWAY, '2026-01-05T20:45', '2026-01-05T20:59'),
    ]
    const before = look(curfewAtHome, seen, [])
    expect(before.changes).toHaveLength(1)
    const late = [...seen, ...stay(0, '2026-01-05T20:20', '2026-01-05T20:40')]
    const after = look(curfewAtHome, late, before.kept, 'late-data')
    expect(after.changes.map((each) => each.slice(0, 3))).toEqual([
      ['revise', 'late-data', 'curfew-left-during'],
      ['begin', '', 'curfew-left-during'],
    ])
    // The earlier, longer part keeps what people wrote to it.
    expect(after.kept[0]?.finding.cause).toBe(before.kept[0]?.finding.cause)
    const again = look(curfewAtHome, seen, after.kept, 'late-data')
    expect(again.changes.map(([does]) => does)).toEqual(['revise', 'retract'])
    const thrice = look(curfewAtHome, late, again.kept, 'late-data')
    expect(thrice.changes.map(([does, why]) => [does, why])).toEqual([
      ['revise', 'late-data'],
      ['revise', 'late-data'],
    ])
  })

  it('says openly what late positions change: a gap that was spent at home', () => {
    const seen = [
      ...atHomeElse('19:59', '21:00'),
      ...stay(AWAY, '2026-01-05T20:00', '2026-01-05T20:12'),
    ]
    const before = look(curfewAtHome, seen, [])
    expect(before.kept[0]?.finding.unknown).toHaveLength(1)
    const late = [...seen, ...stay(0, '2026-01-05T20:13', '2026-01-05T20:59')]
    const after = look(curfewAtHome, late, before.kept, 'late-data')
    expect(after.changes.map(([does, why]) => [does, why])).toEqual([['revise', 'late-data']])
    expect(after.kept[0]?.finding.unknown).toEqual([])
  })

  it('says openly what late positions change: an entry that nobody saw', () => {
    const seen = [
      ...stay(AWAY, '2026-01-05T18:00', '2026-01-05T20:00'),
      ...stay(AWAY, '2026-01-05T21:00', '2026-01-05T22:00'),
    ]
    const before = look(keepAway, seen, [])
    expect(before.changes).toEqual([])
    const late = [...seen, ...stay(0, '2026-01-05T20:20', '2026-01-05T20:40')]
    const after = look(keepAway, late, before.kept, 'late-data')
    expect(after.changes.map((each) => each.slice(0, 4))).toEqual([
      ['begin', '', 'exclusion-entered', 'actual'],
    ])
    const gone = look(keepAway, seen, after.kept, 'rule-changed')
    expect(gone.changes).toEqual([['retract', 'rule-changed', 'exclusion-entered']])
  })

  it('says why by what came: newer positions, late ones, a rule that changed, positions erased', () => {
    const away = stay(AWAY, '2026-01-05T18:00', '2026-01-06T08:00')
    const before = look(curfewAtHome, away, []).kept
    const whys: readonly (readonly [Reason, RevisionWhy])[] = [
      ['data', 'newer-data'],
      ['late-data', 'late-data'],
      ['rule-changed', 'rule-changed'],
      ['erased', 'erased'],
    ]
    for (const [reason, why] of whys) {
      const { changes, kept } = look(curfewAtHome, [], before, reason)
      expect(changes).toEqual([['retract', why, 'curfew-absent-throughout']])
      expect(look(curfewAtHome, away, kept, reason).changes[0]?.slice(0, 2)).toEqual([
        'revise',
        why,
      ])
    }
  })

  it('touches nothing that begins outside of the stretch', () => {
    const [found] = look(curfewAtHome, stay(AWAY, '2026-01-05T18:00', '2026-01-06T08:00'), []).kept
    const elsewhere = between('2026-01-05T20:00', '2026-01-05T21:00')
    expect(
      found && reconcile([found], [], { stretch: elsewhere, now: later, reason: 'data' }),
    ).toEqual([])
  })

  it('leaves what is kept saying what is said now, each cause once, whatever was said before', () => {
    const hour = 3_600_000
    const span = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 3 }))
    const saying = fc.array(span, { maxLength: 4 }).map((spans) => {
      const taken = new Set<number>()
      return spans.flatMap(([from, length]) => {
        const hours = Array.from({ length }, (_, index) => from + index)
        if (hours.some((each) => taken.has(each))) return []
        for (const each of [...hours, from - 1, from + length]) taken.add(each)
        return [finding(from * hour, (from + length) * hour)]
      })
    })
    const stretch = { from: 0, to: 24 * hour }
    fc.assert(
      fc.property(fc.array(saying, { minLength: 1, maxLength: 5 }), (sayings) => {
        let kept: SaidBefore[] = []
        for (const findings of sayings) {
          kept = written(
            kept,
            reconcile(kept, findings, { stretch, now: stretch.to, reason: 'data' }),
          )
          const standing = kept.filter(({ isRetracted }) => !isRetracted)
          const times = ({ from, to }: Finding) => [from, to]
          const now = standing.map((each) => times(each.finding))
          expect(now.sort()).toEqual(findings.map(times).sort())
          expect(reconcile(kept, findings, { stretch, now: stretch.to, reason: 'data' })).toEqual(
            [],
          )
        }
      }),
    )
  })
})

it('says nothing anew of what only happened because it waited for a threshold once', () => {
  const at = evening.from
  const moved: Finding = { ...finding(at, at), kind: 'home-unit-moved', family: 'home-unit' }
  const changesOf = (before: Finding) => {
    const said = [{ finding: before, isRetracted: false }]
    return reconcile(said, [moved], { stretch: evening, now: later, reason: 'data' })
  }
  expect(changesOf({ ...moved, actualAt: at + 120_000 })).toEqual([])
  expect(changesOf({ ...moved, stage: 'potential', actualAt: undefined })).toHaveLength(1)
})

function finding(from: number, to: number): Finding {
  return {
    cause: causeOf('W1/O1/C1', from),
    family: 'zone',
    kind: 'exclusion-entered',
    conditionId: 'C1',
    zoneId: 'Z1',
    stage: 'actual',
    from,
    to,
    actualAt: from,
    certainty: 1,
    counted: [],
    unknown: [],
    evidence: [],
  }
}
