import { type Instant, intersect } from '../../domain/interval.ts'
import type { PositionColumns } from '../../domain/position-columns.ts'
import { PositionColumnsBuilder } from '../../domain/position-columns.ts'
import { PositionDetailsBuilder } from '../../domain/position-details.ts'
import { Dictionary } from '../../ingest/dictionary.ts'
import { keepCharges, keepToldCharges } from '../../store/records/charge-records.ts'
import {
  type Heard,
  keepDeviceEvents,
  keepHeard,
  keepRefusedReports,
  type StoredRefusal,
} from '../../store/records/live-records.ts'
import { noteToAssess } from '../../store/records/monitoring-records.ts'
import { noteDaysTouched } from '../../store/records/pattern-notes.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import { type ChangedStretch, noteStretches } from '../../store/records/touch-records.ts'
import { wearersOfDevices } from '../../store/records/wearers-of-device.ts'
import { arrivedStretches } from '../arrived-stretches.ts'
import { keepEvent, operator } from '../asker.ts'
import type { DataFolder } from '../data-folder.ts'
import { erasedIntervals, withoutErased } from '../erased-positions.ts'
import type { CheckedReport } from './checked-report.ts'
import type { LogSegment } from './log-segment.ts'
import { powersOf } from './power-of.ts'
import type { RefusedReport } from './taken-report.ts'

/** Padding and bridge are shorter than a day, together. */
const FURTHEST_REACH_MS = 86_400_000
/** Wearers an event names; of more it says everyone, as an import of a file does. */
const MOST_NAMED = 100
const LATE_MS = 12 * 3_600_000

/**
 * Keeps a segment for good: positions in the archive, and everything else in the records in one transaction. Done again,
 * after a kill between the two, it adds nothing.
 *
 * @param segment absent where there are refusals alone.
 * @param reachMs how far before and after a crime's window positions are compared with it.
 */
export async function keepReports(
  folder: DataFolder,
  segment: LogSegment | undefined,
  refusals: readonly RefusedReport[],
  reachMs: number = FURTHEST_REACH_MS,
): Promise<void> {
  const reports = segment?.reports ?? []
  const erased = await erasedIntervals(folder)
  const positions = withoutErased(columnsOf(reports), erased)
  await folder.archive.append(positions)
  const stretches = stretchesOf(positions)
  const isErased = (deviceId: string, at: Instant) =>
    erased.get(deviceId)?.some((interval) => intersect(interval, { from: at, to: at + 1 })) === true
  // A device's own word of a stretch that was erased does not come back either.
  const events = reports
    .flatMap(({ feed, receivedAt, events }) =>
      events.map((event) => ({ ...event, feed, receivedAt })),
    )
    .filter(({ deviceId, occurredAt }) => !isErased(deviceId, occurredAt))
  await folder.records.transaction(async (transaction) => {
    // What we say in a device's name is no sign of life of it, nor of its feed.
    await keepHeard(transaction, reports.filter(({ isOurs }) => !isOurs).map(heardOf))
    await keepCharges(
      transaction,
      reports.flatMap(powersOf).filter(({ deviceId, at }) => !isErased(deviceId, at)),
    )
    await keepToldCharges(
      transaction,
      reports
        .flatMap(({ told }) => told ?? [])
        .filter(({ deviceId, at }) => !isErased(deviceId, at)),
    )
    await keepDeviceEvents(transaction, events)
    await keepRefusedReports(transaction, [...refusedOf(segment), ...refusals])
    await noteStretches(transaction, stretches, { cause: 'positions' }, Date.now(), reachMs)
    await noteToAssess(transaction, stretches.filter(isLate), Date.now())
    await noteDaysTouched(transaction, stretches, Date.now())
    if (positions.length + events.length === 0) return
    await keepEvent(
      transaction,
      { actor: collectingActor() },
      {
        action: 'collect',
        what: 'movements',
        subjects: await subjectsOf(transaction, stretches),
        count: positions.length,
        details: { reports: reports.length, events: events.length },
      },
    )
  })
}

function columnsOf(reports: readonly CheckedReport[]): PositionColumns {
  const builder = new PositionColumnsBuilder()
  const devices = new Dictionary(builder.deviceIds)
  const mechanisms = new Dictionary(builder.mechanisms)
  const details = new PositionDetailsBuilder()
  for (const { deviceId, positions } of reports) {
    for (const { capturedAt, latitude, longitude, accuracy, mechanism, others } of positions) {
      builder.add(
        devices.numberOf(deviceId),
        capturedAt,
        latitude,
        longitude,
        accuracy ?? Number.NaN,
        mechanisms.numberOf(mechanism),
      )
      if (others) details.add(builder.length - 1, others)
    }
  }
  const columns = builder.build()
  return details.length > 0 ? { ...columns, details: details.take() } : columns
}

function stretchesOf({ length, deviceIds, device, capturedAt }: PositionColumns): ChangedStretch[] {
  return arrivedStretches(
    Array.from({ length }, (_, row) => {
      const at = capturedAt[row] ?? 0
      return { deviceId: deviceIds[device[row] ?? 0] ?? '', first: at, last: at }
    }),
  )
}

function heardOf({ deviceId, feed, receivedAt, positions }: CheckedReport): Heard {
  const captured = positions.reduce((newest, at) => Math.max(newest, at.capturedAt), -Infinity)
  return {
    deviceId,
    feed,
    heardAt: receivedAt,
    newestCapturedAt: captured === -Infinity ? undefined : captured,
  }
}

function refusedOf(segment: LogSegment | undefined): StoredRefusal[] {
  return (segment?.reports ?? []).flatMap(({ feed, deviceId, receivedAt, refused }, index) =>
    refused.length === 0
      ? []
      : [
          {
            feed,
            deviceId,
            receivedAt,
            reason: 'Some of the report could not be used',
            issues: refused,
            loggedAs: `${segment?.name}:${index}`,
          },
        ],
  )
}

async function subjectsOf(
  query: RecordsQuery,
  stretches: readonly ChangedStretch[],
): Promise<readonly string[] | 'everyone'> {
  const wearers = await wearersOfDevices(query, stretches)
  return wearers.length > MOST_NAMED ? 'everyone' : wearers
}

/** Monitoring that starts anew looks again at the last hours; what is older has to be noted. */
function isLate({ from }: ChangedStretch): boolean {
  return from < Date.now() - LATE_MS
}

/** Nobody asked: devices report by themselves. */
function collectingActor() {
  return { ...operator(), username: 'Whereabouts devices' }
}
