import type { DeviceEvent } from '../domain/device-event.ts'
import type { DeviceReport, ReportedPosition } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import {
  isRecord,
  known,
  knownRadius,
  percent,
  reportedPosition,
  secondsText,
} from './reported-fields.ts'

/** Who sent it, by a credential, and when it came. */
export type ReportedBy = Pick<DeviceReport, 'deviceId' | 'feed' | 'receivedAt'>

type Message = Readonly<Record<string, unknown>>

/** Of a tracker that has lost its fix: the place it was at before, under a new instant. No position says where it is. */
const LAST_KNOWN = new Set(['l', 'L'])
const LONGEST_NAME = 200
/** As many as a report in our own JSON may have positions. */
const MOST_MESSAGES = 10_000

/**
 * What an OwnTracks app sent, over HTTP or MQTT (https://owntracks.org/booklet/tech/json/): one message, or several in a
 * list. Locations, and where a region was entered or left, are positions; the latter, and that the app was cut off, are
 * events. Regions, cards, settings and commands say nothing of where the device is, and nothing of them is kept.
 *
 * @returns `undefined` where nothing is to be kept.
 * @throws AppError INPUT_INVALID of what is no such message, or is encrypted.
 */
export function readOwnTracks(text: string, by: ReportedBy): DeviceReport | undefined {
  if (text.trim() === '') return undefined
  const messages = messagesOf(text)
  const positions: ReportedPosition[] = []
  const events: DeviceEvent[] = []
  let power: Pick<DeviceReport, 'batteryPercent' | 'charging'> = {}
  let isKept = false
  for (const [index, message] of messages.entries()) {
    const type = message['_type']
    if (type === 'encrypted') {
      throw unreadable('it is encrypted; turn off "Encryption key" in the app and use HTTPS')
    }
    if (type !== 'location' && type !== 'transition' && type !== 'lwt') continue
    isKept = true
    if (type !== 'lwt' && !LAST_KNOWN.has(String(message['t']))) {
      positions.push(positionOf(message, index + 1))
    }
    const event = eventOf(message, by)
    if (event) events.push(event)
    if (type === 'location') power = { ...power, ...powerOf(message) }
  }
  return isKept ? { ...by, positions, events, refused: [], ...power } : undefined
}

function messagesOf(text: string): Message[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unreadable('it is not JSON')
  }
  const messages: unknown[] = Array.isArray(value) ? value : [value]
  if (messages.length > MOST_MESSAGES) {
    throw unreadable(`it has ${messages.length} messages, expected at most ${MOST_MESSAGES}`)
  }
  if (!messages.every(isRecord) || messages.some(({ _type }) => typeof _type !== 'string')) {
    throw unreadable('it has no "_type"')
  }
  return messages
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
