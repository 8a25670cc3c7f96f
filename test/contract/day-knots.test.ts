import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { archiveTimelines } from '../../src/app/archive-timelines.ts'
import { DAY, DaysInMemory } from '../../src/app/days-in-memory.ts'
import type { DayKnots } from '../../src/domain/day-knots.ts'
import { everyDeviceItsOwnWearer, type LawfulInterval } from '../../src/domain/lawful-intervals.ts'
import { arrangePositions } from '../../src/matching/arrange-positions.ts'
import { tieDay } from '../../src/matching/evidence/tie-day.ts'
import type { ClickhouseArchive } from '../../src/store/positions/clickhouse-archive.ts'
import { columnsOf, type PositionRow } from '../support/positions-rows.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'

const FIRST = Date.UTC(2026, 0, 5)
const MINUTE = 60_000
const devices = ["it's one", 'D2', '👀']
const lawful = everyDeviceItsOwnWearer(devices)

/** A night at rest with circles of its own, and a walk; on every day elsewhere. */
function livedOn(day: number): PositionRow[] {
  return devices.flatMap((device, number) =>
    Array.from({ length: 400 }, (_, minute) => ({
      device,
      at: FIRST + day * DAY + minute * MINUTE + number,
      latitude:
        538_000_000 + number * 9000 + day * 70 + (minute > 300 ? minute * 7000 : minute % 9),
      longitude: -44_000_000 - (minute % 7) * 20,
      ...(minute % 50 > 0 && { accuracy: minute % 3 === 0 ? 4.25 : 45 }),
      mechanism: ['GPS', 'WIFI', ''][minute % 3] ?? '',
    })),
  )
}

function knotsOf(rows: readonly PositionRow[], day = 0): DayKnots {
  return tieDay(arrangePositions(columnsOf(rows)), lawful, FIRST + day * DAY)
}

const intervalOf = (deviceId: string, from: number, to: number): LawfulInterval => ({
  deviceId,
  deviceWearerId: deviceId,
  from,
  to,
})

const never = () => Promise.reject(new Error('it was not kept'))

