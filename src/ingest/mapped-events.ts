import { type DeviceEvent, isPlatformCode } from '../domain/device-event.ts'
import { parseInstant } from '../domain/instant-text.ts'
import type { Instant } from '../domain/interval.ts'
import type { RefusedRow, RowIssue } from '../domain/row-issue.ts'
import { calledHere, type EventsMapping } from './feed-mapping.ts'
import type { MappedRow, MappedRows } from './mapped-csv.ts'
import { timeReader } from './mapped-time.ts'
import { quoted } from './quoted.ts'

const LONGEST_DEVICE_ID = 500
const LONGEST_EVENT_CODE = 100

/**
 * Makes events of a vendor's rows.
 *
 * @param latest the last instant that is not in the future, with the tolerance added.
 */
export function mappedEvents(
  mapping: EventsMapping,
  latest: Instant,
  onEvent: (event: DeviceEvent) => void,
  onRefused: (row: RefusedRow) => void,
): MappedRows {
  const timeOf = timeReader(mapping.time)
  const clock = 'clock' in mapping.time ? mapping.time.clock : undefined
  return {
    header: () => undefined,
    take(row) {
      const issues: RowIssue[] = []
      const deviceId = row.value(mapping.device)
      const said = row.value(mapping.code)
      const code = calledHere(mapping.codes, said)
      const time = timeOf(row.value(mapping.time.column), row.value(clock))
      const occurredAt = typeof time === 'string' ? parseInstant(time) : undefined
      if (deviceId === '') {
        const message = `Cannot use row ${row.row}: it names no device`
        issues.push(
          issue(row, mapping.device, 'MISSING_DEVICE_ID', message, 'Give the id of the device'),
        )
      }
      if (deviceId.length > LONGEST_DEVICE_ID) {
        const message = `Cannot use row ${row.row}: its device has an id of ${deviceId.length} characters, expected at most ${LONGEST_DEVICE_ID}`
        issues.push(
          issue(row, mapping.device, 'INVALID_DEVICE_ID', message, 'Give the id of the device'),
        )
      }
      if (said.length > LONGEST_EVENT_CODE) {
        const message = `Cannot use row ${row.row}: its event's code has ${said.length} characters, expected at most ${LONGEST_EVENT_CODE}`
        issues.push(
          issue(row, mapping.code, 'INVALID_EVENT_CODE', message, "Give the event's code"),
        )
      }
      if (isPlatformCode(code)) {
        const message = `Cannot use row ${row.row}: only Whereabouts itself says ${code}`
        issues.push(
          issue(row, mapping.code, 'INVALID_EVENT_CODE', message, "Give the device's own code"),
        )
      }
      if (said === '') {
        const message = `Cannot use row ${row.row}: it says no event`
        issues.push(issue(row, mapping.code, 'MISSING_COLUMN', message, "Give the event's code"))
      }
      if (occurredAt === undefined) {
        const fault =
          typeof time === 'string'
            ? { why: `Cannot read ${quoted(time)}`, requiredAction: '' }
            : time
        issues.push(
          issue(row, mapping.time.column, 'INVALID_INSTANT', fault.why, fault.requiredAction),
        )
      } else if (occurredAt > latest) {
        const message = `Cannot use row ${row.row}: its time is in the future`
        issues.push(
          issue(row, mapping.time.column, 'INSTANT_IN_FUTURE', message, "Check the device's clock"),
        )
      }
      if (issues.length > 0 || occurredAt === undefined) {
        onRefused({ row: row.row, raw: row.raw, issues })
        return
      }
      const body = Object.fromEntries(
        mapping.body
          .map((column) => [row.name(column), row.value(column)] as const)
          .filter(([, value]) => value !== ''),
      )
      onEvent({ deviceId, code, occurredAt, body })
    },
    refuse: onRefused,
  }
}

function issue(
  row: MappedRow,
  column: string | number,
  code: RowIssue['code'],
  message: string,
  requiredAction: string,
): RowIssue {
  const field = row.name(column)
  return { row: row.row, field, code, value: row.value(column), message, requiredAction }
}
