import { expect, it } from 'vitest'
import { LiveTown, type TagBurst } from '../simulate/live-town.ts'
import { simulateTown } from '../simulate/town.ts'
import { reportOf } from './demonstration-tags.ts'
import { checkReport } from './live/checked-report.ts'

const MINUTE = 60_000
const options = { seed: 7, wearers: 8, days: 3, start: Date.UTC(2026, 2, 26), crimes: 3 }
const FROM = Date.UTC(2026, 2, 29)
const HOURS = 30

function bursts(everyMinutes: number): TagBurst[] {
  const town = new LiveTown(options, FROM)
  const all: TagBurst[] = []
  for (let at = FROM; at <= FROM + HOURS * 60 * MINUTE; at += everyMinutes * MINUTE) {
    const came = town.burstsUntil(at)
    expect(came.every(({ uploadedAt }) => uploadedAt <= at)).toBe(true)
    all.push(...came)
  }
  return all
}

const inOrder = (all: readonly TagBurst[]) =>
  all
    .map((burst) => JSON.stringify(burst))
    .sort()
    .join('\n')

it('says the same however often it is asked, across the night the clocks change', () => {
  expect(inOrder(bursts(1))).toBe(inOrder(bursts(30)))
})

it('goes on with the tags that are worn, and everything they say is taken', () => {
  const { people } = simulateTown(options)
  const worn = people.deviceActivations.filter(({ to }) => to === Infinity)
  const all = bursts(5)
  expect([...new Set(all.map(({ deviceId }) => deviceId))].sort()).toEqual(
    worn.map(({ deviceId }) => deviceId).sort(),
  )
  const checked = all.map((burst) => checkReport(reportOf(burst, burst.uploadedAt)))
  expect(checked.flatMap(({ refused }) => refused)).toEqual([])
  const positions = checked.flatMap((report) => report.positions)
  expect(positions.length).toBeGreaterThan(worn.length * HOURS * 20)
  expect(all.flatMap(({ events }) => events).length).toBeGreaterThan(0)
  expect(all.every(({ batteryPercent }) => batteryPercent > 0 && batteryPercent <= 100)).toBe(true)
})
