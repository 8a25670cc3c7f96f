import { describe, expect, it } from 'vitest'
import { londonLocal } from '../../domain/london-local.ts'
import { besideRange } from '../components/typed-range.ts'
import { namedPeriods } from './periods.ts'

const HOUR = 3_600_000
const said = ({ from, to }: { from: number; to: number }) =>
  [from, to].map((at) => `${londonLocal(at).date} ${londonLocal(at).time}`).join(' to ')
const worn = (from: number, to: number) => ({
  id: 'A',
  deviceId: 'D',
  deviceWearerId: 'W',
  from,
  to,
})
const named = (now: number, activations: ReturnType<typeof worn>[] = []) =>
  new Map(
    namedPeriods({ deviceActivations: activations }, now).map(({ text, within }) => [text, within]),
  )

describe('named periods', () => {
  it('are whole London days, also where clocks change among them', () => {
    const october = named(Date.UTC(2026, 9, 26, 10))
    const yesterday = october.get('Yesterday') ?? { from: 0, to: 0 }
    expect(said(yesterday)).toBe('2026-10-25 00:00 to 2026-10-26 00:00')
    expect((yesterday.to - yesterday.from) / HOUR).toBe(25)
    expect(said(october.get('7 days') ?? yesterday)).toBe('2026-10-20 00:00 to 2026-10-27 00:00')
    const march = named(Date.UTC(2026, 2, 29, 22, 59))
    expect(said(march.get('Today') ?? yesterday)).toBe('2026-03-29 00:00 to 2026-03-30 00:00')
    expect(said(march.get('28 days') ?? yesterday)).toBe('2026-03-02 00:00 to 2026-03-30 00:00')
  })

  it('step back and forth by their own length to whole London days', () => {
    const week = named(Date.UTC(2026, 9, 26, 10)).get('7 days') ?? { from: 0, to: 0 }
    const before = besideRange(week, -1)
    expect(said(before)).toBe('2026-10-13 00:00 to 2026-10-20 00:00')
    expect(besideRange(before, 1)).toEqual(week)
  })

  it('begin when the newest tag was fitted, and end when it was taken off', () => {
    const now = Date.UTC(2026, 0, 20, 12)
    const first = worn(Date.UTC(2026, 0, 2, 9), Date.UTC(2026, 0, 5))
    const second = worn(Date.UTC(2026, 0, 5, 9, 30), Infinity)
    const since = named(now, [second, first]).get('Since the tag was fitted') ?? { from: 0, to: 0 }
    expect(said(since)).toBe('2026-01-05 09:30 to 2026-01-21 00:00')
    const ended = named(now, [first]).get('While the last tag was worn') ?? { from: 0, to: 0 }
    expect(said(ended)).toBe('2026-01-02 09:00 to 2026-01-05 00:00')
    expect([...named(now).keys()]).not.toContain('Since the tag was fitted')
  })
})
