import { describe, expect, it } from 'vitest'
import { rangeAsTyped } from '../components/typed-range.ts'
import { firstView, readView } from './typed-view.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 0, 6)
const hours = (from: number, to: number) => ({ from: START + from * HOUR, to: START + to * HOUR })
const read = (from: number, to: number, bounds = hours(0, 100)) =>
  readView(rangeAsTyped(hours(from, to)), bounds, 48)

describe('a view of locations', () => {
  it('is what was typed, at most as long as policy lets it be', () => {
    expect(read(1, 49)).toEqual({ within: hours(1, 49), cutTo: undefined })
    expect(read(1, 50)).toMatchObject({ faults: [{ field: 'to' }] })
    expect(readView(rangeAsTyped(hours(-500, -499)), undefined, 48)).toEqual({
      within: hours(-500, -499),
      cutTo: undefined,
    })
  })

  it('is cut to what was granted, and says so', () => {
    expect(read(-10, 10)).toEqual({ within: hours(0, 10), cutTo: hours(0, 100) })
    expect(read(90, 200)).toEqual({ within: hours(90, 100), cutTo: hours(0, 100) })
    expect(read(100, 101)).toMatchObject({ faults: [{ field: 'from' }] })
    expect(read(-2, 0)).toMatchObject({ faults: [{ field: 'from' }] })
  })

  it('begins with the first hours of a longer grant', () => {
    expect(firstView(hours(0, 100), 48)).toEqual(hours(0, 48))
    expect(firstView(hours(0, 3), 48)).toEqual(hours(0, 3))
  })
})
