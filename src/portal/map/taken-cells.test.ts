import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TakenCells } from './taken-cells.ts'

describe('TakenCells', () => {
  it('never gives overlapping boxes', () => {
    const box = fc.record({
      x: fc.integer({ min: -20, max: 220 }),
      y: fc.integer({ min: -20, max: 120 }),
      width: fc.integer({ min: 0, max: 60 }),
      height: fc.integer({ min: 0, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(box), fc.integer(), fc.integer(), (boxes, left, top) => {
        const cells = new TakenCells(6, 200, 100, left, top)
        const given = boxes.filter(({ x, y, width, height }) => cells.take(x, y, width, height))
        for (const a of given) {
          for (const b of given) {
            const apart =
              a.x + a.width < b.x ||
              b.x + b.width < a.x ||
              a.y + a.height < b.y ||
              b.y + b.height < a.y
            expect(a === b || apart).toBe(true)
          }
        }
      }),
    )
  })

  it('keeps to the ground as the view moves', () => {
    const marks = [3, 7, 11, 18, 19, 40, 44].map((x) => x + 20)
    const kept = (left: number) => {
      const cells = new TakenCells(6, 200, 100, left, 0)
      return marks.filter((mark) => cells.take(mark - left, 10))
    }
    expect(kept(5)).toEqual(kept(0))
    expect(kept(-13)).toEqual(kept(0))
  })
})
