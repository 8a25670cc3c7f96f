import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapPosition } from './map-data.ts'
import { countUntil, nowOf, playedText, playedTo, sliderStep, speedsFor } from './playback.ts'

const start = Date.parse('2026-10-25T00:58:00Z')
const at = (minute: number, wearer: number, more: Partial<MapPosition> = {}): MapPosition => ({
  number: minute + 1,
  capturedAt: start + minute * 60_000,
  latitude: 53.8,
  longitude: -4.4,
  mechanism: 'GPS',
  device: `D${wearer}`,
  wearer,
  ...more,
})

describe('playing trails', () => {
  it('goes a minute a second, as many times as chosen, and stays at the end', () => {
    const played = { from: 0, to: 600_000 }
    expect(playedTo(0, 1000, 1, played)).toBe(60_000)
    expect(playedTo(0, 500, 10, played)).toBe(300_000)
    expect(playedTo(590_000, 1000, 10, played)).toBe(600_000)
  })

  it('may be faster the longer the stretch, and is first offered so that it ends in two minutes', () => {
    const hours = (count: number) => ({ from: start, to: start + count * 3_600_000 })
    const offered = (count: number) => speedsFor(hours(count)).map(({ speed }) => speed)
    const first = (count: number) => speedsFor(hours(count)).find(({ isFirst }) => isFirst)?.speed
    expect(offered(1)).toEqual([1, 2, 5, 10])
    expect(offered(24)).toEqual([1, 2, 5, 10, 60, 360])
    expect(offered(14 * 24).at(-1)).toBe(1440)
    expect([0.3, 6, 24, 14 * 24, 31 * 24].map(first)).toEqual([1, 5, 60, 360, 1440])
    expect(sliderStep(hours(0.3))).toBe(10)
    expect(sliderStep(hours(14 * 24))).toBe(300)
  })

  it('takes the last that is shown where filters hide the last', () => {
    const positions = [at(0, 0), at(1, 0)]
    const now = nowOf(positions, 1, start + 120_000, 5, (index) => index === 0)
    expect(now).toEqual([{ index: 0, minutesAgo: 2, known: true }])
  })

  it('shows what was captured up to the instant and nothing after it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(60), (minutes, until) => {
        const positions = minutes.toSorted((a, b) => a - b).map((minute) => at(minute, 0))
        const instant = start + until * 60_000
        const shown = positions.filter(({ capturedAt }) => capturedAt <= instant)
        expect(countUntil(positions, instant)).toBe(shown.length)
      }),
    )
  })

  it('knows each wearer’s last position, and when it says nothing any more', () => {
    const positions = [at(0, 0), at(1, 1), at(4, 0)]
    const now = (minute: number) => nowOf(positions, 3, start + minute * 60_000, 5)
    expect(now(0)).toEqual([{ index: 0, minutesAgo: 0, known: true }, undefined, undefined])
    expect(now(6)[1]).toEqual({ index: 1, minutesAgo: 5, known: true })
    expect(now(7)[1]).toEqual({ index: 1, minutesAgo: 6, known: false })
    expect(now(7)[0]?.index).toBe(2)
  })

  it('says London’s time with its zone, the hour that comes twice included, and never where nobody knows', () => {
    const positions = [at(0, 0, { label: 'A1', distanceMetres: 45.4 }), at(1, 1)]
    const said = (minute: number) =>
      playedText(positions, ['W1', 'W2', 'W3'], start + minute * 60_000, 5)
    expect(said(1)).toEqual({
      time: '25 October 2026 at 01:59:00 BST',
      devices: [
        'Wearer 1 (W1): position 1 (A1), 45 m away',
        'Wearer 2 (W2): position 2',
        'Wearer 3 (W3): no position yet',
      ],
    })
    expect(said(3).time).toBe('25 October 2026 at 01:01:00 GMT')
    expect(said(20).devices[0]).toBe('Wearer 1 (W1): whereabouts unknown for 20 min')
  })
})
