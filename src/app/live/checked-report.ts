import { type DeviceEvent, isPlatformCode } from '../../domain/device-event.ts'
import type { DeviceReport, ReportedPosition } from '../../domain/device-report.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { positionRemedies } from '../../domain/position-remedies.ts'
import type { RowIssue } from '../../domain/row-issue.ts'
import {
  checkPosition,
  type PositionFields,
  type PositionRow,
  positionColumns,
} from '../../ingest/position-row.ts'
import type { ToldCharge } from '../../monitoring/charges.ts'
import type { HeardReport } from './heard-report.ts'

/** How far ahead a device's clock may run, as `import` has it. */
const FUTURE_MS = 10 * 60_000
/** What the records can find again by its name: longer ones no index takes, and nothing behind them would be kept. */
const LONGEST_DEVICE_ID = 500
const LONGEST_EVENT_CODE = 100
/** Of one report. Codes are numbered, and numbers are few. */
const MOST_MECHANISMS = 100
/** The archive is written a day at a time: a report of years would hold up everybody's. A tag that was cut off for a month can tell all of it. */
const MOST_DAYS = 40
const DAY = 86_400_000

/** A position that was taken: as {@link PositionRow}, with what else was said of it. Written as JSON, where there is no NaN. */
export interface CheckedPosition extends Omit<PositionRow, 'deviceId' | 'accuracy'> {
  /** Metres. */
  readonly accuracy: number | null
  readonly others?: readonly (readonly [string, string])[]
}

/** A report as the log keeps it: what of it is taken, and what is wrong with the rest. */
export interface CheckedReport {
  readonly deviceId: string
  readonly feed: string
  readonly receivedAt: Instant
  readonly positions: readonly CheckedPosition[]
  readonly events: readonly DeviceEvent[]
  readonly refused: readonly RowIssue[]
  readonly batteryPercent?: number | undefined
  readonly charging?: boolean | undefined
  /** When it measured these (`measuredAt`); absent where it says neither. */
  readonly powerAt?: Instant | undefined
  /** The newest of its charges that was low or charged, by the levels of when it came. */
  readonly told?: ToldCharge | undefined
  /** We say it in the device's name: the device was not heard. */
  readonly isOurs?: true
}

/** Checks all that a device said, by the rules of the positions format: what is taken, the archive and the records can keep. */
export function checkReport(report: DeviceReport): CheckedReport {
  const { feed, receivedAt, charging } = report
  const deviceId = report.deviceId.trim()
  if (deviceId.length > LONGEST_DEVICE_ID) {
    const named = { deviceId: deviceId.slice(0, LONGEST_DEVICE_ID), feed, receivedAt }
    return { ...named, positions: [], events: [], refused: [idTooLong(deviceId)] }
  }
  const latest = receivedAt + FUTURE_MS
  const refused: RowIssue[] = report.refused.flatMap(({ issues }) => issues)
  const positions: CheckedPosition[] = []
  const mechanisms = new Set<string>()
  const days = new Set<number>()
  for (const reported of report.positions) {
    const fields = fieldsOf(reported, deviceId)
    const checked = checkPosition(fields, reported.row, latest)
    if (Array.isArray(checked)) refused.push(...checked)
    else if (mechanisms.add(checked.mechanism).size > MOST_MECHANISMS) {
      mechanisms.delete(checked.mechanism)
      refused.push(oneMechanismMore(checked.mechanism, reported.row))
    } else if (days.add(Math.floor(checked.capturedAt / DAY)).size > MOST_DAYS) {
      days.delete(Math.floor(checked.capturedAt / DAY))
      refused.push(oneDayMore(checked.capturedAt, reported.row))
    } else positions.push(kept(checked, reported))
  }
  const events: DeviceEvent[] = []
  for (const [index, event] of report.events.entries()) {
    if (event.code.length > LONGEST_EVENT_CODE) refused.push(codeTooLong(event, index + 1))
    else if (isPlatformCode(event.code)) refused.push(notForDevices(event, index + 1))
    else if (event.occurredAt <= latest) events.push({ ...event, deviceId })
    else refused.push(fromFuture(event, index + 1))
  }
  const batteryPercent = tenths(report.batteryPercent)
  const checked = { deviceId, feed, receivedAt, positions, events, refused }
  if (batteryPercent === undefined && charging === undefined) return checked
  return { ...checked, batteryPercent, charging, powerAt: measuredAt(checked) }
}

