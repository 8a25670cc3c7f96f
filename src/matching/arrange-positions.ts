import { GatheredPositions } from '../domain/gathered-positions.ts'
import type { HeldPositions, ReadPositions } from '../domain/held-positions.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import { sharedUint32s } from '../domain/shared-memory.ts'

/** Positions in one order whatever order they came in, each identity once. */
export interface ArrangedPositions {
  /** By device id (code units), then time, then the rest of the identity. `deviceIds` is sorted. */
  readonly positions: HeldPositions
  /** Rows that added nothing: the same device, instant, place and mechanism again. */
  readonly repeats: number
  /** Positions of a device at an instant for which it also reported another place. */
  readonly conflicts: number
}

/**
 * Sorts positions by (device, captured_at, latitude, longitude, mechanism) and drops repeats. Of
 * repeats that quote different accuracies the widest circle stands, so that order of arrival never
 * decides.
 *
 * Takes what was read over: its arrays are reordered in place, because a day of the country's positions in
 * two orders at once is what memory would otherwise be spent on.
 */
export function arrangePositions(positions: ReadPositions | PositionColumns): ArrangedPositions {
  const raw = 'captured' in positions ? positions : gathered(positions)
  const { deviceIds, rank } = rankDevices(raw.deviceIds)
  const mechanismRank = rankTexts(raw.mechanisms)
  const deviceStart = startsOf(raw, rank, deviceIds.length)
  const compare = identityOrder(raw, mechanismRank)
  // The archive answers in order: then nothing needs to move, nor memory to move it through.
  if (!inOrder(raw, rank, compare)) sort(raw, rank, deviceStart, compare)
  return withoutRepeats(raw, deviceIds, deviceStart)
}

function gathered(positions: PositionColumns): ReadPositions {
  const all = new GatheredPositions(positions.length)
  all.add(positions)
  return all.columns()
}

type Compare = (a: number, b: number) => number

function inOrder(raw: ReadPositions, rank: Uint32Array, compare: Compare): boolean {
  const { device, length } = raw
  for (let row = 1; row < length; row++) {
    const before = rank[device[row - 1]!]!
    const here = rank[device[row]!]!
    if (before > here || (before === here && compare(row - 1, row) > 0)) return false
  }
  return true
}

function sort(
  raw: ReadPositions,
  rank: Uint32Array,
  deviceStart: Uint32Array,
  compare: Compare,
): void {
  const order = byDevice(raw, rank, deviceStart)
  for (let device = 0; device + 1 < deviceStart.length; device++) {
    const rows = order.subarray(deviceStart[device], deviceStart[device + 1])
    if (!isSorted(rows, compare)) rows.sort(compare)
  }
  reorder(raw, order)
}

/** Device ids in order, and each raw number's place there; ids that are equal share one. */
function rankDevices(ids: readonly string[]): { deviceIds: string[]; rank: Uint32Array } {
  const deviceIds = [...new Set(ids)].sort()
  const place = new Map(deviceIds.map((id, index) => [id, index]))
  return { deviceIds, rank: Uint32Array.from(ids, (id) => place.get(id) ?? 0) }
}

function rankTexts(texts: readonly string[]): Uint32Array {
  const place = new Map([...texts].sort().map((text, index) => [text, index]))
  return Uint32Array.from(texts, (text) => place.get(text) ?? 0)
}

/** Where each device's rows start once they are sorted by device. */
function startsOf(raw: ReadPositions, rank: Uint32Array, devices: number): Uint32Array {
  const deviceStart = new Uint32Array(devices + 1)
  for (let row = 0; row < raw.length; row++) deviceStart[rank[raw.device[row]!]! + 1]!++
  for (let device = 0; device < devices; device++) deviceStart[device + 1]! += deviceStart[device]!
  return deviceStart
}

/** A stable counting sort by device. */
function byDevice(raw: ReadPositions, rank: Uint32Array, deviceStart: Uint32Array): Uint32Array {
  const next = deviceStart.slice()
  const order = new Uint32Array(raw.length)
  for (let row = 0; row < raw.length; row++) {
    const device = rank[raw.device[row]!]!
    order[next[device]!++] = row
  }
  return order
}

function identityOrder(raw: ReadPositions, mechanismRank: Uint32Array): Compare {
  const { captured, latitude, longitude, mechanism, accuracy } = raw
  // Widest circle first; one without accuracy last.
  const widths = raw.accuracies.map((metres) => (Number.isNaN(metres) ? -1 : metres))
  const width = (row: number) => widths[accuracy[row]!]!
  return (a, b) =>
    captured[a]! - captured[b]! ||
    latitude[a]! - latitude[b]! ||
    longitude[a]! - longitude[b]! ||
    mechanismRank[mechanism[a]!]! - mechanismRank[mechanism[b]!]! ||
    width(b) - width(a)
}

function isSorted(rows: Uint32Array, compare: Compare): boolean {
  for (let i = 1; i < rows.length; i++) if (compare(rows[i - 1]!, rows[i]!) > 0) return false
  return true
}

/** Puts every column in the order given, through one scratch buffer. */
function reorder(raw: ReadPositions, order: Uint32Array): void {
  const scratch = new ArrayBuffer(raw.length * 8)
  const columns = [raw.captured, raw.latitude, raw.longitude, raw.accuracy, raw.mechanism]
  for (const column of columns) {
    const Kind = column.constructor as new (
      buffer: ArrayBuffer,
      offset: number,
      length: number,
    ) => typeof column
    const sorted = new Kind(scratch, 0, raw.length)
    for (let i = 0; i < order.length; i++) sorted[i] = column[order[i]!]!
    column.set(sorted)
  }
}

function withoutRepeats(
  raw: ReadPositions,
  deviceIds: readonly string[],
  rawStart: Uint32Array,
): ArrangedPositions {
  const { device: _device, ...kept } = raw
  const { captured, latitude, longitude, accuracy, mechanism } = raw
  const deviceStart = sharedUint32s(deviceIds.length + 1)
  let length = 0
  let repeats = 0
  let conflicts = 0
  for (let number = 0; number < deviceIds.length; number++) {
    const first = length
    for (let row = rawStart[number]!; row < rawStart[number + 1]!; row++) {
      const last = length - 1
      if (length > first && captured[last] === captured[row]) {
        const samePlace = latitude[last] === latitude[row] && longitude[last] === longitude[row]
        if (samePlace && mechanism[last] === mechanism[row]) {
          repeats++
          continue
        }
        if (!samePlace) conflicts++
      }
      captured[length] = captured[row]!
      latitude[length] = latitude[row]!
      longitude[length] = longitude[row]!
      accuracy[length] = accuracy[row]!
      mechanism[length] = mechanism[row]!
      length++
    }
    deviceStart[number + 1] = length
  }
  const positions: HeldPositions = {
    ...kept,
    length,
    deviceIds,
    deviceStart,
    captured: captured.subarray(0, length),
    latitude: latitude.subarray(0, length),
    longitude: longitude.subarray(0, length),
    accuracy: accuracy.subarray(0, length),
    mechanism: mechanism.subarray(0, length),
  }
  return { positions, repeats, conflicts }
}
