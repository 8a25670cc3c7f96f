import { expect, test } from 'vitest'
import { Random } from '../../simulate/random.ts'
import { addInnocentStops } from './innocent-stops.ts'
import { type Itinerary, travel, type Visit, visitAt } from './itinerary.ts'
import { plantOffences } from './offences.ts'
import { ordinaryHabits } from './open-town-habits.ts'
import { planDays } from './plan-days.ts'
import { settle } from './settlement.ts'
import { wearersOf } from './wearers.ts'

const START = Date.UTC(2026, 0, 5)
const DAYS = 28
const settlement = settle(new Random(5))
const wearers = wearersOf(settlement, { ...ordinaryHabits, riderShare: 0.3 }, 30, 5)

test('the offender is at the scene when it happens, however often they offend', () => {
  for (const wearer of wearers) {
    const retrace = (visits: readonly Visit[]): Itinerary =>
      travel(visits, START, wearer.metresPerSecond, settlement.crossings)
    const random = new Random(5, wearer.id)
    const visits = planDays(wearer, settlement, START, DAYS, random)
    addInnocentStops(visits, retrace(visits), 60, 0.2, random)
    const days = Array.from({ length: DAYS }, (_, day) => day)
    const offences = plantOffences(
      wearer,
      visits,
      days,
      START,
      'mixed',
      settlement,
      retrace,
      random,
    )
    expect(offences).toHaveLength(DAYS)
    const itinerary = retrace(visits)
    for (const { occurredAt, scene } of offences) {
      expect(visits[visitAt(itinerary, occurredAt)]?.place).toMatchObject(scene)
    }
  }
})

test('nobody is in two places, or faster than they can be', () => {
  for (const wearer of wearers) {
    const visits = planDays(wearer, settlement, START, DAYS, new Random(6, wearer.id))
    const { at, x, y } = travel(visits, START, wearer.metresPerSecond, settlement.crossings)
    for (let i = 1; i < at.length; i++) {
      const seconds = ((at[i] ?? 0) - (at[i - 1] ?? 0)) / 1000
      const metres = Math.hypot((x[i] ?? 0) - (x[i - 1] ?? 0), (y[i] ?? 0) - (y[i - 1] ?? 0))
      if (!(seconds >= 0 && metres <= seconds * wearer.metresPerSecond + 1e-3)) {
        expect.fail(`${wearer.id} goes ${metres} m in ${seconds} s`)
      }
    }
  }
})

test('stops are added about as often as asked, riders stop dozens of times a day', () => {
  const strolling = wearers.find(({ job }) => job?.rides !== true)
  const riding = wearers.find(({ job }) => job?.rides)
  if (strolling === undefined || riding === undefined) throw new Error('Nobody of that kind')
  const plan = (wearer: typeof riding): Visit[] =>
    planDays(wearer, settlement, START, DAYS, new Random(7))
  const shortStops = (visits: readonly Visit[]): number =>
    visits.filter(({ address }) => address === undefined).length
  const visits = plan(strolling)
  expect(shortStops(visits)).toBe(0)
  const itinerary = travel(visits, START, strolling.metresPerSecond, settlement.crossings)
  addInnocentStops(visits, itinerary, 100, 0.2, new Random(7))
  expect(shortStops(visits)).toBeGreaterThan(35)
  expect(shortStops(visits)).toBeLessThanOrEqual(100)
  expect(shortStops(plan(riding))).toBeGreaterThan(40)
})
