import type { CircleTally, DayKnots } from '../../domain/day-knots.ts'
import { NativeReader } from './native-reader.ts'
import { blockHeading, bytesOf, heading, numberArray, text, textArray } from './native-writer.ts'

const DAY = 86_400_000

const TYPES = {
  day: 'Int32',
  made_from: 'String',
  wearers: 'Array(String)',
  starts: 'Array(UInt32)',
  begins: 'Array(UInt32)',
  lasting: 'Array(UInt32)',
  latitude: 'Array(Int32)',
  longitude: 'Array(Int32)',
  sigma: 'Array(Float32)',
  kind: 'Array(UInt8)',
  circle: 'Array(UInt16)',
  mechanisms: 'Array(String)',
  tally_mechanism: 'Array(String)',
  tally_band: 'Array(UInt8)',
  tally_held: 'Array(UInt32)',
  tally_counts: 'Array(UInt32)',
} as const

/** What {@link encodeKnots} writes, as ClickHouse names it: a whole day in one row. */
export const knotsStructure = Object.entries(TYPES)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')

/** The order {@link decodeKnots} reads: all but what they were asked by. */
export const knotColumns = Object.keys(TYPES).slice(2).join(', ')

/** One row, in buffers to be written one after the other. */
export function encodeKnots(madeFrom: string, knots: DayKnots): Uint8Array[] {
  const tallies = knots.circleTallies
  const values: Record<keyof typeof TYPES, Uint8Array[]> = {
    day: [bytesOf(Int32Array.of(knots.day / DAY))],
    made_from: [text(madeFrom)],
    wearers: [textArray(knots.deviceWearerIds)],
    starts: numberArray(knots.start),
    begins: numberArray(knots.from),
    lasting: numberArray(knots.lasting),
    latitude: numberArray(knots.latitude),
    longitude: numberArray(knots.longitude),
    sigma: numberArray(knots.sigma),
    kind: numberArray(knots.kind),
    circle: numberArray(knots.circle),
    mechanisms: [textArray(knots.mechanisms)],
    tally_mechanism: [textArray(tallies.map(({ mechanism }) => mechanism))],
    tally_band: numberArray(Uint8Array.from(tallies, ({ band }) => band)),
    tally_held: numberArray(Uint32Array.from(tallies, ({ held }) => held)),
    tally_counts: numberArray(Uint32Array.from(tallies.flatMap(({ counts }) => [...counts]))),
  }
  const columns = Object.keys(TYPES) as (keyof typeof TYPES)[]
  return [
    blockHeading(columns.length, 1),
    ...columns.flatMap((name) => [heading(name, TYPES[name]), ...values[name]]),
  ]
}

/** The row of `day` in `bytes`, as {@link knotColumns}; `undefined` where there is none. */
export function decodeKnots(bytes: Buffer, day: number): DayKnots | undefined {
  const reader = new NativeReader(bytes)
  while (!reader.done) {
    const columns = reader.varint()
    const rows = reader.varint()
    if (columns === 0) continue
    if (rows !== 1) throw new Error(`Cannot read ${rows} rows of knots: expected one`)
    return {
      day,
      deviceWearerIds: reader.textArray('wearers'),
      start: new Uint32Array(reader.numberArray('starts', 4)),
      from: new Uint32Array(reader.numberArray('begins', 4)),
      lasting: new Uint32Array(reader.numberArray('lasting', 4)),
      latitude: new Int32Array(reader.numberArray('latitude', 4)),
      longitude: new Int32Array(reader.numberArray('longitude', 4)),
      sigma: new Float32Array(reader.numberArray('sigma', 4)),
      kind: new Uint8Array(reader.numberArray('kind', 1)),
      circle: new Uint16Array(reader.numberArray('circle', 2)),
      mechanisms: reader.textArray('mechanisms'),
      circleTallies: decodeTallies(reader),
    }
  }
  return undefined
}

function decodeTallies(reader: NativeReader): CircleTally[] {
  const mechanisms = reader.textArray('tally_mechanism')
  const band = new Uint8Array(reader.numberArray('tally_band', 1))
  const held = new Uint32Array(reader.numberArray('tally_held', 4))
  const counts = new Uint32Array(reader.numberArray('tally_counts', 4))
  const bins = counts.length / Math.max(1, mechanisms.length)
  return mechanisms.map((mechanism, tally) => ({
    mechanism,
    band: band[tally]!,
    counts: counts.slice(tally * bins, (tally + 1) * bins),
    held: held[tally]!,
  }))
}
