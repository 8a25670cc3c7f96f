import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { MOVING, SHORT } from './knots.ts'
import { NegligibleDistance } from './negligible-distance.ts'
import { OwnHistory } from './own-history.ts'
import { defaultEvidence } from './parameters.ts'
import { Population } from './population.ts'
import { ScenePlace } from './scene.ts'
import { SeenTrail } from './seen-trail.ts'
import { sumsWasm } from './sums-wasm.ts'
import type { Timelines } from './timelines.ts'
import { wearerMemory } from './wearer-memory.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const START = Date.UTC(2026, 5, 1)
const PLACE = { latitude: 538_000_000, longitude: -44_000_000, sigma: 10 }

it('answers of one wearer as before when another has been there, with no knot or very many', () => {
  const timelines = walkers([3000, 0, 20_000])
  const history = new OwnHistory(timelines, new Population(timelines), 28)
  const trail = new SeenTrail(timelines, defaultEvidence)
  const scene = new ScenePlace(
    { latitude: 53.8, longitude: -4.4, crimeType: 'TFP' },
    defaultEvidence,
  )
  const place = { latitude: scene.latitude, longitude: scene.longitude, sigma: 10 }
  const ask = (wearer: number) => {
    const at = START + 3 * DAY
    trail.turnTo(wearer, scene)
    const closeness = trail.closeness(at, at + DAY, NegligibleDistance.nothing, Infinity)
    const { components, share } = history.expect(wearer, place, MOVING, at)
    return [closeness, share, ...components, history.expectCoarse(wearer, place, at).own]
  }
  const [first, none, many] = [ask(0), ask(1), ask(2)]
  expect([ask(0), ask(2), ask(1), ask(0)]).toEqual([first, many, none, first])
  expect(first[0]).toBeGreaterThan(0)
  expect(many[0]).toBeGreaterThan(0)
  expect(none[0]).toBe(0)
  expect([...first, ...none, ...many].every(Number.isFinite)).toBe(true)
})

it('answers of a wearer without knots though nobody was there before', async () => {
  vi.resetModules()
  const fresh = await import('./own-history.ts')
  const timelines = walkers([0, 5])
  const history = new fresh.OwnHistory(timelines, new Population(timelines), 28)
  expect(history.expect(0, PLACE, MOVING, START).share).toBeGreaterThan(0)
})

it('says each time that there is no room for so many errors of a place, and goes on after', () => {
  const { shares } = defaultEvidence.placeError
  const nine = Array.from({ length: 9 }, (_, i) => i + 1)
  const parameters = {
    ...defaultEvidence,
    placeError: { sigmaMetres: nine, shares: { ...shares, TFP: nine.map(() => 1 / 9) } },
  }
  const timelines = walkers([50, 60])
  const at = { latitude: 53.8, longitude: -4.4, crimeType: 'TFP' } as const
  const vague = new ScenePlace(at, parameters)
  const scene = new ScenePlace(at, defaultEvidence)
  const trail = new SeenTrail(timelines, defaultEvidence)
  const ask = () => trail.closeness(START, START + DAY, NegligibleDistance.nothing, Infinity)
  trail.turnTo(1, scene)
  const before = ask()
  trail.turnTo(0, scene)
  expect(() => trail.turnTo(1, vague)).toThrow('at most 8')
  expect(() => trail.turnTo(1, vague)).toThrow('at most 8')
  trail.turnTo(1, scene)
  expect(ask()).toBe(before)
})

it('lets go of timelines with whoever asked of them', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const asked = () => {
    const timelines = walkers([100])
    new SeenTrail(timelines, defaultEvidence).turnTo(
      0,
      new ScenePlace({ latitude: 53.8, longitude: -4.4, crimeType: 'TFP' }, defaultEvidence),
    )
    new OwnHistory(timelines, new Population(timelines), 28).expect(0, PLACE, MOVING, START)
    return new WeakRef(timelines)
  }
  const timelines = asked()
  await vi.waitFor(() => {
    collect()
    // Only whether: what a failed comparison shows is kept.
    expect(timelines.deref() === undefined).toBe(true)
  })
})

