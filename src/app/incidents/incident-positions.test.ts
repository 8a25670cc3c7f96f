import { expect, it } from 'vitest'
import { onOnePage } from './incident-positions.ts'

const everySecond = Array.from({ length: 10 }, (_, second) => ({ capturedAt: second * 1000 }))

it('shows no more positions than one page takes, and says to when they tell', () => {
  const within = { from: -500, to: 20_000 }
  expect(onOnePage(within, everySecond, 10)).toEqual({ within, positions: everySecond })
  const cut = onOnePage(within, everySecond, 4)
  expect(cut.within).toEqual({ from: -500, to: 4000 })
  expect(cut.positions).toEqual(everySecond.slice(0, 4))
})
