import { expect, test } from 'vitest'
import { Random } from '../../simulate/random.ts'
import { type OpenTownHabits, ordinaryHabits } from './open-town-habits.ts'
import { metresBetween, type Point } from './plain.ts'
import { type Said, Tag } from './tag.ts'

const here: Point = { x: 0, y: 0 }
const MANY = 20_000

function tagOf(habits: Partial<OpenTownHabits>, masts: readonly Point[] = []): Tag {
  return new Tag({ ...ordinaryHabits, ...habits }, masts, new Random(1, 'test'))
}

/** How many of what is said of `here` have it within the quoted radius. */
function heldShare(say: () => Said): number {
  const held = Array.from({ length: MANY }, say).filter(
    (said) => metresBetween(said, here) <= said.radiusMetres,
  )
  return held.length / MANY
}

test('satellite circles hold the truth as often as asked, in every setting', () => {
  const gpsCircleHolds = { open: 0.8, canyon: 0.5, indoors: 0.65 }
  const tag = tagOf({ gpsCircleHolds })
  for (const setting of ['open', 'canyon', 'indoors'] as const) {
    // Hours apart, so that each error is a new one.
    const held = heldShare(() => tag.bySatellite(here, setting, false, 200))
    expect(Math.abs(held - gpsCircleHolds[setting])).toBeLessThan(0.015)
  }
})

test('circles of wireless networks and cells do as well', () => {
  const tag = tagOf({ wifiCircleHolds: 0.2, lbsCircleHolds: 0.6 })
  expect(Math.abs(heldShare(() => tag.byWifi(here)) - 0.2)).toBeLessThan(0.015)
  expect(Math.abs(heldShare(() => tag.byCell(here, 500)) - 0.6)).toBeLessThan(0.015)
})

test('an error at rest is remembered for minutes', () => {
  const tag = tagOf({ errorMemoryMinutes: 10 })
  const east = Array.from({ length: MANY }, () => tag.bySatellite(here, 'open', false, 1).x)
  const product = (lag: number): number =>
    east.slice(lag).reduce((sum, x, i) => sum + x * (east[i] ?? 0), 0)
  expect(product(1) / product(0)).toBeGreaterThan(0.8)
  expect(Math.abs(product(100) / product(0))).toBeLessThan(0.15)
})

test('a drifting cell is off by hundreds of metres', () => {
  const tag = tagOf({})
  const metres = Array.from({ length: MANY }, () => metresBetween(tag.byCell(here, 500), here))
  const between = metres.filter((each) => each > 150 && each < 2000)
  expect(between.length / MANY).toBeGreaterThan(0.85)
})

test('a mast says the same each time', () => {
  const mast = { x: 700, y: 100 }
  const tag = tagOf({ masts: true }, [{ x: -4000, y: 0 }, mast])
  const said = Array.from({ length: 100 }, () => tag.byCell(here, 5))
  expect(new Set(said.map(({ x, y }) => `${x} ${y}`))).toEqual(new Set(['700 100']))
})
