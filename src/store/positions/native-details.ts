import type { PositionColumns } from '../../domain/position-columns.ts'
import type { PositionDetails } from '../../domain/position-details.ts'
import { NativeReader } from './native-reader.ts'
import { blockHeading, bytesOf, heading, int64, lowCardinality, text } from './native-writer.ts'

/** What {@link encodeDetails} writes, as ClickHouse names it: whose it is, and what is said of it. */
export const detailsStructure =
  'device LowCardinality(String), captured_at Int64, latitude Int32, longitude Int32, ' +
  'mechanism LowCardinality(String), speed_kmh Float32, heading_degrees Float32, hdop Float32, ' +
  'satellites Float32, recorded_at Int64, uploaded_at Int64, others String'

/** How what was not given is written: below everything, so that of repeats whatever was given stays. */
const NO_NUMBER = -1
const NO_INSTANT = Number.MIN_SAFE_INTEGER

/** One block with the details of positions, in buffers to be written one after the other. */
export function encodeDetails(positions: PositionColumns, details: PositionDetails): Uint8Array[] {
  const { row, length } = details
  const of = <T extends Float64Array | Int32Array | Uint32Array>(
    from: ArrayLike<number>,
    to: T,
  ) => {
    for (let index = 0; index < length; index++) to[index] = from[row[index]!]!
    return to
  }
  return [
    blockHeading(12, length),
    heading('device', 'LowCardinality(String)'),
    ...lowCardinality(positions.deviceIds, of(positions.device, new Uint32Array(length))),
    heading('captured_at', 'Int64'),
    int64(of(positions.capturedAt, new Float64Array(length))),
    heading('latitude', 'Int32'),
    bytesOf(of(positions.latitude, new Int32Array(length))),
    heading('longitude', 'Int32'),
    bytesOf(of(positions.longitude, new Int32Array(length))),
    heading('mechanism', 'LowCardinality(String)'),
    ...lowCardinality(positions.mechanisms, of(positions.mechanism, new Uint32Array(length))),
    heading('speed_kmh', 'Float32'),
    numbers(details.speedKmh),
    heading('heading_degrees', 'Float32'),
    numbers(details.headingDegrees),
    heading('hdop', 'Float32'),
    numbers(details.hdop),
    heading('satellites', 'Float32'),
    numbers(details.satellites),
    heading('recorded_at', 'Int64'),
    instants(details.recordedAt),
    heading('uploaded_at', 'Int64'),
    instants(details.uploadedAt),
    heading('others', 'String'),
    Buffer.concat(details.others.map(text)),
  ]
}

/** Details with the positions they are of: row `i` of both. */
export interface DetailedPositions {
  readonly positions: PositionColumns
  readonly details: PositionDetails
}

/** Calls `visit` with each block of details in `bytes`, whose columns are those above. */
export function decodeDetails(bytes: Buffer, visit: (block: DetailedPositions) => void): void {
  const reader = new NativeReader(bytes)
  while (!reader.done) {
    const columns = reader.varint()
    const length = reader.varint()
    if (columns === 0) continue
    const device = reader.lowCardinality('device', length)
    const capturedAt = reader.int64('captured_at', length)
    const latitude = new Int32Array(reader.values('latitude', length * 4))
    const longitude = new Int32Array(reader.values('longitude', length * 4))
    const mechanism = reader.lowCardinality('mechanism', length)
    const float = (name: string) => given(new Float32Array(reader.values(name, length * 4)), 0)
    const details: PositionDetails = {
      length,
      row: Uint32Array.from({ length }, (_, row) => row),
      speedKmh: float('speed_kmh'),
      headingDegrees: float('heading_degrees'),
      hdop: float('hdop'),
      satellites: float('satellites'),
      recordedAt: given(reader.int64('recorded_at', length), NO_INSTANT + 1),
      uploadedAt: given(reader.int64('uploaded_at', length), NO_INSTANT + 1),
      others: reader.strings('others', length),
    }
    visit({
      details,
      positions: {
        length,
        deviceIds: device.keys,
        mechanisms: mechanism.keys,
        device: device.indexes,
        capturedAt,
        latitude,
        longitude,
        accuracy: new Float32Array(length).fill(Number.NaN),
        mechanism: new Uint16Array(mechanism.indexes),
      },
    })
  }
}

function numbers(column: Float32Array): Uint8Array {
  return bytesOf(column.map((value) => (Number.isNaN(value) ? NO_NUMBER : value)))
}

function instants(column: Float64Array): Uint8Array {
  return int64(column.map((value) => (Number.isNaN(value) ? NO_INSTANT : value)))
}

/** What lies below `least` was not given. */
function given<T extends Float32Array | Float64Array>(column: T, least: number): T {
  for (let row = 0; row < column.length; row++) if (column[row]! < least) column[row] = Number.NaN
  return column
}
