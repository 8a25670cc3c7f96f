import { expect, test } from 'vitest'
import { crimeTypes } from '../../domain/crime-types.ts'
import { crimeKey } from '../validation-town.ts'
import { type OpenTownOptions, openTown } from './open-town.ts'
import { openTownStyles } from './open-town-styles.ts'
import { metresBetween, pointAt } from './plain.ts'

const small: OpenTownOptions = { seed: 3, mode: 'mixed', wearers: 40, days: 7, offences: 80 }
const town = openTown(small)
const { positions } = town
const DAY = 86_400_000

function positionAt(row: number) {
  return pointAt((positions.latitude[row] ?? 0) / 1e7, (positions.longitude[row] ?? 0) / 1e7)
}

test('the same options give the same town, another seed another', () => {
  const few: OpenTownOptions = { ...small, wearers: 6, days: 2, offences: 6 }
  const { lawful, ...first } = openTown(few)
  const { lawful: _, ...second } = openTown(few)
  expect(second).toEqual(first)
  expect(lawful.deviceWearerIds).toEqual([...first.homes.keys()])
  const other = openTown({ ...few, seed: 4 })
  expect(other.crimes).not.toEqual(first.crimes)
  expect(other.positions.latitude).not.toEqual(first.positions.latitude)
})

test('there are as many crimes as asked for, of every type, and one offence a wearer and day', () => {
  expect(town.offences.size).toBe(80)
  expect(town.crimes).toHaveLength(80 + 5 * 80)
  expect(new Set(town.crimes.map(crimeKey)).size).toBe(town.crimes.length)
  expect(new Set(town.crimes.map((crime) => crime.crimeType))).toEqual(
    new Set(Object.keys(crimeTypes)),
  )
  const days = [...town.offences.values()].map(
    ({ deviceWearerId, occurredAt }) => `${deviceWearerId} ${Math.floor(occurredAt / DAY)}`,
  )
  expect(new Set(days).size).toBe(80)
})

test('the window holds the offence, and most are reported close to where it was', () => {
  const metres = town.crimes.flatMap((crime) => {
    const offence = town.offences.get(crimeKey(crime))
    if (offence === undefined) return []
    expect(crime.window.from).toBeLessThanOrEqual(offence.occurredAt)
    expect(crime.window.to).toBeGreaterThanOrEqual(offence.occurredAt)
    expect(crime.window.to - crime.window.from).toBeLessThanOrEqual(12 * 3_600_000 + 120_000)
    const said = pointAt(crime.latitude, crime.longitude)
    return [metresBetween(said, pointAt(offence.latitude, offence.longitude))]
  })
  const close = metres.filter((each) => each < 20).length / metres.length
  expect(close).toBeGreaterThan(0.55)
  expect(close).toBeLessThan(0.9)
})

test('satellites put the offender at the scene when it happened', () => {
  const metres = [...town.offences.values()].flatMap((offence) => {
    const scene = pointAt(offence.latitude, offence.longitude)
    return rowsOf(offence.deviceWearerId, offence.occurredAt - 15_000, offence.occurredAt + 15_000)
      .filter((row) => positions.mechanisms[positions.mechanism[row] ?? 0] === 'GPS')
      .map((row) => metresBetween(scene, positionAt(row)))
  })
  metres.sort((a, b) => a - b)
  expect(metres.length).toBeGreaterThan(15)
  expect(metres[Math.floor(metres.length / 2)]).toBeLessThan(20)
})

test('positions come in order, a minute apart, fewer by cell and further off', () => {
  const byMinute = openTown({ ...small, mostlyLbsShare: 0 }).positions
  const byCell = openTown({ ...small, mostlyLbsShare: 1 }).positions
  expect(byMinute.length).toBeGreaterThan(0.75 * 40 * 7 * 1440)
  expect(byMinute.length).toBeLessThanOrEqual(40 * 7 * 1440)
  expect(byCell.length).toBeLessThan(byMinute.length / 5)
  expect(medianAccuracy(byMinute)).toBeLessThan(40)
  expect(medianAccuracy(byCell)).toBeGreaterThan(200)
  for (let row = 1; row < byMinute.length; row++) {
    if (byMinute.device[row] !== byMinute.device[row - 1]) continue
    const apart = (byMinute.capturedAt[row] ?? 0) - (byMinute.capturedAt[row - 1] ?? 0)
    if (apart < 59_000) expect.fail(`Rows ${row - 1} and ${row} are ${apart} ms apart`)
  }
})

test('who lives in a hostel shares an address', () => {
  const homes = [...openTown({ ...small, hostels: 2, wearersPerHostel: 5 }).homes.values()]
  expect(homes).toHaveLength(40)
  expect(new Set(homes.map((home) => JSON.stringify(home))).size).toBeLessThanOrEqual(32)
  expect(homes[0]).toEqual(homes[4])
  expect(homes[4]).not.toEqual(homes[5])
})

test('every style of town can be made, and says what it is', () => {
  const names = openTownStyles.map((style) => {
    const made = openTown({ ...style, seed: 1, wearers: 12, days: 3, offences: 20 })
    expect(made.offences.size).toBe(20)
    expect(made.mode).toBe(style.mode)
    for (const { metresFromHaunt } of made.offences.values()) {
      if (style.mode === 'near') expect(metresFromHaunt).toBeLessThanOrEqual(200)
      if (style.mode === 'away') expect(metresFromHaunt).toBeGreaterThanOrEqual(60)
    }
    return made.name
  })
  expect(names.length).toBeGreaterThanOrEqual(6)
  expect(new Set(names).size).toBe(names.length)
})

function rowsOf(deviceId: string, from: number, to: number): number[] {
  const device = positions.deviceIds.indexOf(deviceId)
  const rows: number[] = []
  for (let row = 0; row < positions.length; row++) {
    const at = positions.capturedAt[row] ?? 0
    if (from <= at && at <= to && positions.device[row] === device) rows.push(row)
  }
  return rows
}

function medianAccuracy(of: typeof positions): number {
  const metres = Array.from(of.accuracy, (metres) => Math.round(metres * 100) / 100 || 0)
  metres.sort((a, b) => a - b)
  return metres[Math.floor(metres.length / 2)] ?? 0
}
