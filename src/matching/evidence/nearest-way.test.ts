import { describe, expect, it } from 'vitest'
import { nearestWay } from './nearest-way.ts'

const MINUTE = 60_000
const place = (minute: number, east: number, north = 0) => ({ at: minute * MINUTE, east, north })
const window = { from: 0, to: 60 * MINUTE }

describe('nearestWay()', () => {
  it('says between which positions the trail came nearest, and how near', () => {
    const trail = [place(2, -900), place(10, -400, 30), place(14, 400, 30), place(16, 900)]
    expect(nearestWay(trail, window, 5)).toEqual({
      metres: 30,
      minutes: 4,
      fromMetres: Math.hypot(400, 30),
      toMetres: Math.hypot(400, 30),
    })
  })

  it('is of the window alone, an instant between two positions among them', () => {
    const trail = [place(10, -400), place(14, 400)]
    const at = (from: number, to: number) =>
      nearestWay(trail, { from: from * MINUTE, to: to * MINUTE }, 5)?.metres
    expect(at(11, 11)).toBe(200)
    expect(at(13, 20)).toBe(200)
    expect(at(0, 10)).toBe(400)
    expect(at(15, 20)).toBeUndefined()
  })

  it('tells no way to or from a coarse position, and such a one only where there is no other', () => {
    const coarse = { ...place(14, 900), isCoarse: true }
    const told = { minutes: 4, fromMetres: 400, toMetres: 900 }
    expect(nearestWay([place(10, -400), coarse], window, 5)).toEqual(told)
    const finer = [place(16, 2000), place(18, 2000)]
    expect(nearestWay([place(10, -400), coarse, ...finer], window, 5)?.metres).toBe(2000)
  })

  it('bridges no gap, and knows one place at one time', () => {
    expect(nearestWay([place(10, -400), place(16, 400)], window, 5)).toBeUndefined()
    expect(nearestWay([place(10, 50), place(10, 50)], window, 5)?.metres).toBe(50)
  })
})
