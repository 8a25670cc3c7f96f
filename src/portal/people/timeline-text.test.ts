import { describe, expect, it } from 'vitest'
import { monthText, monthWithin } from './months.ts'
import { timelineWords } from './timeline-text.ts'

const said = (what: string, body: Record<string, unknown>, id: string | undefined = undefined) => {
  const { title, more } = timelineWords({ at: 0, what, id, body })
  return [title, ...more]
}

describe('timelineWords()', () => {
  it.each([
    [
      'order-began',
      { orderType: 'POST_RELEASE' },
      'O1',
      ['Order began: Licence after release', 'Order O1'],
    ],
    [
      'order-changed',
      { version: 2, variations: ['CHANGE_TO_CURFEW_HOURS'], withdrawn: false },
      'O1',
      ['Order varied', 'Curfew hours', 'Order O1, version 2'],
    ],
    [
      'order-changed',
      { version: 3, variations: [], withdrawn: true },
      'O1',
      ['Order withdrawn', 'Order O1, version 3'],
    ],
    ['device-fitted', { reason: null }, 'D1', ['Device fitted: D1']],
    [
      'device-removed',
      { reason: 'swapped' },
      'D1',
      ['Device taken off: D1', 'Swapped for another'],
    ],
    ['incident', { kind: 'battery-low', gravity: 4 }, '3', ['The battery is low']],
    [
      'decided',
      {
        decision: 'excused',
        reason: 'emergency',
        text: '',
        by: 'Ann',
        kind: 'curfew-left-during',
        takenBack: true,
      },
      '3',
      [
        'Violation decided: excused',
        'Away from home during curfew hours',
        'Emergency',
        'By Ann',
        'Taken back since',
      ],
    ],
    [
      'outcome',
      { outcome: 'recall', onDate: '2026-03-29', by: 'Ann' },
      '3',
      ['Recall to custody', 'On 29 March 2026', 'By Ann'],
    ],
    ['note', { text: 'Spoke', by: 'Ann' }, '1', ['Note', 'Spoke', 'By Ann']],
    [
      'absence',
      { reason: 'court', text: '', from: 0, to: 3_600_000, by: 'Ann' },
      undefined,
      ['Absence authorised: Court', '1 January 1970, 01:00 to 02:00 GMT+1', 'By Ann'],
    ],
    [
      'allocated',
      { practitioner: 'Ann', team: 'North' },
      undefined,
      ['Supervised by Ann', 'North'],
    ],
    ['something-new', {}, undefined, ['something-new']],
  ])('says %s %o', (what, body, id, words) => {
    expect(said(what, body, id)).toEqual(words)
  })
})

describe('months', () => {
  it('are London’s, from their first moment to the next one’s', () => {
    expect(monthWithin('2026-10')).toEqual({
      from: Date.parse('2026-09-30T23:00Z'),
      to: Date.parse('2026-11-01T00:00Z'),
    })
    expect(monthWithin('2026-13')).toBeUndefined()
    expect(monthWithin('')).toBeUndefined()
    expect(monthText('2026-03')).toBe('March 2026')
  })
})
