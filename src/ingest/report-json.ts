import type { DeviceReport } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { positionRemedies } from '../domain/position-remedies.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import type { ReportedBy } from './owntracks.ts'
import { isRecord } from './reported-fields.ts'
import {
  MOST_REPORTED,
  reportedEvents,
  reportedPositions,
  shown,
  tooMany,
  wrongValue,
} from './sent-report.ts'

/** More of what is wrong tells nobody more. */
const MOST_UNKNOWN_TOLD = 50
const NAMES: ReadonlySet<string> = new Set(['positions', 'events', 'batteryPercent', 'charging'])
const NOTHING = new Uint8Array()

/**
 * Reads a report in our own JSON, as `POST /devices/{id}/reports` has it: an object, of which each position, event and
 * value is taken or refused by itself. What is `null` is not said.
 *
 * @throws AppError INPUT_INVALID of what is no object.
 */
export function readReport(sent: unknown, by: ReportedBy): DeviceReport {
  if (!isRecord(sent)) {
    throw new AppError('INPUT_INVALID', 'Cannot read the report: expected a JSON object')
  }
  const issues: RowIssue[] = []
  const listOf = (name: 'positions' | 'events'): readonly unknown[] => {
    const list = sent[name] ?? []
    const most = MOST_REPORTED[name]
    if (!Array.isArray(list)) issues.push(wrongValue(name, list, OF_REPORT, 'a list'))
    else if (list.length > most) issues.push(tooMany(name, list.length, most))
    return Array.isArray(list) ? list.slice(0, most) : []
  }
  const { positions, refused: noPositions } = reportedPositions(listOf('positions'))
  const { events, refused: noEvents } = reportedEvents(by.deviceId, listOf('events'))
  const percent = sent['batteryPercent'] ?? undefined
  const isPercent = typeof percent === 'number' && percent >= 0 && percent <= 100
  if (percent !== undefined && !isPercent) {
    issues.push(wrongValue('batteryPercent', percent, OF_REPORT, 'a number from 0 to 100'))
  }
  const charging = sent['charging'] ?? undefined
  const isCharging = typeof charging === 'boolean'
  if (charging !== undefined && !isCharging) {
    issues.push(wrongValue('charging', charging, OF_REPORT, 'true or false'))
  }
  const unknown = Object.entries(sent).filter(([name]) => !NAMES.has(name))
  issues.push(...unknown.slice(0, MOST_UNKNOWN_TOLD).map(([name, value]) => notKnown(name, value)))
  const ofReport = issues.length > 0 ? [{ row: 1, raw: NOTHING, issues }] : []
  return {
    ...by,
    positions,
    events,
    refused: [...ofReport, ...noPositions, ...noEvents],
    batteryPercent: isPercent ? percent : undefined,
    charging: isCharging ? charging : undefined,
  }
}

/** A report of which nothing can be read, for people to see. @param why without what was sent. */
export function unreadableReport(why: string, by: ReportedBy): DeviceReport {
  const issue = {
    field: '',
    code: 'MALFORMED_JSON',
    value: '',
    message: why,
    requiredAction: positionRemedies.MALFORMED_JSON,
  } as const
  const refused: RefusedRow[] = [{ row: 1, raw: NOTHING, issues: [issue] }]
  return { ...by, positions: [], events: [], refused }
}

const OF_REPORT = 'of the report'

function notKnown(name: string, value: unknown): RowIssue {
  const field = name.slice(0, 100)
  return {
    field,
    code: 'UNKNOWN_FIELD',
    value: shown(value),
    message: `Cannot use ${field} of the report: expected ${[...NAMES].join(', ')}`,
    requiredAction: positionRemedies.UNKNOWN_FIELD,
  }
}
