import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantsOfLondon, londonLocal, startOfLondonDay } from './london-local.ts'

const at = (text: string) => Date.parse(text)
const of = (date: string, time: string) =>
  instantsOfLondon({ date, time })?.map((instant) => new Date(instant).toISOString().slice(0, 16))

describe('instantsOfLondon()', () => {
  it('reads winter and summer time', () => {
    expect(of('2026-01-26', '16:08')).toEqual(['2026-01-26T16:08'])
    expect(of('2026-07-16', '0:00')).toEqual(['2026-07-15T23:00'])
    expect(of(' 2026-07-16 ', '9.30')).toEqual(['2026-07-16T08:30'])
  })

  it('finds none in the hour that March leaves out', () => {
    expect(of('2026-03-29', '00:59')).toEqual(['2026-03-29T00:59'])
    expect(of('2026-03-29', '01:00')).toEqual([])
    expect(of('2026-03-29', '01:59')).toEqual([])
    expect(of('2026-03-29', '02:00')).toEqual(['2026-03-29T01:00'])
  })

  it('finds two in the hour that October has twice, the earlier first', () => {
    expect(of('2026-10-25', '00:59')).toEqual(['2026-10-24T23:59'])
    expect(of('2026-10-25', '01:00')).toEqual(['2026-10-25T00:00', '2026-10-25T01:00'])
    expect(of('2026-10-25', '01:59')).toEqual(['2026-10-25T00:59', '2026-10-25T01:59'])
    expect(of('2026-10-25', '02:00')).toEqual(['2026-10-25T02:00'])
  })

  it.each([
    ['2026-02-30', '10:00'],
    ['2026-13-01', '10:00'],
    ['26-01-01', '10:00'],
    ['0026-01-01x', '10:00'],
    ['2026-01-01', '24:00'],
    ['2026-01-01', '10:60'],
    ['2026-01-01', ''],
    ['', '10:00'],
  ])('takes neither %j %j for a time', (date, time) => {
    expect(of(date, time)).toBeUndefined()
  })

  it('leads back from what clocks show at any minute', () => {
    const minutes = fc.integer({ min: at('1998-01-01') / 60_000, max: at('2060-01-01') / 60_000 })
    fc.assert(
      fc.property(minutes, (minute) => {
        expect(instantsOfLondon(londonLocal(minute * 60_000))).toContain(minute * 60_000)
      }),
    )
  })
})

describe('startOfLondonDay()', () => {
  it('is midnight on London clocks, also where days have 23 and 25 hours', () => {
    for (const [instant, start] of [
      ['2026-03-29T12:00:00Z', '2026-03-29T00:00:00Z'],
      ['2026-03-30T12:00:00Z', '2026-03-29T23:00:00Z'],
      ['2026-10-25T23:59:00Z', '2026-10-24T23:00:00Z'],
      ['2026-10-26T00:00:00Z', '2026-10-26T00:00:00Z'],
    ] as const) {
      expect(startOfLondonDay(at(instant))).toBe(at(start))
    }
  })
})
