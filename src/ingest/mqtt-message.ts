import type { DeviceReport } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import { readOwnTracks } from './owntracks.ts'
import { readReportJson } from './report-json.ts'

/** A message of a broker: whose it is, and what it says. */
export interface MqttMessage {
  readonly deviceId: string
  /** `undefined` where nothing is to be kept. What cannot be read is a report too, that is refused. */
  readonly report: DeviceReport | undefined
}

/**
 * Reads what was published at `whereabouts/<device>/reports` (our own JSON) or below `owntracks/<device>/`. Whose it is,
 * the topic says, and nothing in the message does: the broker holds devices to their topics.
 */
export function readMqttMessage(
  topic: string,
  payload: Uint8Array,
  receivedAt: Instant,
): MqttMessage {
  const [root, deviceId = ''] = topic.split('/')
  const by = { deviceId, feed: 'mqtt', receivedAt }
  try {
    const text = textOf(payload)
    const report = root === 'owntracks' ? readOwnTracks(text, by) : readReportJson(text, by)
    return { deviceId, report }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const issue = {
      row: 1,
      field: '',
      code: 'MALFORMED_JSON',
      value: '',
      message: error.message,
      requiredAction: 'Publish JSON as the documentation has it',
    } as const
    const refused = [{ row: 1, raw: payload, issues: [issue] }]
    return { deviceId, report: { ...by, positions: [], events: [], refused } }
  }
}

function textOf(payload: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload)
  } catch {
    throw new AppError('INPUT_INVALID', 'Cannot read the message: it is not UTF-8')
  }
}
