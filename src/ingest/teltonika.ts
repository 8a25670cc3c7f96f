import type { DeviceEvent } from '../domain/device-event.ts'
import type { DeviceReport, ReportedPosition } from '../domain/device-report.ts'
import { formatInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import type { RefusedRow } from '../domain/row-issue.ts'
import type { TeltonikaRecord } from './teltonika-record.ts'

/** IO elements that say the same on every model. Values: mV, mV, percent, tenths. */
const EXTERNAL_VOLTAGE = 66
const BATTERY_VOLTAGE = 67
const BATTERY_PERCENT = 113
const HDOP = 182
/** The last instant that a date can be made of. */
const LAST_INSTANT = 8.64e15

/**
 * What a frame's records say. A record without a fix repeats the last known place (the protocol's page says so, with
 * 0 satellites): it is the event `TELTONIKA_NO_FIX`, never a position. What made the device send a record is an
 * event by its number, `TELTONIKA_252`. The device says no circle, so none is given.
 *
 * @param rowBefore how many records the connection brought before; rows are counted on.
 */
export function teltonikaReport(
  deviceId: string,
  records: readonly TeltonikaRecord[],
  receivedAt: Instant,
  rowBefore = 0,
): DeviceReport {
  const positions: ReportedPosition[] = []
  const events: DeviceEvent[] = []
  const refused: RefusedRow[] = []
  records.forEach((record, index) => {
    const row = rowBefore + index + 1
    const { at, priority, cause, io } = record
    const fields = positionFields(deviceId, record)
    const raw = new TextEncoder().encode(JSON.stringify(fields))
    if (at > LAST_INSTANT) {
      refused.push({ row, raw, issues: [noInstant(row, at)] })
      return
    }
    const event = (code: string, body: DeviceEvent['body']) =>
      events.push({ deviceId, code: `TELTONIKA_${code}`, occurredAt: at, body })
    if (cause !== 0) event(String(cause), { value: io.get(cause) ?? '', priority })
    if (hasFix(record)) positions.push({ row, fields, raw })
    else event('NO_FIX', { priority })
  })
  const newest = records.reduce<TeltonikaRecord | undefined>(
    (found, record) =>
      record.io.has(BATTERY_PERCENT) && !(found && found.at > record.at) ? record : found,
    undefined,
  )
  const percent = Number(newest?.io.get(BATTERY_PERCENT))
  return {
    deviceId,
    feed: 'teltonika',
    receivedAt,
    positions,
    events,
    refused,
    ...(percent <= 100 && { batteryPercent: percent }),
  }
}

function hasFix({ satellites, latitude, longitude }: TeltonikaRecord): boolean {
  return satellites > 0 && !(latitude === 0 && longitude === 0)
}

function positionFields(deviceId: string, record: TeltonikaRecord): Record<string, string> {
  const { io } = record
  const hdop = Number(io.get(HDOP) ?? Number.NaN)
  const others = {
    hdop: Number.isNaN(hdop) ? undefined : (hdop / 10).toFixed(1),
    external_voltage_mv: io.get(EXTERNAL_VOLTAGE),
    battery_voltage_mv: io.get(BATTERY_VOLTAGE),
  }
  return {
    device_id: deviceId,
    captured_at: record.at > LAST_INSTANT ? String(record.at) : formatInstant(record.at),
    latitude: degrees(record.latitude),
    longitude: degrees(record.longitude),
    accuracy_metres: '',
    mechanism: 'GPS',
    speed_kmh: String(record.speedKmh),
    heading_degrees: String(record.angle),
    satellites: String(record.satellites),
    altitude_metres: String(record.altitude),
    priority: String(record.priority),
    ...Object.fromEntries(
      Object.entries(others).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ),
  }
}

/** Degrees x 1e7 as decimals, exact to the digit. */
function degrees(units: number): string {
  const digits = String(Math.abs(units)).padStart(8, '0')
  return `${units < 0 ? '-' : ''}${digits.slice(0, -7)}.${digits.slice(-7)}`
}

function noInstant(row: number, at: number) {
  return {
    row,
    field: 'captured_at',
    code: 'INVALID_INSTANT',
    value: String(at),
    message: `Cannot read captured_at "${at}": expected milliseconds since 1970`,
    requiredAction: "Check the device's clock",
  } as const
}