/** When a report measured what it says of its power: at its newest position or event, and where it has none, or that is ahead of it, when it came. */
function measuredAt({ positions, events, receivedAt }: CheckedReport): Instant {
  const newest = [
    ...positions.map(({ capturedAt }) => capturedAt),
    ...events.map(({ occurredAt }) => occurredAt),
  ].reduce((a, b) => Math.max(a, b), -Infinity)
  return newest === -Infinity ? receivedAt : Math.min(newest, receivedAt)
}

/** What monitoring hears of it, in the numbers that the archive will give. */
export function heardFrom(report: CheckedReport): HeardReport {
  const { deviceId, feed, receivedAt, positions, events, isOurs } = report
  return {
    ...(isOurs && { isOurs }),
    deviceId,
    feed,
    receivedAt,
    observations: positions.map(({ capturedAt, latitude, longitude, accuracy, mechanism }) => ({
      capturedAt,
      latitude: latitude * DEGREES_PER_UNIT,
      longitude: longitude * DEGREES_PER_UNIT,
      accuracyMetres: accuracy ?? undefined,
      mechanism,
    })),
    events,
  }
}

function fieldsOf({ fields }: ReportedPosition, deviceId: string): PositionFields {
  return {
    device_id: deviceId,
    captured_at: fields['captured_at'] ?? '',
    latitude: fields['latitude'] ?? '',
    longitude: fields['longitude'] ?? '',
    accuracy_metres: fields['accuracy_metres'] ?? '',
    mechanism: fields['mechanism'] ?? '',
  }
}

const ours: ReadonlySet<string> = new Set(positionColumns)

function kept(row: PositionRow, { fields }: ReportedPosition): CheckedPosition {
  const { capturedAt, latitude, longitude, mechanism } = row
  const accuracy = Number.isNaN(row.accuracy) ? null : row.accuracy
  const others = Object.entries(fields).filter(([name, text]) => !ours.has(name) && text !== '')
  const position = { capturedAt, latitude, longitude, accuracy, mechanism }
  return others.length > 0 ? { ...position, others } : position
}

function fromFuture({ code, occurredAt }: DeviceEvent, row: number): RowIssue {
  return {
    row,
    field: 'occurred_at',
    code: 'INSTANT_IN_FUTURE',
    value: formatInstant(occurredAt),
    message: `Cannot use event ${code.slice(0, 100)} of ${formatInstant(occurredAt)}: it is in the future`,
    requiredAction: positionRemedies.INSTANT_IN_FUTURE,
  }
}

/** As no device measures it finer: the records have no room for 1e-50, and must not fail on it. */
function tenths(percent: number | undefined): number | undefined {
  return percent === undefined ? undefined : Math.round(percent * 10) / 10
}

function idTooLong(deviceId: string): RowIssue {
  return {
    field: 'device_id',
    code: 'INVALID_DEVICE_ID',
    value: deviceId.slice(0, 100),
    message: `Cannot take what device ${deviceId.slice(0, 100)}… reports: its id has ${deviceId.length} characters, expected at most ${LONGEST_DEVICE_ID}`,
    requiredAction: positionRemedies.INVALID_DEVICE_ID,
  }
}

function oneMechanismMore(value: string, row: number): RowIssue {
  return {
    row,
    field: 'mechanism',
    code: 'INVALID_MECHANISM',
    value,
    message: `Cannot use mechanism ${value}: the report has more than ${MOST_MECHANISMS} different ones`,
    requiredAction: positionRemedies.INVALID_MECHANISM,
  }
}

function oneDayMore(capturedAt: Instant, row: number): RowIssue {
  const value = formatInstant(capturedAt)
  return {
    row,
    field: 'captured_at',
    code: 'TOO_MANY_DAYS',
    value,
    message: `Cannot use a position of ${value}: the report has positions of more than ${MOST_DAYS} days`,
    requiredAction: positionRemedies.TOO_MANY_DAYS,
  }
}

function notForDevices({ code }: DeviceEvent, row: number): RowIssue {
  return unusableCode(code, row, `${code}: only Whereabouts says it, of what a device reports`)
}

function codeTooLong({ code }: DeviceEvent, row: number): RowIssue {
  const shown = code.slice(0, 100)
  const why = `its code has ${code.length} characters, expected at most ${LONGEST_EVENT_CODE}`
  return unusableCode(shown, row, `${shown}…: ${why}`)
}

function unusableCode(value: string, row: number, why: string): RowIssue {
  return {
    row,
    field: 'code',
    code: 'INVALID_EVENT_CODE',
    value,
    message: `Cannot use event ${why}`,
    requiredAction: positionRemedies.INVALID_EVENT_CODE,
  }
}
