import { describe, expect, it } from 'vitest'
import type { CrimeVersion } from '../../domain/crime.ts'
import { capturedAt } from '../../domain/held-positions.ts'
import { everyDeviceItsOwnWearer } from '../../domain/lawful-intervals.ts'
import { PositionColumnsBuilder } from '../../domain/position-columns.ts'
import { localScale } from '../../geo/local-scale.ts'
import { arrangePositions } from '../arrange-positions.ts'
import { Matcher } from '../match-crimes.ts'
import { defaultParameters } from '../parameters.ts'
import { bundlePair, weighBundle } from './pair-bundle.ts'
import { EvidenceEngine } from './weigh-evidence.ts'
import { whyOf } from './why.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2026, 0, 5)
const HOME = { latitude: 538_000_000, longitude: -44_000_000 }
const scale = localScale(HOME.latitude)

/** Metres east of home. */
const SCENE = 2000
const WORK = 2600

type Metres = (at: number) => number

/** At home until eight, at work from nine to five, and home again; minute by minute. */
const worker: Metres = (at) => {
  const hour = ((at - START) % DAY) / HOUR
  if (hour < 8 || hour >= 18) return 0
  if (hour < 9) return WORK * (hour - 8)
  return hour < 17 ? WORK : WORK * (18 - hour)
}

const crime: CrimeVersion = {
  policeForce: 'Cheshire',
  crimeReference: 'R1',
  crimeType: 'RB',
  window: { from: START + 6 * DAY + 12 * HOUR, to: START + 6 * DAY + 12.5 * HOUR },
  location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
  latitude: HOME.latitude * 1e-7,
  longitude: (HOME.longitude + SCENE / scale.east) * 1e-7,
  crimeText: '',
  batchId: 'CHS20260112',
  version: 1,
  changes: [],
}

/** The worker goes to the scene in the crime's window, on one day only. */
const visitor: Metres = (at) => {
  const minute = (at - crime.window.from) / MINUTE
  return minute >= 5 && minute <= 15 ? SCENE : worker(at)
}

interface Trail {
  readonly metres: Metres
  readonly northMetres?: number
  /** When nothing was recorded by satellite. */
  readonly silent?: (at: number) => boolean
  /** Positions by mobile mast among those by satellite. */
  readonly masts?: readonly { readonly at: number; readonly metres: number }[]
}

function town(trails: Readonly<Record<string, Trail>>) {
  const builder = new PositionColumnsBuilder()
  builder.mechanisms.push('GPS', 'LBS')
  for (const [id, { metres, northMetres = 0, masts = [], silent }] of Object.entries(trails)) {
    const device = builder.deviceIds.push(id) - 1
    for (let at = START; at < START + 8 * DAY; at += MINUTE) {
      if (silent?.(at)) continue
      // A metre or two of error, the same each time.
      const error = 1.5 * Math.sin(at / 7_919_000 + device)
      builder.add(
        device,
        at,
        HOME.latitude + Math.round((northMetres + error) / scale.north),
        HOME.longitude + Math.round((metres(at) + error) / scale.east),
        8,
        0,
      )
    }
    for (const { at, metres } of masts) {
      const east = HOME.longitude + Math.round(metres / scale.east)
      builder.add(device, at, HOME.latitude, east, 1200, 1)
    }
  }
  const arranged = arrangePositions(builder.build())
  const lawful = everyDeviceItsOwnWearer(arranged.positions.deviceIds)
  const engine = EvidenceEngine.over(arranged, lawful, defaultParameters.evidence)
  return { arranged, engine, matcher: new Matcher(arranged, lawful, defaultParameters, engine) }
}

const known = town({
  W1: { metres: visitor },
  // Lives with W1 and went with them.
  W2: { metres: visitor, northMetres: 5 },
  W3: { metres: worker, northMetres: 300 },
})
const { arranged, engine, matcher } = known

function whyFor(
  deviceWearerId: string,
  { arranged: { positions }, engine, matcher } = known,
  timelines = engine.timelines,
) {
  return whyOf(
    {
      crime,
      window: crime.window,
      positions,
      rows: matcher.rowsAround(crime, deviceWearerId),
      proximity: matcher.pair(crime, deviceWearerId).proximity,
      timelines,
      wearer: timelines.deviceWearerIds.indexOf(deviceWearerId),
    },
    defaultParameters.radiusMetres,
    defaultParameters.evidence,
  )
}

