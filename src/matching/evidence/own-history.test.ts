import { beforeAll, describe, expect, it } from 'vitest'
import { londonClock } from '../../domain/london-clock.ts'
import { localScale } from '../../geo/local-scale.ts'
import { coarseDensity } from './coarse-density.fixture.ts'
import { gaussian } from './gaussian.ts'
import { COARSE, FINE_KINDS, MOVING } from './knots.ts'
import { OwnHistory } from './own-history.ts'
import type { Place } from './place.ts'
import { columnOf, groupOf, KernelWeights, Population, rowOf, STAYING } from './population.ts'
import { smallTown } from './small-town.fixture.ts'
import type { Timelines } from './timelines.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const HISTORY_DAYS = 9
const ANYWHERE = 2e-9

let timelines: Timelines
let population: Population
let history: OwnHistory

beforeAll(() => {
  timelines = smallTown()
  population = new Population(timelines)
  history = new OwnHistory(timelines, population, HISTORY_DAYS)
})

describe('own history', () => {
  it('is what a sum over all knots says', () => {
    let compared = 0
    const off: number[] = []
    const street: number[] = []
    for (const { wearer, place, kind, at } of questions()) {
      if (kind === COARSE) continue
      const fast = history.expect(wearer, place, kind, at)
      const slow = expectBySum(wearer, place, kind, at)
      expect(fast.share / slow.share).toBeCloseTo(1, 6)
      expect(fast.population / slow.population).toBeCloseTo(1, 6)
      slow.components.forEach((density, component) => {
        const apart = Math.abs(fast.components[component]! - density)
        // What lies in a street, and components from afar, count where a plot's or block's middle is.
        if (component === 3) street.push(apart / (density + ANYWHERE))
        else if (component >= 4 && component <= 7) off.push(apart / density)
        // Knots from six deviations on are left out: together less than a thousandth of "anywhere".
        else expect(apart).toBeLessThan(1e-5 * density + ANYWHERE / 1000)
      })
      compared++
    }
    expect(compared).toBeGreaterThan(300)
    expect(Math.max(...off)).toBeLessThan(0.03)
    street.sort((a, b) => a - b)
    expect(street[Math.floor(street.length / 2)]).toBeLessThan(0.005)
    expect(street[Math.floor(street.length * 0.9)]).toBeLessThan(0.07)
  })

  it('of coarse positions is what a sum over all knots says', () => {
    const off: number[] = []
    for (const { wearer, place, at } of questions().filter((_, i) => i % 6 < 2)) {
      for (const sigma of [90, 250, 450]) {
        const fast = history.expectCoarse(wearer, { ...place, sigma }, at)
        const slow = coarseBySum(wearer, { ...place, sigma }, at)
        expect(fast.population).toBeCloseTo(slow.population, 15)
        off.push(Math.abs(fast.own / slow.own - 1))
      }
    }
    off.sort((a, b) => a - b)
    expect(off[Math.floor(off.length / 2)]).toBeLessThan(0.005)
    expect(off[Math.floor(off.length * 0.9)]).toBeLessThan(0.02)
    expect(off.at(-1)).toBeLessThan(0.15)
  })

  it('says the same whoever was asked of before, and beside another history', () => {
    const asked = questions().filter(({ kind }, i) => kind !== COARSE && i % 5 === 0)
    const ask = (of: OwnHistory, { wearer, place, kind, at }: (typeof asked)[number]) => {
      const { own } = of.expectCoarse(wearer, { ...place, sigma: 300 }, at)
      return [...of.expect(wearer, place, kind, at).components, own]
    }
    const inOrder = asked.map((question) => ask(history, question))
    const other = new OwnHistory(timelines, population, HISTORY_DAYS)
    const across = [...asked.keys()].sort((a, b) => (a % 7) - (b % 7) || a - b)
    for (const number of across) {
      expect(ask(history, asked[number]!)).toEqual(inOrder[number])
      expect(ask(other, asked[number]!)).toEqual(inOrder[number])
    }
  })

  it('forgets the day in question: moving it elsewhere changes nothing', () => {
    const { latitude, from } = timelines
    const wearer = 0
    const first = timelines.start[wearer]!
    const end = timelines.start[wearer + 1]!
    const knot = Math.floor((first + end) / 2)
    const place = placeOf(knot)
    const at = from[knot]!
    const moved = { ...timelines, latitude: latitude.slice() }
    for (let other = first; other < end; other++) {
      if (Math.abs(from[other]! - at) < DAY / 2) moved.latitude[other]! += 50_000
    }
    const elsewhere = new OwnHistory(moved, population, HISTORY_DAYS)
    const before = history.expectCoarse(wearer, { ...place, sigma: 300 }, at)
    const after = elsewhere.expectCoarse(wearer, { ...place, sigma: 300 }, at)
    expect(after.own / before.own).toBeCloseTo(1, 2)
  })
})

function placeOf(knot: number): Place {
  const { latitude, longitude, sigma } = timelines
  return { latitude: latitude[knot]!, longitude: longitude[knot]!, sigma: sigma[knot]! }
}

/** Every so many knots as they stand, and the same moved some hundreds of metres. */
function questions() {
  const asked = []
  const { start, from, to, kind } = timelines
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    for (let knot = start[wearer]! + wearer; knot < start[wearer + 1]!; knot += 37) {
      const at = (from[knot]! + to[knot]!) / 2
      const place = placeOf(knot)
      const moved = { ...place, latitude: place.latitude + ((knot * 7919) % 60_000) - 30_000 }
      asked.push({ wearer, place, kind: kind[knot]!, at })
      asked.push({ wearer, place: moved, kind: knot % FINE_KINDS, at: at + 0.5 })
    }
  }
  return asked
}

