import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { DayKnots } from '../../domain/day-knots.ts'
import { accuracyAt, capturedAt, deviceAt } from '../../domain/held-positions.ts'
import { everyDeviceItsOwnWearer } from '../../domain/lawful-intervals.ts'
import { arrangePositions } from '../arrange-positions.ts'
import { smallTownPositions } from './small-town.fixture.ts'
import { KNOTS_METHOD, tieDay } from './tie-day.ts'
import { TimelinesBuilder } from './timelines.ts'

const DAY = 86_400_000
const FIRST = Date.UTC(2026, 2, 19)
const all = arrangePositions(smallTownPositions())
const lawful = everyDeviceItsOwnWearer(all.positions.deviceIds)
const days = Array.from({ length: 15 }, (_, day) => FIRST + day * DAY)

describe('tieDay()', () => {
  it('gives what this number of the method stands for: raise KNOTS_METHOD where this changes', () => {
    const hash = createHash('sha256')
    for (const day of days)
      for (const bytes of bytesOf(tieDay(all, lawful, day))) hash.update(bytes)
    expect([KNOTS_METHOD, hash.digest('hex')]).toEqual([
      2,
      '4604fc07322d93d6b87d3ae946008f0bb12a82a159b3dc31bbe748034327ea61',
    ])
  })

  it('ties a day from its own positions alone', () => {
    for (const day of days) {
      const rows = [...all.positions.captured.keys()].filter((row) => {
        const at = capturedAt(all.positions, row)
        return at >= day && at < day + DAY
      })
      const alone = arrangePositions(pick(rows))
      expect(tieDay(alone, lawful, day)).toEqual(tieDay(all, lawful, day))
    }
  })

  it('makes the same timelines a day at a time, in any order, as from all at once', () => {
    const together = new TimelinesBuilder(lawful)
    together.add(all)
    const apart = new TimelinesBuilder(lawful)
    for (const day of days.toReversed()) apart.addDay(tieDay(all, lawful, day))
    const timelines = together.build()
    expect(apart.build()).toEqual(timelines)
    expect(timelines.circleErrors.some(({ positions }) => positions > 1000)).toBe(true)
  })
})

function bytesOf({
  deviceWearerIds,
  mechanisms,
  circleTallies,
  ...columns
}: DayKnots): (Uint8Array | string)[] {
  const { start, from, lasting, latitude, longitude, sigma, kind, circle } = columns
  const arrays = [start, from, lasting, latitude, longitude, sigma, kind, circle]
  const tallies = circleTallies.map((tally) => ({ ...tally, counts: [...tally.counts] }))
  return [
    JSON.stringify([deviceWearerIds, mechanisms, tallies]),
    ...arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
  ]
}

function pick(rows: readonly number[]) {
  const { positions } = all
  return {
    length: rows.length,
    deviceIds: positions.deviceIds,
    mechanisms: positions.mechanisms,
    device: Uint32Array.from(rows, (row) => deviceAt(positions, row)),
    capturedAt: Float64Array.from(rows, (row) => capturedAt(positions, row)),
    latitude: Int32Array.from(rows, (row) => positions.latitude[row]!),
    longitude: Int32Array.from(rows, (row) => positions.longitude[row]!),
    accuracy: Float32Array.from(rows, (row) => accuracyAt(positions, row)),
    mechanism: Uint16Array.from(rows, (row) => positions.mechanism[row]!),
  }
}
