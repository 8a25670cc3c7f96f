import { expect, it } from 'vitest'
import { Columns } from './columns.ts'
import { Sums } from './sums.ts'

it('holds the columns that were put there last, however large', () => {
  const sums = new Sums()
  const small = new Columns({ trailNorth: ['f32', 3], spentPlot: ['f64', 5], plotRow: ['i32', 1] })
  const bytes = new ArrayBuffer(small.byteLength)
  const filled = small.in(bytes)
  filled.trailNorth.set([1, 2, 3])
  filled.spentPlot.set([4, 5, 6, 7, 8])
  filled.plotRow.set([9])
  const put = sums.put(small, bytes)
  expect([...put.trailNorth, ...put.spentPlot, ...put.plotRow]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(sums.holds(small)).toBe(true)
  for (const at of small.at.values()) expect(at % 16).toBe(0)

  const large = new Columns({ trailEast: ['f32', 1e6] })
  expect(sums.put(large).trailEast.fill(7)).toHaveLength(1e6)
  expect(sums.holds(small)).toBe(false)
  expect(sums.holds(large)).toBe(true)
  expect([...sums.put(small, bytes).spentPlot]).toEqual([4, 5, 6, 7, 8])
})

it('refuses a column that nothing sums', () => {
  const columns = new Columns({ nothing: ['f32', 1] })
  expect(() => new Sums().put(columns)).toThrow('Cannot set nothing')
})
