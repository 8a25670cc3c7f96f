import { parseInstant } from '../domain/instant-text.ts'
import type { Instant, Interval } from '../domain/interval.ts'
import { csvFields, findRecord } from './csv-record.ts'

/** A refused row of a positions file, as far as it can still be read. */
export interface RefusedPosition {
  readonly text: string
  /** Absent where the row cannot be taken apart. */
  readonly deviceId?: string
  /** Instants it may be of: of a row that cannot be taken apart, all that its text holds. */
  readonly instants: readonly Instant[]
}

const INSTANTS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/g

/** @param header the line of column names of a CSV; NDJSON has none. */
export function readRefusedPosition(raw: Uint8Array, header: string | undefined): RefusedPosition {
  const text = new TextDecoder().decode(raw)
  const fields = header === undefined ? jsonFields(text) : namedFields(raw, text, header)
  if (fields) {
    const instant = parseInstant(fields.capturedAt.trim())
    return {
      text,
      deviceId: fields.deviceId.trim(),
      instants: instant === undefined ? [] : [instant],
    }
  }
  const instants = [...text.matchAll(INSTANTS)].flatMap(([found]) => parseInstant(found) ?? [])
  return { text, instants }
}

/**
 * Whether a refused row may tell where one of these devices was in its intervals: it is the device's,
 * or cannot be taken apart and names it; and it is of such an instant, or of none that can be read.
 */
export function speaksOf(
  { text, deviceId, instants }: RefusedPosition,
  intervals: ReadonlyMap<string, readonly Interval[]>,
): boolean {
  const named =
    deviceId === undefined ? [...intervals.keys()].filter((id) => holdsWord(text, id)) : [deviceId]
  return named.some((id) => {
    const within = intervals.get(id)
    if (!within) return false
    return (
      instants.length === 0 ||
      instants.some((at) => within.some(({ from, to }) => from <= at && at < to))
    )
  })
}

interface Fields {
  readonly deviceId: string
  readonly capturedAt: string
}

function namedFields(raw: Uint8Array, text: string, header: string): Fields | undefined {
  const whole = { limit: raw.length, final: true, maxBytes: raw.length }
  if (findRecord(raw, 0, whole)?.malformed !== undefined) return undefined
  const columns = csvFields(header).map((name) => name.trim().toLowerCase())
  const values = csvFields(text)
  if (values.length !== columns.length) return undefined
  const value = (name: string) => values[columns.indexOf(name)] ?? ''
  return { deviceId: value('device_id'), capturedAt: value('captured_at') }
}

function jsonFields(text: string): Fields | undefined {
  try {
    const { device_id, captured_at } = JSON.parse(text) as Record<string, unknown>
    if (typeof device_id !== 'string' && !Number.isSafeInteger(device_id)) return undefined
    return {
      deviceId: String(device_id),
      capturedAt: typeof captured_at === 'string' ? captured_at : '',
    }
  } catch {
    return undefined
  }
}

/** Whether the text holds the word, not as a part of a longer one: `D1` is not in `D12`. */
function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + word.length])) return true
  }
  return false
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character)
}
