import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GatheredPositions } from './gathered-positions.ts'
import { accuracyAt, capturedAt, mechanismAt } from './held-positions.ts'
import { type PositionColumns, PositionColumnsBuilder } from './position-columns.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)

interface Made {
  readonly rows: number
  /** How far apart instants may lie, how many accuracies and mechanisms there may be. */
  readonly days: number
  readonly accuracies: number
  readonly mechanisms: number
}

function blockOf({ rows, days, accuracies, mechanisms }: Made): PositionColumns {
  const builder = new PositionColumnsBuilder(1)
  builder.deviceIds.push('B', 'A')
  builder.mechanisms.push(...Array.from({ length: mechanisms }, (_, code) => `M${code}`))
  for (let row = 0; row < rows; row++) {
    const at = START + (((row * 7919) % 1000) - 500) * (days / 1000) * DAY
    const accuracy = row % 50 === 0 ? Number.NaN : (row % accuracies) / 8
    builder.add(row % 2, Math.round(at), row, -row, accuracy, row % mechanisms)
  }
  return builder.build()
}

function expected({ length, ...of }: PositionColumns) {
  return Array.from({ length }, (_, row) => [
    of.deviceIds[of.device[row] ?? -1],
    of.capturedAt[row],
    of.latitude[row],
    of.longitude[row],
    of.accuracy[row],
    of.mechanisms[of.mechanism[row] ?? -1],
  ])
}

function gathered(blocks: readonly PositionColumns[], capacity: number) {
  const all = new GatheredPositions(capacity)
  for (const block of blocks) all.add(block)
  const positions = all.columns()
  const rows = Array.from({ length: positions.length }, (_, row) => [
    positions.deviceIds[positions.device[row] ?? -1],
    capturedAt(positions, row),
    positions.latitude[row],
    positions.longitude[row],
    accuracyAt(positions, row),
    mechanismAt(positions, row),
  ])
  return { positions, rows }
}

describe('GatheredPositions', () => {
  it('gives back what it was given, however many bytes that takes', () => {
    const made = fc.record<Made>({
      rows: fc.constantFrom(0, 1, 3000),
      days: fc.constantFrom(1, 20, 200),
      accuracies: fc.constantFrom(1, 300, 3000),
      mechanisms: fc.constantFrom(1, 3, 300),
    })
    fc.assert(
      fc.property(fc.array(made, { maxLength: 4 }), fc.constantFrom(0, 5000), (of, capacity) => {
        const blocks = of.map(blockOf)
        expect(gathered(blocks, capacity).rows).toEqual(blocks.flatMap(expected))
      }),
      { numRuns: 40 },
    )
  })

  it('holds a day in 15 bytes a position, and their device', () => {
    const block = blockOf({ rows: 3000, days: 1, accuracies: 300, mechanisms: 3 })
    const { device, captured, latitude, longitude, accuracy, mechanism } = gathered(
      [block],
      block.length,
    ).positions
    const held = [captured, latitude, longitude, accuracy, mechanism]
    expect(held.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)).toBe(15 * block.length)
    expect(device.length).toBe(block.length)
  })

  it('takes more accuracies than 16 bits tell apart, and instants that are no whole milliseconds', () => {
    const length = 70_000
    const block: PositionColumns = {
      ...blockOf({ rows: 1, days: 1, accuracies: 1, mechanisms: 1 }),
      length,
      device: new Uint32Array(length),
      capturedAt: Float64Array.from({ length }, (_, row) => START + row / 4),
      latitude: new Int32Array(length),
      longitude: new Int32Array(length),
      accuracy: Float32Array.from({ length }, (_, row) => row),
      mechanism: new Uint16Array(length),
    }
    const { rows } = gathered([block, block], 0)
    expect(rows).toEqual([...expected(block), ...expected(block)])
  })
})
