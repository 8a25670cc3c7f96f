import type { DeviceEvent } from '../domain/device-event.ts'
import type { DeviceReport, ReportedPosition } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import {
  isRecord,
  known,
  knownRadius,
  percent,
  reportedPosition,
  secondsText,
} from './reported-fields.ts'
import { entriesOf, entryIssue, refusedRow, wrongValue } from './sent-report.ts'

/** Who sent it, by a credential, and when it came. */
export type ReportedBy = Pick<DeviceReport, 'deviceId' | 'feed' | 'receivedAt'>

type Message = Readonly<Record<string, unknown>>

/** Of a tracker that has lost its fix: the place it was at before, under a new instant. No position says where it is. */
const LAST_KNOWN = new Set(['l', 'L'])
const LONGEST_NAME = 200

/** What one message says; absent where it is of another kind than we keep. */
interface Said {
  readonly position?: ReportedPosition | undefined
  readonly event?: DeviceEvent | undefined
  readonly power?: Pick<DeviceReport, 'batteryPercent' | 'charging'>
}

/** Why a message cannot be read, and what is kept of that where it is one of a list. */
interface Fault {
  /** Why a message that came alone is refused as a whole; absent, of that one too a row is refused. */
  readonly why?: string
  readonly issue: RowIssue
}

/**
 * What an OwnTracks app sent, over HTTP or MQTT (https://owntracks.org/booklet/tech/json/): one message, or several in a
 * list. Locations, and where a region was entered or left, are positions; the latter, and that the app was cut off, are
 * events. Regions, cards, settings and commands say nothing of where the device is, and nothing of them is kept. Of a list
 * what cannot be read is refused by itself: the app would send all of it again for ever.
 *
 * @returns `undefined` where nothing is to be kept.
 * @throws AppError INPUT_INVALID of what is no JSON, and of one message alone that is none, or is encrypted.
 */
export function readOwnTracks(text: string, by: ReportedBy): DeviceReport | undefined {
  if (text.trim() === '') return undefined
  const sent = jsonOf(text)
  const { entries, refused } = entriesOf('messages', sent)
  const positions: ReportedPosition[] = []
  const events: DeviceEvent[] = []
  let power: Pick<DeviceReport, 'batteryPercent' | 'charging'> = {}
  let isKept = false
  for (const [index, message] of entries.entries()) {
    const said = read(message, index + 1, by)
    if (!said) continue
    if ('issue' in said) {
      if (said.why !== undefined && !Array.isArray(sent)) throw unreadable(said.why)
      refused.push(refusedRow(said.issue, index + 1))
      continue
    }
    isKept = true
    if (said.position) positions.push(said.position)
    if (said.event) events.push(said.event)
    power = { ...power, ...said.power }
  }
  return isKept || refused.length > 0 ? { ...by, positions, events, refused, ...power } : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('it is not JSON')
  }
}

function read(message: unknown, row: number, by: ReportedBy): Said | Fault | undefined {
  if (!isRecord(message)) {
    return { why: 'it has no "_type"', issue: entryIssue('messages', row, message) }
  }
  const type = message['_type']
  const wrong = (name: string, expected: string): RowIssue => ({
    row,
    ...wrongValue(name, message[name], `of message ${row}`, expected),
  })
  if (typeof type !== 'string') {
    return { why: 'it has no "_type"', issue: wrong('_type', 'a text') }
  }
  if (type === 'encrypted') {
    const mend = 'turn off "Encryption key" in the app and use HTTPS'
    return {
      why: `it is encrypted; ${mend}`,
      issue: wrong('_type', `what is not encrypted; ${mend}`),
    }
  }
  if (type !== 'location' && type !== 'transition' && type !== 'lwt') return undefined
  try {
    const isPlace = type !== 'lwt' && !LAST_KNOWN.has(String(message['t']))
    const position = isPlace ? positionOf(message, row) : undefined
    const event = eventOf(message, by)
    // Of a position it is said that its instant cannot be read.
    if (!position && !event) return { issue: wrong('tst', 'seconds since 1970') }
    return { position, event, power: type === 'location' ? powerOf(message) : {} }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const why = 'its values lie too deep within one another'
    return { why, issue: entryIssue('messages', row, message) }
  }
}

function positionOf(message: Message, row: number): ReportedPosition {
  const created = known(message['created_at'])
  return reportedPosition(row, {
    captured_at: secondsText(message['tst']),
    latitude: message['lat'],
    longitude: message['lon'],
    accuracy_metres: knownRadius(message['acc']),
    // Kilometres an hour already.
    speed_kmh: known(message['vel']),
    heading_degrees: known(message['cog']),
    recorded_at: created && secondsText(created),
    altitude_metres: message['alt'],
    trigger: message['t'],
    connection: message['conn'],
  })
}

function eventOf(message: Message, { deviceId, receivedAt }: ReportedBy): DeviceEvent | undefined {
  const at = parseInstant(secondsText(message['tst']))
  if (message['_type'] === 'lwt') {
    return { deviceId, code: 'OWNTRACKS_CUT_OFF', occurredAt: receivedAt, body: {} }
  }
  if (at === undefined) return undefined
  if (LAST_KNOWN.has(String(message['t']))) {
    return { deviceId, code: 'OWNTRACKS_NO_FIX', occurredAt: at, body: {} }
  }
  const kind = message['event']
  if (message['_type'] !== 'transition' || (kind !== 'enter' && kind !== 'leave')) return undefined
  const { desc } = message
  return {
    deviceId,
    code: kind === 'enter' ? 'OWNTRACKS_ENTERED' : 'OWNTRACKS_LEFT',
    occurredAt: at,
    body: typeof desc === 'string' ? { region: desc.slice(0, LONGEST_NAME) } : {},
  }
}

/** `bs`: 1 unplugged, 2 charging, 3 full. */
function powerOf(message: Message): Pick<DeviceReport, 'batteryPercent' | 'charging'> {
  const batteryPercent = percent(known(message['batt']))
  const state = message['bs']
  return {
    ...(batteryPercent !== undefined && { batteryPercent }),
    ...((state === 1 || state === 2 || state === 3) && { charging: state !== 1 }),
  }
}

function unreadable(why: string): AppError {
  return new AppError('INPUT_INVALID', `Cannot read the message of OwnTracks: ${why}`)
}
