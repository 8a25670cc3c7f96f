import { localScale } from '../../geo/local-scale.ts'
import { gaussian } from './gaussian.ts'
import { COARSE, MOVING } from './knots.ts'
import type { Timelines } from './timelines.ts'

/** Where all wearers stop, or move: two groups, as people stop and move at different places. */
export const STAYING = 0
const ON_THE_MOVE = 1

/** Kernel deviations in metres, and the grids in 1e-7 degrees they are summed on (about h). */
export const POPULATION_KERNELS = [20, 250, 1000] as const
const ROW_UNITS = [2000, 20_000, 80_000] as const
const COLUMN_UNITS = [3400, 34_000, 136_000] as const
const REACH = 3

/** Kernel densities of one group around a place, per square metre and knot. */
export interface LocalDensity {
  /** By kernel, fine to broad: sums of the kernels over all knots, per square metre. */
  readonly sums: readonly [number, number, number]
  readonly knots: number
}

/**
 * Counts of all wearers' knots on three grids, so that a kernel density anywhere is a sum over some
 * fifty cells.
 */
export class Population {
  readonly #cells: readonly (readonly Map<number, number>[])[]
  readonly #knots = [0, 0]
  readonly #known = new Map<number, LocalDensity>()

  constructor(timelines: Timelines) {
    this.#cells = [STAYING, ON_THE_MOVE].map(() => POPULATION_KERNELS.map(() => new Map()))
    const { kind, latitude, longitude } = timelines
    for (let knot = 0; knot < kind.length; knot++) {
      if (kind[knot] === COARSE) continue
      const group = groupOf(kind[knot]!)
      this.#knots[group]!++
      for (let kernel = 0; kernel < POPULATION_KERNELS.length; kernel++) {
        const cells = this.#cells[group]![kernel]!
        const cell = keyOf(rowOf(latitude[knot]!, kernel), columnOf(longitude[knot]!, kernel))
        cells.set(cell, (cells.get(cell) ?? 0) + 1)
      }
    }
  }

  /** The group's density around a place, to the grid's cell. */
  around(latitude: number, longitude: number, group: number): LocalDensity {
    const row = rowOf(latitude, 0)
    const column = columnOf(longitude, 0)
    const key = keyOf(row, column) * 2 + group
    const known = this.#known.get(key)
    if (known) return known
    const at = centreOf(latitude, longitude)
    const sums = POPULATION_KERNELS.map((_, kernel) => this.#sum(at, group, kernel))
    const density: LocalDensity = {
      sums: [sums[0]!, sums[1]!, sums[2]!],
      knots: this.#knots[group]!,
    }
    if (this.#known.size > 500_000) this.#known.clear()
    this.#known.set(key, density)
    return density
  }

  #sum(at: { latitude: number; longitude: number }, group: number, kernel: number): number {
    const cells = this.#cells[group]![kernel]!
    const scale = localScale(at.latitude)
    const row = rowOf(at.latitude, kernel)
    const column = columnOf(at.longitude, kernel)
    let sum = 0
    for (let up = -REACH; up <= REACH; up++) {
      for (let across = -REACH; across <= REACH; across++) {
        const count = cells.get(keyOf(row + up, column + across))
        if (count === undefined) continue
        const y = ((row + up + 0.5) * ROW_UNITS[kernel]! - at.latitude) * scale.north
        const x = ((column + across + 0.5) * COLUMN_UNITS[kernel]! - at.longitude) * scale.east
        sum += count * gaussian(x * x + y * y, POPULATION_KERNELS[kernel]! ** 2)
      }
    }
    return sum
  }
}

export function groupOf(kind: number): number {
  return kind === MOVING ? ON_THE_MOVE : STAYING
}

/**
 * What one knot adds to a sum of {@link Population} around a place: on the same grid, so that a
 * wearer's own knots can be taken out of everybody's exactly.
 */
export function shareOfSum(
  at: { latitude: number; longitude: number },
  scale: { east: number; north: number },
  latitude: number,
  longitude: number,
  kernel: number,
): number {
  const row = rowOf(latitude, kernel)
  const column = columnOf(longitude, kernel)
  if (Math.abs(row - rowOf(at.latitude, kernel)) > REACH) return 0
  if (Math.abs(column - columnOf(at.longitude, kernel)) > REACH) return 0
  const y = ((row + 0.5) * ROW_UNITS[kernel]! - at.latitude) * scale.north
  const x = ((column + 0.5) * COLUMN_UNITS[kernel]! - at.longitude) * scale.east
  return gaussian(x * x + y * y, POPULATION_KERNELS[kernel]! ** 2)
}

/** The middle of the finest cell that holds a place. */
export function centreOf(latitude: number, longitude: number) {
  return {
    latitude: (rowOf(latitude, 0) + 0.5) * ROW_UNITS[0],
    longitude: (columnOf(longitude, 0) + 0.5) * COLUMN_UNITS[0],
  }
}

function rowOf(latitude: number, kernel: number): number {
  return Math.floor(latitude / ROW_UNITS[kernel]!)
}

function columnOf(longitude: number, kernel: number): number {
  return Math.floor(longitude / COLUMN_UNITS[kernel]!)
}

/** One number a cell: columns fit 21 bits on every grid. */
function keyOf(row: number, column: number): number {
  return row * 0x20_0000 + column
}
