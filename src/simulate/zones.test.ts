import { expect, test } from 'vitest'
import { areaOf } from '../geo/area.ts'
import { latitudeOf, longitudeOf } from './plane.ts'
import { simulateTown } from './town.ts'

test.each([1, 7, 42])('nobody lives in the zone they must keep out of, town %i', (seed) => {
  const { people, wearers } = simulateTown({
    seed,
    wearers: 100,
    days: 3,
    start: Date.UTC(2026, 0, 5),
  })
  const zones = people.zones.filter(({ kind }) => kind === 'exclusion')
  expect(zones.length).toBeGreaterThan(5)
  for (const zone of zones) {
    const { home } = wearers.find(({ id }) => zone.id === `Z-${id}-exclusion`) ?? {}
    if (!home) throw new Error(`Nobody must keep out of ${zone.id}`)
    const area = areaOf(zone)
    if (typeof area === 'string') throw new Error(area)
    const { x, y } = home.address
    expect(area.depthMetres(longitudeOf(x), latitudeOf(y))).toBeLessThan(0)
  }
})
