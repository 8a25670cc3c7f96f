import { describe, expect, it } from 'vitest'
import { visitsInCircle } from './visits-in-circle.ts'

const MINUTE = 60_000
const place = (minute: number, east: number) => ({ at: minute * MINUTE, east, north: 0 })
const window = { from: 0, to: 60 * MINUTE }
const through = (metres: number, straightMetres: number) => ({
  arrived: true,
  left: true,
  passed: { metres, straightMetres },
})

describe('visitsInCircle()', () => {
  it('finds who passes between two positions outside', () => {
    const [visit, ...more] = visitsInCircle([place(10, -200), place(14, 200)], 100, window, 5)
    expect(more).toEqual([])
    expect(visit).toEqual({
      from: 11 * MINUTE,
      to: 13 * MINUTE,
      positions: 0,
      ...through(200, 200),
    })
  })

  it('joins what is inside from leg to leg, and ends it where the trail goes out', () => {
    const trail = [place(1, -300), place(3, 0), place(7, 50), place(9, 150), place(11, 50)]
    expect(visitsInCircle(trail, 100, window, 5)).toEqual([
      { from: 140_000, to: 8 * MINUTE, positions: 2, ...through(200, 200) },
      { from: 10 * MINUTE, to: 11 * MINUTE, positions: 1, arrived: true, left: false },
    ])
  })

  it('assumes nothing over a gap longer than the bridge', () => {
    expect(visitsInCircle([place(10, -200), place(16, 200)], 100, window, 5)).toEqual([])
    expect(visitsInCircle([place(10, 0), place(16, 0)], 100, window, 5)).toEqual([
      { from: 10 * MINUTE, to: 10 * MINUTE, positions: 1, arrived: false, left: false },
      { from: 16 * MINUTE, to: 16 * MINUTE, positions: 1, arrived: false, left: false },
    ])
  })

  it('tells how far it led from how far across, of who turns round', () => {
    const trail = [place(1, -300), place(3, 0), place(5, -300)]
    const [visit] = visitsInCircle(trail, 100, window, 5)
    expect(visit).toMatchObject({ arrived: true, left: true })
    expect(visit?.passed?.metres).toBeCloseTo(200)
    expect(visit?.passed?.straightMetres).toBeCloseTo(0)
  })

  it('takes no way to a coarse position', () => {
    const coarse = { ...place(12, 0), isCoarse: true }
    expect(visitsInCircle([place(10, -400), coarse, place(14, 400)], 100, window, 5)).toEqual([
      { from: 12 * MINUTE, to: 12 * MINUTE, positions: 1, arrived: false, left: false },
    ])
    expect(visitsInCircle([place(10, 900), { ...coarse, east: -900 }], 100, window, 5)).toEqual([])
  })

  it('tells only of the window, and of arrivals within it', () => {
    const trail = [place(-4, -200), place(-2, 0), place(2, 0), place(4, 200)]
    expect(visitsInCircle(trail, 100, window, 5)).toEqual([
      { from: 0, to: 3 * MINUTE, positions: 1, arrived: false, left: true },
    ])
    expect(visitsInCircle([place(61, 0), place(62, 0)], 100, window, 5)).toEqual([])
  })
})