describe('whyOf()', () => {
  it('says how near, for how long, in what manner and by what', () => {
    const why = whyFor('W1')
    expect(why.closest?.metres).toBeLessThan(5)
    expect(why.closest).not.toHaveProperty('roughlyBy')
    expect(why.visits).toHaveLength(1)
    expect(why.visits[0]).toMatchObject({ positions: 11, arrived: true, left: true })
    expect(why.nearestWay?.metres).toBeLessThan(5)
    expect(why.nearestWay?.minutes).toBe(1)
    expect(why.minutesInRadius).toBeGreaterThan(10)
    expect(why.minutesInRadius).toBeLessThan(11)
    expect(why.mechanisms).toHaveLength(1)
    expect(why.mechanisms[0]).toMatchObject({ mechanism: 'GPS', positions: 31, quotedMetres: 8 })
    // These circles are better than they say, and none is made smaller than quoted.
    expect(why.mechanisms[0]?.measuredMetres).toBeGreaterThanOrEqual(8)
    expect(why.mechanisms[0]?.measuredMetres).toBeLessThan(8.5)
    expect(why.longestGapMinutes).toBe(1)
    expect(why.reach).toMatchObject({ reachable: true, clearMetres: 0 })
  })

  it('does not say of an assumed error that it was measured', () => {
    const [relied] = whyFor('W1', known, { ...engine.timelines, circleErrors: [] }).mechanisms
    expect(relied).toMatchObject({ quotedMetres: 8, assumedMetres: 12 })
    expect(relied).not.toHaveProperty('measuredMetres')
  })

  it('leaves out mast positions among finer ones, as weighing does', () => {
    const at = crime.window.from + 10 * MINUTE + 30_000
    const masts = [{ at, metres: SCENE }]
    const why = whyFor('W3', town({ W3: { metres: worker, northMetres: 300, masts } }))
    expect(why.closest?.metres).toBeLessThan(5)
    expect(why.closest?.roughlyBy).toEqual({ mechanism: 'LBS', quotedMetres: 1200 })
    expect(why.visits).toEqual([])
    expect(why.nearestWay?.metres).toBeGreaterThan(600)
  })

  it('names the mast position without whose error nothing came near, and none where something did', () => {
    const middle = crime.window.from + 15 * MINUTE
    const trail = {
      silent: (at: number) => Math.abs(at - middle) < 4 * MINUTE,
      masts: [{ at: middle, metres: 0 }],
      northMetres: 300,
    }
    const away = whyFor('W3', town({ W3: { ...trail, metres: worker } }))
    expect(away.reach.withinErrors).toBe(true)
    expect(away.coarseNear).toMatchObject({ mechanism: 'LBS', quotedMetres: 1200, at: middle })
    expect(away.coarseNear?.metres).toBeCloseTo(SCENE, -1)
    const near = whyFor('W3', town({ W3: { ...trail, metres: visitor } }))
    expect(near.reach.withinErrors).toBe(true)
    expect(near).not.toHaveProperty('coarseNear')
    expect(whyFor('W3')).not.toHaveProperty('coarseNear')
  })

  it('says how far home and other usual places are', () => {
    const why = whyFor('W1')
    expect(why.home?.nights).toBe(8)
    expect(why.home?.metres).toBeCloseTo(SCENE, -1)
    expect(why.nearestUsualPlace?.metres).toBeCloseTo(WORK - SCENE, -1)
    // The day itself and the day either side are no other days.
    expect(why.nearestUsualPlace?.days).toBe(5)
  })

  it('counts others at the address and beside the wearer', () => {
    expect(whyFor('W1')).toMatchObject({ othersAtSameAddress: 1, othersKeptClose: 1 })
    expect(whyFor('W3')).toMatchObject({ othersAtSameAddress: 0, othersKeptClose: 0, visits: [] })
  })
})

function bundledOf(id: string) {
  const { latitude, longitude } = arranged.positions
  const positions = matcher.rowsAround(crime, id).map((row) => ({
    capturedAt: capturedAt(arranged.positions, row),
    latitude: latitude[row]!,
    longitude: longitude[row]!,
  }))
  const bundle = bundlePair(engine, defaultParameters.evidence, id, crime, positions)
  return { bundle, positions }
}

describe('weighBundle()', () => {
  it.each(['W1', 'W2', 'W3'])('gives the number of %s again, from the bundle alone', (id) => {
    const { evidence } = matcher.pair(crime, id)
    const { bundle, positions } = bundledOf(id)
    const read = JSON.parse(JSON.stringify(bundle)) as typeof bundle
    const again = weighBundle(read, positions, defaultParameters.evidence, crime)
    expect(again.log10Lr).toBeCloseTo(evidence.log10Lr, 5)
    expect(again.log10LrPopulation).toBeCloseTo(evidence.log10LrPopulation, 5)
    expect({ ...again, log10Lr: 0, log10LrPopulation: 0 }).toEqual({
      ...evidence,
      log10Lr: 0,
      log10LrPopulation: 0,
    })
  })

  it('depends on what it holds of others', () => {
    const { evidence } = matcher.pair(crime, 'W1')
    const { bundle, positions } = bundledOf('W1')
    const weigh = (everybody: Partial<typeof bundle.everybody>) =>
      weighBundle(
        { ...bundle, everybody: { ...bundle.everybody, ...everybody } },
        positions,
        defaultParameters.evidence,
        crime,
      )
    expect(weigh({ minutesByKind: [0, 0, 0, 0] }).log10LrPopulation).not.toBeCloseTo(
      evidence.log10LrPopulation,
      6,
    )
    expect(() => weigh({ lookedUp: [] })).toThrow(RangeError)
  })

  it('works out from the positions how near they came, those either side of the window among them', () => {
    const { bundle, positions } = bundledOf('W3')
    const place = { latitude: crime.latitude * 1e7, longitude: crime.longitude * 1e7 }
    const verdict = (moved: (at: number) => boolean) =>
      weighBundle(
        bundle,
        positions.map((each) => (moved(each.capturedAt) ? { ...each, ...place } : each)),
        defaultParameters.evidence,
        crime,
      ).verdict
    const { from, to } = crime.window
    expect(verdict(() => false)).toBe('supports_absence')
    expect(verdict((at) => at === from + 10 * MINUTE)).toBe('inconclusive')
    expect(verdict((at) => at === from - MINUTE)).toBe('inconclusive')
    expect(verdict((at) => at === to + MINUTE)).toBe('inconclusive')
    expect(verdict((at) => at === from - 2 * MINUTE)).toBe('supports_absence')
  })
})
