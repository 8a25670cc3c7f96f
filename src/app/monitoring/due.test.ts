import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Due } from './due.ts'

it('gives everything once, not before its instant, at the last one it was set to', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom('a', 'b', 'c', 'd'),
          fc.option(fc.integer({ min: 0, max: 9000 }), { nil: undefined }),
        ),
      ),
      fc.array(fc.integer({ min: 0, max: 10_000 })),
      (sets, looks) => {
        const due = new Due()
        const expected = new Map<string, number>()
        for (const [id, at] of sets) {
          due.set(id, at)
          if (at === undefined) expected.delete(id)
          else expected.set(id, at)
        }
        for (const now of looks.sort((a, b) => a - b)) {
          const whole = Math.floor(now / 1000) * 1000
          const ready = [...expected].filter(([, at]) => at <= whole).map(([id]) => id)
          expect(due.take(now).sort()).toEqual(ready.sort())
          for (const id of ready) expected.delete(id)
        }
      },
    ),
  )
})
