import type { AlcoholEvent } from '../domain/alcohol-event.ts'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import { csvFields, findRecord } from './csv-record.ts'
import { readableText } from './readable-text.ts'

/** How many faults one message names. */
const MOST_FAULTS = 20
const NEEDED = ['device_wearer_id', 'occurred_at', 'kind'] as const

/**
 * Reads what alcohol monitoring's equipment said: a CSV with a header that names `device_wearer_id`, `occurred_at` and
 * `kind`, perhaps `device_id`, and others, which are kept with their row.
 *
 * @throws AppError FILE_MALFORMED naming every fault (the first twenty) by its line: a day that is left out would be one
 * without a reading.
 */
export function readAlcoholEvents(file: Uint8Array): AlcoholEvent[] {
  const { bytes, decoder } = readableText(file)
  const faults: string[] = []
  const events: AlcoholEvent[] = []
  let columns: readonly string[] | undefined
  let line = 1
  for (let at = 0; at < bytes.length; ) {
    const record = findRecord(bytes, at, { limit: bytes.length, final: true, maxBytes: 1 << 20 })
    if (!record) break
    const text = decoder.decode(bytes.subarray(at, record.end))
    if (record.malformed) faults.push(`line ${line}: ${record.malformed}`)
    else if (text.trim() !== '') {
      const fields = csvFields(text).map((field) => field.trim())
      if (columns) {
        const event = eventOf(columns, fields, (fault) => faults.push(`line ${line}: ${fault}`))
        if (event) events.push(event)
      } else columns = headerOf(fields)
    }
    line += record.lines
    at = record.next
  }
  if (!columns) throw malformed([`it is empty, expected a header with ${NEEDED.join(', ')}`])
  if (faults.length > 0) throw malformed(faults)
  return events
}

function headerOf(fields: readonly string[]): readonly string[] {
  const missing = NEEDED.filter((name) => !fields.includes(name))
  if (missing.length > 0) throw malformed([`its header lacks ${missing.join(', ')}`])
  return fields
}

function eventOf(
  columns: readonly string[],
  fields: readonly string[],
  fault: (text: string) => void,
): AlcoholEvent | undefined {
  if (fields.length !== columns.length) {
    fault(`it has ${fields.length} fields, expected ${columns.length}`)
    return undefined
  }
  const row = Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? '']))
  const { device_wearer_id = '', occurred_at = '', kind = '', device_id = '', ...others } = row
  const occurredAt = parseInstant(occurred_at)
  if (device_wearer_id === '') fault('device_wearer_id is empty, expected an id')
  if (kind === '') fault('kind is empty, expected such as sober-day or alcohol-detected')
  if (occurredAt === undefined) {
    fault(
      `occurred_at "${occurred_at}" is not an instant with a zone, such as 2026-01-01T00:00:00Z`,
    )
  }
  if (occurredAt === undefined || device_wearer_id === '' || kind === '') return undefined
  const body = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ''))
  const deviceId = device_id === '' ? undefined : device_id
  return { deviceWearerId: device_wearer_id, deviceId, occurredAt, kind, body }
}

function malformed(faults: readonly string[]): AppError {
  const more = faults.length - MOST_FAULTS
  return new AppError(
    'FILE_MALFORMED',
    `${faults.slice(0, MOST_FAULTS).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
  )
}