it('leaves constants of what is compiled as they are', () => {
  const compiled = Uint8Array.from(atob(sumsWasm), (character) => character.charCodeAt(0))
  const fresh = new WebAssembly.Instance(new WebAssembly.Module(compiled)).exports
  const pageOf = (memory: unknown) =>
    new Uint8Array((memory as WebAssembly.Memory).buffer, 0, 65_536).slice()
  const timelines = walkers([100])
  new OwnHistory(timelines, new Population(timelines), 28).expect(0, PLACE, MOVING, START)
  const before = pageOf((fresh as { memory: unknown }).memory)
  expect(before.some((byte) => byte !== 0)).toBe(true)
  expect(Buffer.compare(pageOf(wearerMemory.of.memory), before)).toBe(0)
})

it('says of a wearer with more knots than there is room for how many are the most', () => {
  const empty = walkers([0])
  const timelines = { ...empty, start: Uint32Array.of(0, 7_000_000) }
  expect(() => wearerMemory.turnTo(timelines, 0)).toThrow('one wearer with 7000000 stays')
  const after = walkers([10])
  wearerMemory.turnTo(after, 0)
  expect(wearerMemory.views.knotFrom[1]).toBe(after.from[1])
})

it('sees a scene halfway round the earth from the first knot', () => {
  const timelines = walkers([50])
  timelines.longitude.fill(1_450_000_000)
  timelines.longitude[0] = -705_000_000
  const at = { latitude: 53.8, longitude: 145, crimeType: 'TFP' } as const
  const trail = new SeenTrail(timelines, defaultEvidence)
  trail.turnTo(0, new ScenePlace(at, defaultEvidence))
  const { nothing } = NegligibleDistance
  expect(trail.closeness(START, START + DAY, nothing, Infinity)).toBeGreaterThan(0)
})

it('sees nothing of a kind that no offence looks like', () => {
  const timelines = walkers([50])
  timelines.kind.fill(SHORT)
  const at = { latitude: 53.8, longitude: -4.4, crimeType: 'TFP' } as const
  const seenOf = (short: number): number => {
    const never = { ...defaultEvidence, seenAs: [0, 0, short, 0] as const }
    const trail = new SeenTrail(timelines, never)
    trail.turnTo(0, new ScenePlace(at, never))
    return trail.closeness(START, START + DAY, NegligibleDistance.nothing, Infinity)
  }
  expect(seenOf(0.5)).toBeGreaterThan(0)
  expect(seenOf(0)).toBe(0)
})

it('sums no column that nothing exports', () => {
  expect(() => wearerMemory.set('nothing', 1)).toThrow('Cannot set nothing')
})

/** Wearers who go round and round, a knot every few minutes. */
function walkers(knots: readonly number[]): Timelines {
  const start = Uint32Array.from([0, ...knots.map((_, i) => sum(knots.slice(0, i + 1)))])
  const count = sum(knots)
  const each = (value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i))
  const at = each((i) => START + (i - start[start.findIndex((s) => s > i) - 1]!) * 4 * MINUTE)
  return {
    deviceWearerIds: knots.map((_, i) => `W${i}`),
    start,
    from: Float64Array.from(at),
    to: Float64Array.from(at, (instant) => instant + MINUTE),
    latitude: Int32Array.from(each((i) => 538_000_000 + Math.round(20_000 * Math.sin(i / 50)))),
    longitude: Int32Array.from(each((i) => -44_000_000 + Math.round(30_000 * Math.cos(i / 50)))),
    sigma: new Float32Array(count).fill(8),
    kind: new Uint8Array(count).fill(MOVING),
    circleErrors: [],
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}
