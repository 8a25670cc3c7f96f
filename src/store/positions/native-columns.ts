import type { PositionColumns } from '../../domain/position-columns.ts'
import { NativeReader } from './native-reader.ts'
import { blockHeading, bytesOf, heading, int64, lowCardinality } from './native-writer.ts'

/** What {@link encodePositions} writes, as ClickHouse names it. */
export const positionStructure =
  'device LowCardinality(String), captured_at Int64, latitude Int32, longitude Int32, ' +
  'mechanism LowCardinality(String), accuracy Float32, arrived_at Int64'

/** How the archive writes an accuracy that was not given: below every radius, so that the widest wins. */
const NO_ACCURACY = -1

/** One block that holds every position, in buffers to be written one after the other. */
export function encodePositions(positions: PositionColumns, arrivedAt: number): Uint8Array[] {
  const { length, latitude, longitude } = positions
  return [
    blockHeading(7, length),
    heading('device', 'LowCardinality(String)'),
    ...lowCardinality(positions.deviceIds, positions.device),
    heading('captured_at', 'Int64'),
    int64(positions.capturedAt),
    heading('latitude', 'Int32'),
    bytesOf(latitude),
    heading('longitude', 'Int32'),
    bytesOf(longitude),
    heading('mechanism', 'LowCardinality(String)'),
    ...lowCardinality(positions.mechanisms, new Uint32Array(positions.mechanism)),
    heading('accuracy', 'Float32'),
    bytesOf(positions.accuracy.map((metres) => (Number.isNaN(metres) ? NO_ACCURACY : metres))),
    heading('arrived_at', 'Int64'),
    int64(new Float64Array(length).fill(arrivedAt)),
  ]
}

/** Calls `visit` with each block of positions in `bytes`, whose columns are those above but the last. */
export function decodePositions(bytes: Buffer, visit: (block: PositionColumns) => void): void {
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
    const accuracy = new Float32Array(reader.values('accuracy', length * 4))
    for (let row = 0; row < length; row++) if (accuracy[row]! < 0) accuracy[row] = Number.NaN
    visit({
      length,
      deviceIds: device.keys,
      mechanisms: mechanism.keys,
      device: device.indexes,
      capturedAt,
      latitude,
      longitude,
      accuracy,
      mechanism: new Uint16Array(mechanism.indexes),
    })
  }
}