/** The wearer's knots of history, and whether each is of comparable hours. */
function historyOf(
  wearer: number,
  at: number,
): { knot: number; alike: boolean; minutes: number }[] {
  const { start, from, to, kind } = timelines
  const clock = londonClock(at)
  const found = []
  for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
    if (to[knot]! > at - DAY && from[knot]! < at + DAY) continue
    if (Math.abs(from[knot]! - at) > (HISTORY_DAYS + 0.5) * DAY) continue
    const own = londonClock((from[knot]! + to[knot]!) / 2)
    const away = Math.abs(Math.floor(own.minute) - clock.minute)
    const alike = (own.weekday % 6 === 0) === (clock.weekday % 6 === 0)
    const next = knot + 1 < start[wearer + 1]! ? from[knot + 1]! - to[knot]! : Infinity
    const after = next <= 5 * MINUTE && kind[knot] === MOVING ? next : 0
    const minutes = kind[knot] === COARSE ? 3 : (to[knot]! - from[knot]! + after) / MINUTE
    found.push({ knot, alike: alike && Math.min(away, 1440 - away) <= 90, minutes })
  }
  return found
}

function squaredMetres(place: Place, knot: number): number {
  const scale = localScale(place.latitude)
  const y = (timelines.latitude[knot]! - place.latitude) * scale.north
  const x = (timelines.longitude[knot]! - place.longitude) * scale.east
  return x * x + y * y
}

function coarseBySum(wearer: number, place: Place, at: number) {
  const knots = historyOf(wearer, at)
  const spent = (of: typeof knots) => of.reduce((sum, { minutes }) => sum + minutes, 0)
  const density = (of: typeof knots) =>
    of.reduce(
      (sum, { knot, minutes }) =>
        sum + minutes * coarseDensity(squaredMetres(place, knot), place.sigma ** 2),
      0,
    )
  const { sums, knots: all } = population.around(place.latitude, place.longitude, STAYING)
  const everybody = sums[2] / all + ANYWHERE
  const of = (some: typeof knots) => (density(some) + 120 * everybody) / (spent(some) + 120)
  const then = knots.filter((knot) => knot.alike)
  return { own: 0.55 * of(then) + 0.35 * of(knots) + 0.1 * everybody, population: everybody }
}

function expectBySum(wearer: number, place: Place, kind: number, at: number) {
  const { start, latitude, longitude, sigma, kind: kinds } = timelines
  const weights = new KernelWeights()
  weights.turnTo(place.latitude, place.longitude)
  const group = groupOf(kind)
  const around = population.around(place.latitude, place.longitude, group)
  let everybody = around.knots
  const beside = around.sums.slice()
  for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
    if (kinds[knot] === COARSE || groupOf(kinds[knot]!) !== group) continue
    everybody--
    for (let kernel = 0; kernel < 3; kernel++) {
      const row = rowOf(latitude[knot]!, kernel)
      beside[kernel]! -= weights.share(kernel, row, columnOf(longitude[knot]!, kernel))
    }
  }
  const [fine = 0, middle = 0, broad = 0] = beside.map((sum) => Math.max(0, sum) / everybody)
  const own = [0, 0, 0, 0, 0, 0]
  const counts = [0, 0, 0, 0, 0, 0]
  const count = (component: number, density: number) => {
    counts[component]!++
    own[component]! += density
  }
  const share = new Float64Array(FINE_KINDS)
  for (const { knot, alike, minutes } of historyOf(wearer, at)) {
    const other = kinds[knot]!
    if (other === COARSE) continue
    if (alike) share[other]! += minutes
    const squared = squaredMetres(place, knot)
    const near = squared < 90_000
    const exact = near ? gaussian(squared, 144 + place.sigma ** 2 + sigma[knot]! ** 2) : 0
    count(5, squared < 25e6 ? gaussian(squared, 1e6) : 0)
    count(4, squared < 1.6e6 ? gaussian(squared, 62_500) : 0)
    if (groupOf(other) === group) count(3, near ? gaussian(squared, 2500 + place.sigma ** 2) : 0)
    if (other !== MOVING) count(2, exact)
    if (other === kind) count(1, exact)
    if (other === kind && alike) count(0, exact)
  }
  const prior = 0.7 * broad + 0.3 * middle + ANYWHERE
  const mixed = own.map((density, i) => (density + 5 * prior) / (counts[i]! + 5))
  const usual = usualShare()
  return {
    components: [
      ...mixed,
      mixed[4]! * Math.min(1000, (fine + ANYWHERE) / (middle + ANYWHERE)),
      mixed[5]! * Math.min(1000, (fine + ANYWHERE) / (broad + ANYWHERE)),
      fine,
      ANYWHERE,
    ],
    population: 0.5 * fine + 0.25 * middle + 0.25 * broad + ANYWHERE,
    share: (share[kind]! + 120 * usual[kind]!) / (share.reduce((a, b) => a + b, 0) + 120),
  }
}

let usual: number[] | undefined

/** The share of everybody's time that goes on each kind. */
function usualShare(): number[] {
  if (usual) return usual
  const { start, from, to, kind } = timelines
  const minutes = new Float64Array(FINE_KINDS)
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    for (let knot = start[wearer]!; knot < start[wearer + 1]!; knot++) {
      if (kind[knot] === COARSE) continue
      const next = knot + 1 < start[wearer + 1]! ? from[knot + 1]! - to[knot]! : Infinity
      const after = next <= 5 * MINUTE && kind[knot] === MOVING ? next : 0
      minutes[kind[knot]!]! += (to[knot]! - from[knot]! + after) / MINUTE
    }
  }
  const all = minutes.reduce((a, b) => a + b, 0)
  usual = Array.from(minutes, (spent) => (spent + 1) / (all + FINE_KINDS))
  return usual
}
