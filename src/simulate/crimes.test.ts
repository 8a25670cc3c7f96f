import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { isCrimeType } from '../domain/crime-types.ts'
import { policeForces } from '../domain/police-forces.ts'
import { fromNationalGrid, toNationalGrid } from '../geo/national-grid.ts'
import { csvLine } from './crime-rows.ts'
import { distanceMetres, latitudeOf, longitudeOf } from './plane.ts'
import { simulateTown } from './town.ts'
import { HOUR, MINUTE } from './uk-clock.ts'

const town = simulateTown({
  seed: 4,
  wearers: 60,
  days: 14,
  start: Date.parse('2026-01-05T00:00:00Z'),
})
const { crimes, crimeFiles, period } = town
const share = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.filter(holds).length / items.length

const files = crimeFiles.map(({ batchId, text }) => ({
  batchId,
  rows: parse(text) as string[][],
}))
const rows = files.flatMap((file) => file.rows)
const known = new Map(crimes.map((crime) => [crime.crimeReference, crime]))

test('as many crimes as the design says, a third of them by wearers', () => {
  expect(crimes).toHaveLength(400)
  const byWearers = share(crimes, ({ offender }) => offender !== undefined)
  expect(byWearers).toBeGreaterThan(0.26)
  expect(byWearers).toBeLessThan(0.4)
  expect(new Set(crimes.map(({ crimeType }) => crimeType)).size).toBe(7)
  expect(new Set(crimes.map(({ policeForce }) => policeForce.identifier)).size).toBe(3)
})

test('an offender truly is at the scene when it happens, within the window, and moves on', () => {
  for (const { offender, occurredAt, scene, window, reportedPlace } of crimes) {
    expect(occurredAt).toBeGreaterThan(period.from)
    expect(occurredAt).toBeLessThan(period.to)
    expect(window.from).toBeLessThanOrEqual(occurredAt)
    expect(window.to).toBeGreaterThanOrEqual(occurredAt)
    expect(window.to - window.from).toBeLessThanOrEqual(12 * HOUR)
    if (!offender) continue
    const there = town.whereabouts(offender.id, occurredAt)
    expect(distanceMetres(there, scene)).toBeLessThan(1)
    expect(distanceMetres(there, reportedPlace)).toBeLessThan(151)
    const before = town.whereabouts(offender.id, occurredAt - 20 * MINUTE)
    const after = town.whereabouts(offender.id, occurredAt + 20 * MINUTE)
    expect(distanceMetres(before, scene) + distanceMetres(after, scene)).toBeGreaterThan(2)
  }
})

test('some offend close to where they go anyway, some far away', () => {
  const metres = crimes.flatMap(({ offender, scene }) => {
    if (!offender) return []
    const haunts = [offender.home, ...offender.habits.map(({ place }) => place)]
    return Math.min(...haunts.map(({ address }) => distanceMetres(address, scene)))
  })
  expect(share(metres, (m) => m < 300)).toBeGreaterThan(0.3)
  expect(share(metres, (m) => m > 500)).toBeGreaterThan(0.2)
})

test('windows: robbery and theft from the person short, burglary and vehicle crime long', () => {
  const minutes = (types: string[]): number[] =>
    crimes
      .filter(({ crimeType }) => types.includes(crimeType))
      .map(({ window }) => (window.to - window.from) / MINUTE)
  expect(share(minutes(['RB', 'TFP']), (m) => m === 0)).toBeGreaterThan(0.25)
  expect(share(minutes(['RB', 'TFP']), (m) => m <= 60)).toBeGreaterThan(0.8)
  expect(share(minutes(['BIAD', 'TOMV', 'TFMV']), (m) => m > 60)).toBeGreaterThan(0.55)
})