describe.each(archiveTwins())('knots of days on $name', (twin) => {
  let place: ArchivePlace
  let archive: ClickhouseArchive

  beforeEach(async () => {
    place = await twin.place()
    archive = await place.open()
    await archive.migrate()
  })
  afterEach(async () => {
    await archive.close()
    await place.remove()
  })

  const tie = (day: number, knots: DayKnots, from = 'people') =>
    archive.dayKnots(FIRST + day * DAY, from, async () => knots)
  /** Which of four days are kept, made from `from`. */
  const kept = async (from = 'people') => {
    const found: number[] = []
    for (const day of [0, 1, 2, 3]) {
      const knots = await archive.dayKnots(FIRST + day * DAY, from, never).catch(() => undefined)
      if (knots) found.push(day)
    }
    return found
  }
  async function keepFourDays() {
    const rows = [0, 1, 2, 3].map(livedOn)
    await archive.append(columnsOf(rows.flat()))
    for (const [day, of] of rows.entries()) await tie(day, knotsOf(of, day))
    expect(await kept()).toEqual([0, 1, 2, 3])
  }

  it('are read as they were tied, also after the archive was closed', async () => {
    const knots = knotsOf(livedOn(0))
    expect(knots.from.length).toBeGreaterThan(100)
    expect(knots.circleTallies.length).toBeGreaterThan(1)
    expect(await tie(0, knots)).toBe(knots)
    expect(await archive.dayKnots(FIRST, 'people', never)).toEqual(knots)
    const nothing = knotsOf([], 1)
    await tie(1, nothing)
    expect(await archive.dayKnots(FIRST + DAY, 'people', never)).toEqual(nothing)
    await archive.close()
    archive = await place.open()
    await archive.migrate()
    expect(await archive.dayKnots(FIRST, 'people', never)).toEqual(knots)
  })

  it('are not read through other lawful intervals or by another method, and give way to those', async () => {
    const knots = knotsOf(livedOn(0))
    await tie(0, knots)
    expect(await kept('other people')).toEqual([])
    await tie(0, knots, 'other people')
    expect(await kept()).toEqual([])
    expect(await kept('other people')).toEqual([0])
  })

  it('of a day are dropped where something arrives on it, and stay on others', async () => {
    await keepFourDays()
    await archive.append(columnsOf(livedOn(2).slice(5, 6)))
    expect(await kept()).toEqual([0, 1, 3])
    const late = livedOn(1).slice(0, 1).concat(livedOn(3).slice(0, 1))
    await archive.append(columnsOf(late))
    expect(await kept()).toEqual([0])
  })

  it('of a day are dropped where anything of it is erased, and leave the disk', async () => {
    await keepFourDays()
    const interval = intervalOf('D2', FIRST + 2 * DAY + MINUTE, FIRST + 2 * DAY + 2 * MINUTE)
    expect(await archive.erase([interval])).toBe(1)
    expect(await kept()).toEqual([0, 1, 3])
    // Also where no position is left to erase: an erasure cut off is completed so.
    expect(await archive.erase([intervalOf('nobody', FIRST + 3 * DAY, Infinity)])).toBe(0)
    expect(await kept()).toEqual([0, 1])
    await archive.eraseOutside([], { capturedBefore: FIRST + DAY })
    expect(await kept()).toEqual([1])
    await archive.eraseOutside([], { arrivedBefore: 1 })
    expect(await kept()).toEqual([])
    const left = "SELECT sum(rows) FROM system.parts WHERE table = 'positions_knots'"
    expect(Number(await place.execute(left))).toBe(0)
  })

  it('are dropped before a change begins, so that one cut off leaves nothing stale', async () => {
    await keepFourDays()
    // The change fails where a process would have been killed: after the drop, before any row.
    await place.execute('RENAME TABLE positions_by_device TO positions_hidden')
    await expect(archive.append(columnsOf(livedOn(1)))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await place.execute('RENAME TABLE positions_hidden TO positions_by_device')
    expect(await kept()).toEqual([0, 2, 3])
    // The engine may yet finish it: the day is tied each time until the archive is opened anew.
    await tie(1, knotsOf(livedOn(1), 1))
    expect(await kept()).toEqual([0, 2, 3])
  })

  it('are not kept of a day that was read while something changed', async () => {
    const rows = livedOn(0)
    const knots = await archive.dayKnots(FIRST, 'people', async () => {
      await archive.append(columnsOf(rows.slice(0, 1)))
      return knotsOf([])
    })
    expect(knots.from).toHaveLength(0)
    expect(await kept()).toEqual([])
    const [appended] = await Promise.all([archive.append(columnsOf(rows)), tie(0, knotsOf([]))])
    expect(appended).toBeUndefined()
    expect(await kept()).toEqual([])
  })

  it('make the same timelines as positions do, and spare reading them', async () => {
    await archive.append(columnsOf([0, 1, 2, 3].flatMap(livedOn)))
    const timelines = (days: DaysInMemory, last = 3) =>
      archiveTimelines(days, lawful, (day) => day <= FIRST + last * DAY)
    const read = vi.spyOn(archive, 'read')
    const daysRead = () => read.mock.calls.splice(0).map(([, { from }]) => (from - FIRST) / DAY)
    const tied = await timelines(new DaysInMemory(archive, 0), 2)
    expect(daysRead()).toEqual([0, 1, 2])
    expect(await timelines(new DaysInMemory(archive, 0), 2)).toEqual(tied)
    expect(daysRead()).toEqual([])
    const all = await timelines(new DaysInMemory(archive, 2 ** 30))
    expect(daysRead()).toEqual([3])
    await archive.append(columnsOf(livedOn(1).slice(0, 3)))
    expect(await timelines(new DaysInMemory(archive, 0))).toEqual(all)
    expect(daysRead()).toEqual([1])
  })
})
