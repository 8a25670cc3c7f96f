import { expect, test } from 'vitest'
import { trailsOfTown } from '../../test/support/trails-of-town.ts'
import { atOnce } from '../domain/in-pieces.ts'
import { areaOf } from '../geo/area.ts'
import { readPlacesFile } from '../ingest/places-geojson.ts'
import { latitudeOf, longitudeOf } from '../simulate/plane.ts'
import { pointsOfInterestFile } from '../simulate/points-of-interest.ts'
import { simulateTown } from '../simulate/town.ts'
import { makeTownMap } from '../simulate/town-map.ts'
import { legsOf } from './legs.ts'
import { type Visit, visitsTo } from './visits.ts'

const MINUTE = 60_000
const seed = 9
const wearers = 30

/** The share of a stay in which the wearer truly was in the place. */
function truth(town: ReturnType<typeof simulateTown>, id: string, { place, stay }: Visit): number {
  const area = areaOf({ geometry: place.geometry, radiusMetres: place.radiusMetres })
  if (typeof area === 'string') throw new Error(area)
  let [inside, all] = [0, 0]
  for (let at = stay.from; at < Math.min(stay.to, town.period.to); at += MINUTE) {
    const { x, y } = town.whereabouts(id, at)
    if (area.depthMetres(longitudeOf(x), latitudeOf(y)) > 0) inside++
    all++
  }
  return inside / all
}

test('in a town of known truth, visits said to be likely are so at least as often, and nobody visits the police', () => {
  const start = Date.UTC(2026, 0, 5)
  const town = simulateTown({ seed, wearers, days: 4, start })
  const file = pointsOfInterestFile(makeTownMap(seed, wearers), '2026-01-05T00:00:00Z')
  const places = atOnce(readPlacesFile(new TextEncoder().encode(file))).places.map(
    (place, index) => ({
      ...place,
      id: String(index),
    }),
  )
  const told = [...trailsOfTown(town)].flatMap(([id, trail]) => {
    const stays = legsOf(trail).flatMap((leg) => (leg.kind === 'stay' ? [leg] : []))
    return visitsTo(stays, places).map((visit) => ({
      visit,
      isRight: truth(town, id, visit) > 0.5,
    }))
  })
  const rightOf = (from: number, to: number) => {
    const some = told.filter(({ visit: { certainty } }) => certainty >= from && certainty < to)
    expect(some.length).toBeGreaterThan(9)
    return some.filter(({ isRight }) => isRight).length / some.length
  }
  expect(rightOf(0.8, 1.1)).toBeGreaterThan(0.9)
  expect(rightOf(0.5, 0.8)).toBeGreaterThan(0.7)
  expect(rightOf(0.2, 0.5)).toBeGreaterThan(0.35)
  const police = told.filter(({ visit: { place } }) => place.category === 'police-station')
  expect(police).toEqual([])
})
