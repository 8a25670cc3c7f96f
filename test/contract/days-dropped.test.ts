import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, DaysInMemory } from '../../src/app/days-in-memory.ts'
import { everyDeviceItsOwnWearer } from '../../src/domain/lawful-intervals.ts'
import type { PositionArchive } from '../../src/store/positions/position-archive.ts'
import { columnsOf } from '../support/positions-rows.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'

const FIRST = Date.UTC(2026, 0, 1)
const lawful = everyDeviceItsOwnWearer(['D1', 'D2'])

let place: ArchivePlace
let archive: PositionArchive
let days: DaysInMemory

/** The days in memory, counted from the first. */
const kept = async () =>
  (await archive.days())
    .filter((archived) => days.holds([archived], lawful))
    .map(({ day }) => (day - FIRST) / DAY)

beforeAll(async () => {
  const [chdb] = archiveTwins()
  if (!chdb) throw new Error('there is no engine')
  place = await chdb.place()
  archive = await place.open()
  await archive.migrate()
  days = new DaysInMemory(archive, 2 ** 30)
  const rows = [0, 1, 2, 3, 4, 5].flatMap((day) =>
    ['D1', 'D2'].map((device) => ({
      device,
      at: FIRST + day * DAY,
      latitude: 538_000_000,
      longitude: -44_000_000,
      mechanism: '',
    })),
  )
  await archive.append(columnsOf(rows))
  await days.take(await archive.days(), lawful)
})
afterAll(async () => {
  await archive.close()
  await place.remove()
})

describe('days in memory, in the order of these tests,', () => {
  it('stay where positions are only counted', async () => {
    const interval = { deviceId: 'D1', deviceWearerId: 'D1', from: FIRST, to: FIRST + DAY }
    await days.archive.countLawful([interval])
    await days.archive.countOutside([], {})
    await days.archive.countConflicts({ from: -Infinity, to: Infinity }, 0)
    expect(await kept()).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('go where one of several intervals is erased', async () => {
    const erased = [
      { deviceId: 'D1', deviceWearerId: 'D1', from: FIRST + 2 * DAY, to: FIRST + 3 * DAY },
      { deviceId: 'D2', deviceWearerId: 'D2', from: FIRST + 5 * DAY, to: Infinity },
    ]
    expect(await days.archive.erase(erased)).toBe(2)
    expect(await kept()).toEqual([0, 1, 3, 4])
  })

  it('go where everything captured before an instant is, and stay after it', async () => {
    const limits = { capturedBefore: FIRST + DAY + 1 }
    expect(await days.archive.eraseOutside([], limits)).toBe(4)
    expect(await kept()).toEqual([3, 4])
    await days.take(await archive.days(), lawful)
    expect(await kept()).toEqual([2, 3, 4, 5])
  })

  it('all go where what arrived before an instant is erased, whenever it was captured', async () => {
    await days.archive.eraseOutside([], { arrivedBefore: 1 })
    expect(await kept()).toEqual([])
  })
})
