import { describe, expect, test } from 'vitest'
import { distanceMetres, xOf, yOf } from '../simulate/plane.ts'
import { mechanisms } from '../simulate/reported-positions.ts'
import { simulateTown } from '../simulate/town.ts'
import { DAY, HOUR } from '../simulate/uk-clock.ts'
import { streetTownStyles } from './street-town-styles.ts'
import { streetTown } from './street-towns.ts'
import { crimeKey, type ValidationTown } from './validation-town.ts'

const size = { seed: 3, wearers: 40, days: 4, crimes: 240 }
const start = Date.parse('2026-01-05T00:00:00Z')
const towns = new Map(
  streetTownStyles.map((options) => [options.mode, streetTown({ ...options, ...size })]),
)
const townOf = (mode: string): ValidationTown => {
  const town = towns.get(mode)
  if (!town) throw new RangeError(`No town stands for ${mode}`)
  return town
}

describe.each(streetTownStyles)('a town of $mode', ({ mode, style }) => {
  const town = townOf(mode)

  test('who did it truly was there, in the window, and could lawfully be compared', () => {
    const { whereabouts } = simulateTown({ ...size, start, style })
    const crimes = new Map(town.crimes.map((crime) => [crimeKey(crime), crime]))
    expect(crimes.size).toBe(town.crimes.length)
    expect(town.offences.size).toBeGreaterThan(20)
    for (const [key, offence] of town.offences) {
      const { deviceWearerId, occurredAt, longitude, latitude } = offence
      const there = whereabouts(deviceWearerId, occurredAt)
      expect(distanceMetres(there, { x: xOf(longitude), y: yOf(latitude) })).toBeLessThan(0.1)
      const crime = crimes.get(key)
      expect(crime?.window.from).toBeLessThanOrEqual(occurredAt)
      expect(crime?.window.to).toBeGreaterThanOrEqual(occurredAt)
      const lawful = town.lawful.ofWearer(deviceWearerId)
      expect(lawful.some(({ from, to }) => from <= occurredAt && occurredAt < to)).toBe(true)
    }
  })

  test('everything reported is in it', () => {
    const { length, device, capturedAt, mechanism, accuracy } = town.positions
    expect(town.homes.size).toBe(size.wearers)
    expect(town.crimes.length).toBeGreaterThan(0.95 * size.crimes)
    expect(town.positions.mechanisms).toEqual(mechanisms)
    expect(new Set(device).size).toBe(town.positions.deviceIds.length)
    expect(new Set(mechanism).size).toBe(4)
    expect(accuracy.some(Number.isNaN)).toBe(true)
    expect(accuracy.some((metres) => metres < 0)).toBe(false)
    expect(capturedAt.every((at) => at >= start && at < start + size.days * DAY)).toBe(true)
    expect(length).toBe(capturedAt.length)
  })
})

test('each mode has its habits', () => {
  expect(towns.size).toBe(streetTownStyles.length)
  const metres = (mode: string): number[] =>
    [...townOf(mode).offences.values()].map(({ metresFromHaunt }) => metresFromHaunt)
  const bySatellite = (mode: string): number => {
    const codes = [...townOf(mode).positions.mechanism]
    return codes.filter((code) => mechanisms[code] === 'GPS').length / codes.length
  }
  for (const { mode } of streetTownStyles) {
    if (mode.startsWith('away')) expect(Math.min(...metres(mode))).toBeGreaterThanOrEqual(300)
    if (mode.startsWith('near')) expect(Math.max(...metres(mode))).toBeLessThanOrEqual(250)
    if (mode.endsWith('lbs')) expect(bySatellite(mode)).toBeLessThan(0.6)
    else expect(bySatellite(mode)).toBeGreaterThan(0.75)
    const long = townOf(mode).crimes.filter(({ window }) => window.to - window.from >= 6 * HOUR)
    const share = long.length / townOf(mode).crimes.length
    if (mode.endsWith('long-windows')) expect(share).toBeGreaterThan(0.5)
    else expect(share).toBeLessThan(0.3)
  }
  expect(townOf('away-sparse').positions.length).toBeLessThan(
    0.3 * townOf('away-gps').positions.length,
  )
})

test('the same options give the same town, another seed another', () => {
  const options = { ...size, mode: 'default', style: {}, wearers: 8, days: 2, crimes: 20 }
  const town = streetTown(options)
  expect(streetTown(options).positions).toEqual(town.positions)
  expect(streetTown(options).crimes).toEqual(town.crimes)
  expect(streetTown({ ...options, seed: 4 }).crimes).not.toEqual(town.crimes)
})
