import type { Instant } from '../../domain/interval.ts'
import { devicesWithEvents } from '../../store/records/device-heard-records.ts'
import { heardUntil } from '../../store/records/monitoring-records.ts'
import { devicesWithPotential } from '../../store/records/standing-incidents.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Came } from './hear-reports.ts'
import { HELD_MS } from './trails.ts'
import type { Watched } from './watched.ts'

/** Requests are received in another order than they are heard in, by less than this. */
const OUT_OF_ORDER_MS = 60_000
const HOUR = 3_600_000

/** What an earlier process left to be looked at. */
export interface LeftOver {
  readonly came: readonly Came[]
  readonly deviceIds: readonly string[]
  /** Until when it had heard everything; `undefined` where nothing was ever heard. */
  readonly until: Instant | undefined
}

/** Finds what came since an earlier process had looked, and devices whose incidents time alone may change. */
export async function leftOver(
  { records, archive }: DataFolder,
  { rules, lawful }: Watched,
  now: Instant,
): Promise<LeftOver> {
  const came: Came[] = []
  const deviceIds = await devicesWithPotential(records)
  const until = await heardUntil(records)
  if (until === undefined) return { came, deviceIds, until }
  const since = until - OUT_OF_ORDER_MS
  const recent = { from: now - HELD_MS, to: now + HOUR }
  for (const { deviceId, first, last } of await archive.arrivals(recent, since)) {
    for (const { deviceWearerId } of lawful.ofDevice(deviceId)) {
      if (!rules.has(deviceWearerId)) continue
      came.push({ deviceWearerId, from: first, to: last, mark: { since: until } })
    }
  }
  return { came, deviceIds: [...deviceIds, ...(await devicesWithEvents(records, since))], until }
}
