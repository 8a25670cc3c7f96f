import { describe, expect, it } from 'vitest'
import { conditionText, orderTypeText, remainingText } from './order-text.ts'

const at = (text: string) => Date.parse(text)

describe('orderTypeText()', () => {
  it.each([
    ['POST_RELEASE', 'Licence after release'],
    ['IMMIGRATION_BAIL', 'Immigration bail'],
    ['Youth order', 'Youth order'],
    ['', ''],
  ])('says %j', (type, text) => {
    expect(orderTypeText(type)).toBe(text)
  })
})

describe('conditionText()', () => {
  it('says of a trail whether crimes may be compared with it', () => {
    const trail = { id: 'C', kind: 'trail', from: 0, to: 1, crimeMapping: true } as const
    expect(conditionText(trail, [])).toContain('and may be compared')
    expect(conditionText({ ...trail, crimeMapping: false }, [])).toContain('may not be compared')
  })

  it('names the zones, and what they ask', () => {
    const zone = { id: 'Z1', kind: 'exclusion', geometry: null, from: 0, to: 1 } as const
    const condition = { id: 'C', from: 0, to: 1, crimeMapping: false } as const
    const zoneIds = ['Z1', 'Z2']
    expect(conditionText({ ...condition, kind: 'zone', zoneIds }, [zone])).toBe(
      'Zone: stay out of Z1, Z2',
    )
    expect(conditionText({ ...condition, kind: 'curfew', zoneIds: ['Z1'] }, [zone])).toBe(
      'Curfew: at home during set hours (Z1)',
    )
    const named = { ...zone, name: 'Quay' }
    expect(conditionText({ ...condition, kind: 'zone', zoneIds }, [named])).toBe(
      'Zone: stay out of Quay, Z2',
    )
    expect(conditionText({ ...condition, kind: 'zone' }, [])).toContain('a rule about an area')
  })
})

describe('remainingText()', () => {
  const order = { from: at('2026-01-05T00:00Z'), to: at('2026-07-05T23:30Z') }

  it.each([
    ['2026-01-04T23:00Z', 'starts on 5 January 2026'],
    ['2026-07-03T23:29Z', '2 days left'],
    ['2026-07-04T23:31Z', 'less than a day left'],
    ['2026-07-05T23:30Z', 'ended on 6 July 2026'],
  ])('says at %s: %s', (now, text) => {
    expect(remainingText(order, at(now))).toBe(text)
  })

  it('says that no end is recorded', () => {
    expect(remainingText({ ...order, to: Infinity }, at('2030-01-01T00:00Z'))).toBe(
      'no end recorded',
    )
  })
})
