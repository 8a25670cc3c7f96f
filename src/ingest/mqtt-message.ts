import type { DeviceReport } from '../domain/device-report.ts'
import { AppError } from '../domain/errors.ts'
import { type ReportedBy, readOwnTracks } from './owntracks.ts'
import { readReport, unreadableReport } from './report-json.ts'

/**
 * Reads what was published below `owntracks/`, or anywhere else in our own JSON. Whose it is, nothing in the message
 * says: its topic does, which the broker holds devices to. What is no JSON, or none that we
 * know, is a report too, of which all is refused.
 *
 * @returns `undefined` where nothing is to be kept.
 */
export function readMqttMessage(
  topic: string,
  payload: Uint8Array,
  by: ReportedBy,
): DeviceReport | undefined {
  try {
    const text = textOf(payload)
    return topic.startsWith('owntracks/') ? readOwnTracks(text, by) : readReport(jsonOf(text), by)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return unreadableReport(error.message, by)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('INPUT_INVALID', 'Cannot read the report: it is not JSON')
  }
}

function textOf(payload: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload)
  } catch {
    throw new AppError('INPUT_INVALID', 'Cannot read the message: it is not UTF-8')
  }
}