test('most places are right to 10 m, some to 40 m, some only to 150 m', () => {
  const errors = crimes.map(({ scene, reportedPlace }) => distanceMetres(scene, reportedPlace))
  expect(share(errors, (m) => m <= 10)).toBeGreaterThan(0.5)
  expect(share(errors, (m) => m > 10 && m <= 40)).toBeGreaterThan(0.15)
  expect(share(errors, (m) => m > 40 && m <= 150)).toBeGreaterThan(0.05)
  expect(Math.max(...errors)).toBeLessThanOrEqual(150)
})

test('a file is one force and one day after the reports, 13 columns, with a good row', () => {
  for (const file of files) {
    expect(file.rows.length).toBeGreaterThan(0)
    expect(file.rows.some((row) => known.has(row[4] ?? ''))).toBe(true)
    for (const row of file.rows) {
      expect(row).toHaveLength(13)
      const force = policeForces.find(({ identifier }) => identifier === row[0])
      expect(file.batchId).toMatch(new RegExp(`^${force?.batchCode}2026\\d{4}$`))
      expect(row[3]).toBe(file.batchId)
      expect([row[7], row[8], row[9], row[10]].join()).not.toMatch(/NaN|e/)
    }
  }
  expect(
    [...new Set(rows.map((row) => row[4]))].filter((ref) => known.has(ref ?? '')),
  ).toHaveLength(crimes.length)
})

test('half of the rows are on the national grid, and both kinds tell the reported place', () => {
  const onGrid = rows.filter((row) => row[11] === 'OSGB36')
  expect(onGrid.length / rows.length).toBeGreaterThan(0.4)
  expect(onGrid.length / rows.length).toBeLessThan(0.6)
  for (const row of onGrid) {
    expect(row[9]).toBe('')
    expect(row[7]).toMatch(/^\d{6}\.\d$/)
  }
  const place = { x: 1234, y: -2345 }
  const { easting, northing } = toNationalGrid({
    latitude: latitudeOf(place.y),
    longitude: longitudeOf(place.x),
  })
  const { latitude, longitude } = fromNationalGrid(easting, northing)
  expect(longitude).toBeCloseTo(longitudeOf(place.x), 7)
  expect(latitude).toBeCloseTo(latitudeOf(place.y), 7)
})

test('some crimes come again, changed or not, in a later file; some rows are bad', () => {
  const byReference = grouped(rows, (row) => row[4] ?? '')
  const again = crimes.filter((crime) => (byReference.get(crime.crimeReference)?.length ?? 0) > 1)
  const changed = again.filter(({ crimeReference }) => {
    const [first, second] = byReference.get(crimeReference) ?? []
    const facts = (row: string[] | undefined): string => [...(row ?? [])].toSpliced(3, 1).join('|')
    expect((first?.[3] ?? '') < (second?.[3] ?? '')).toBe(true)
    return facts(first) !== facts(second)
  })
  expect(again.length).toBeGreaterThan(6)
  expect(changed.length).toBeGreaterThan(3)
  expect(changed.length).toBeLessThan(again.length)

  const bad = rows.filter((row) => !known.has(row[4] ?? ''))
  expect(bad).toHaveLength(8)
  expect(bad.some((row) => !isCrimeType(row[1] ?? ''))).toBe(true)
  expect(bad.some((row) => row[5]?.slice(4, 8) === '0230')).toBe(true)
  expect(bad.some((row) => row[4] === '')).toBe(true)
  const isHalf = (one = '', other = ''): boolean => (one === '') !== (other === '')
  expect(bad.some((row) => isHalf(row[7], row[8]) || isHalf(row[9], row[10]))).toBe(true)
})

test('text that could break a row is quoted', () => {
  expect(csvLine(['a', 'b,c', 'say "d"', 'e\nf'])).toBe('a,"b,c","say ""d""","e\nf"')
  const texts = crimes.map(({ crimeText }) => crimeText)
  for (const mark of [',', '"', '\n']) expect(texts.some((text) => text.includes(mark))).toBe(true)
  expect(rows.every((row) => row.every((cell) => !/^[=+@\t\r]/.test(cell)))).toBe(true)
})

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
