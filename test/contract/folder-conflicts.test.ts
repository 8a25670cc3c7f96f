import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { folderConflicts } from '../../src/app/folder-conflicts.ts'
import type { ClickhouseArchive } from '../../src/store/positions/clickhouse-archive.ts'
import type { PositionArchive } from '../../src/store/positions/position-archive.ts'
import type { Records } from '../../src/store/records/records.ts'
import { columnsOf, type PositionRow } from '../support/positions-rows.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)
const ALWAYS = { from: -Infinity, to: Infinity }

/** A device's first minutes of a day, each at so many places. */
const minutes = (device: string, day: number, places = 1): PositionRow[] =>
  Array.from({ length: 5 * places }, (_, index) => ({
    device,
    at: START + day * DAY + (index % 5) * 60_000,
    latitude: 538_000_000 + Math.floor(index / 5) * 1000,
    longitude: -44_000_000,
    accuracy: 5,
    mechanism: 'GPS',
  }))

describe.each(recordsTwins())('the conflicts of a folder, with records on $name', (twin) => {
  let records: Records
  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  // Each engine once: neither knows of the other.
  const archives = twin.name === 'PGlite' ? archiveTwins() : archiveTwins().slice(0, 1)
  describe.each(archives)('and positions in $name', ({ place: fresh }) => {
    let place: ArchivePlace
    let archive: ClickhouseArchive
    const test = twin.missing ? it.skip : it

    beforeEach(async () => {
      if (twin.missing) return
      await records.query('delete from day_conflicts')
      place = await fresh()
      archive = await place.open()
      await archive.migrate()
    })
    afterEach(async () => {
      await archive?.close()
      await place?.remove()
    })

    /** How many there are, and of which days after the first they were counted for it. */
    async function counted(): Promise<[conflicts: number, days: number[]]> {
      const days: number[] = []
      const counting: Pick<PositionArchive, 'dayStates' | 'countConflicts'> = {
        dayStates: () => archive.dayStates(),
        countConflicts(within, arrivedFrom) {
          days.push((within.from - START) / DAY)
          return archive.countConflicts(within, arrivedFrom)
        },
      }
      const folder = { records, archive: counting as PositionArchive }
      const conflicts = await folderConflicts(folder)
      expect(conflicts).toBe(await archive.countConflicts(ALWAYS, -Infinity))
      return [conflicts, days.sort((a, b) => a - b)]
    }

    test('are counted of days that changed, and of no other', async () => {
      expect(await counted()).toEqual([0, []])
      await archive.append(
        columnsOf([...minutes('A', 0, 2), ...minutes('A', 1), ...minutes('B', 2, 3)]),
      )
      expect(await counted()).toEqual([15, [0, 1, 2]])
      expect(await counted()).toEqual([15, []])
      await archive.append(columnsOf(minutes('A', 1, 2)))
      expect(await counted()).toEqual([20, [1]])
      const all = { deviceWearerId: 'W', ...ALWAYS }
      await archive.erase([{ deviceId: 'B', ...all }])
      const [after, days] = await counted()
      expect([after, days.includes(0)]).toEqual([10, false])
      expect(await counted()).toEqual([10, []])
      // Also by the next process.
      await archive.close()
      archive = await place.open()
      expect(await counted()).toEqual([10, []])
    })

    test('are the same after a merge, and of a day that went and came again', async () => {
      for (let part = 0; part < 3; part++)
        await archive.append(columnsOf(minutes('A', 0, part + 1)))
      expect(await counted()).toEqual([10, [0]])
      await place.execute('OPTIMIZE TABLE positions_by_device FINAL')
      expect((await counted())[0]).toBe(10)
      expect(await counted()).toEqual([10, []])
      const of = { deviceId: 'A', deviceWearerId: 'W', ...ALWAYS }
      await archive.erase([of])
      expect((await counted())[0]).toBe(0)
      await archive.append(columnsOf(minutes('A', 0, 4)))
      expect(await counted()).toEqual([15, [0]])
    })
  })
})
