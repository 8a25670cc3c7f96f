import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  feedFigures,
  lateDevicesOf,
  lateFeeds,
  newestHeard,
  silentWornDevices,
} from '../../src/store/records/freshness-records.ts'
import { keepHeard } from '../../src/store/records/live-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { watchedPeople } from '../support/watched-wearers.ts'

const AT = Date.UTC(2026, 2, 29, 9)
const MINUTE = 60_000
const since = AT - 15 * MINUTE

describe.each(recordsTwins())('freshness, on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const { deviceActivations, ...others } = watchedPeople(4)
    const people = {
      ...others,
      // The last was taken off.
      deviceActivations: deviceActivations.map((worn) =>
        worn.id === 'A4' ? { ...worn, to: AT - 60 * MINUTE } : worn,
      ),
    }
    await savePeople(records, await imported(records, 'people'), people)
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const hear = (deviceId: string, feed: string, minutesAgo: number, delaySeconds = 60) => ({
    ...{ deviceId, feed, heardAt: AT - minutesAgo * MINUTE },
    newestCapturedAt: AT - minutesAgo * MINUTE - delaySeconds * 1000,
    ...{ batteryPercent: undefined, charging: undefined, powerAt: undefined },
  })

  test('feeds and devices are behind where devices that are worn were not heard', async () => {
    expect(await newestHeard(records)).toBeUndefined()
    expect(await feedFigures(records, AT, since)).toEqual([])
    await keepHeard(records, [
      hear('D1', 'mqtt', 2),
      hear('D2', 'mqtt', 23, 300),
      hear('D3', 'folder', 40),
      hear('D4', 'owntracks', 500),
      hear('a phone', 'owntracks', 400),
    ])
    expect(await newestHeard(records)).toBe(AT - 2 * MINUTE)
    expect(await feedFigures(records, AT, since)).toEqual([
      { name: 'owntracks', lastHeardAt: AT - 400 * MINUTE, worn: 0, heard: 0, delayMs: undefined },
      { name: 'folder', lastHeardAt: AT - 40 * MINUTE, worn: 1, heard: 0, delayMs: 60_000 },
      { name: 'mqtt', lastHeardAt: AT - 2 * MINUTE, worn: 2, heard: 1, delayMs: 180_000 },
    ])
    const asked = { heardSince: since, limit: 9 }
    const silent = await silentWornDevices(records, AT, asked)
    expect(silent.map(({ deviceId }) => deviceId)).toEqual(['D3', 'D2'])
    // What nobody wears is nobody's delay, however long ago it was.
    expect(await lateFeeds(records, AT, since)).toEqual([
      { name: 'folder', lastHeardAt: AT - 40 * MINUTE },
    ])
    expect(await lateDevicesOf(records, 'W1', AT, since)).toEqual([])
    expect(await lateDevicesOf(records, 'W2', AT, since)).toEqual([
      { deviceId: 'D2', feed: 'mqtt', lastHeardAt: AT - 23 * MINUTE },
    ])
    expect(await lateDevicesOf(records, 'W4', AT, since)).toEqual([])
  })
})
