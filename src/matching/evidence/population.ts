import { localScale } from '../../geo/local-scale.ts'
import { CellCounts } from './cell-counts.ts'
import { exponential } from './gaussian.ts'
import { COARSE, MOVING } from './knots.ts'
import type { Timelines } from './timelines.ts'

/** Where all wearers stop, or move: two groups, as people stop and move at different places. */
export const STAYING = 0
export const ON_THE_MOVE = 1

/** Kernel deviations in metres, and the grids in 1e-7 degrees they are summed on (about h). */
const POPULATION_KERNELS = [20, 250, 1000] as const
/** Cells of broader grids are whole cells of finer ones together. */
const ROW_UNITS = [2000, 20_000, 80_000] as const
const COLUMN_UNITS = [3400, 34_000, 136_000] as const
const FINER = [1, 10, 40] as const
const REACH = 3
const KNOWN = 200_000

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
  readonly #cells: readonly (readonly CellCounts[])[]
  readonly #knots = [0, 0]
  readonly #known = new Map<number, LocalDensity>()
  readonly #byRow = new Float64Array(2 * REACH + 1)
  readonly #byColumn = new Float64Array(2 * REACH + 1)

  constructor({ kind, latitude, longitude }: Timelines) {
    const fine = [new CellCounts(), new CellCounts()]
    for (let knot = 0; knot < kind.length; knot++) {
      if (kind[knot] === COARSE) continue
      const group = groupOf(kind[knot]!)
      this.#knots[group]!++
      fine[group]!.add(rowOf(latitude[knot]!, 0), columnOf(longitude[knot]!, 0), 1)
    }
    this.#cells = fine.map((counts) => {
      const [middle, broad] = [new CellCounts(), new CellCounts()]
      counts.forEach((row, column, count) => {
        middle.add(Math.floor(row / FINER[1]), Math.floor(column / FINER[1]), count)
        broad.add(Math.floor(row / FINER[2]), Math.floor(column / FINER[2]), count)
      })
      return [counts, middle, broad]
    })
  }

  /** The group's density around a place, to the grid's cell. */
  around(latitude: number, longitude: number, group: number): LocalDensity {
    const key = (rowOf(latitude, 0) * 0x20_0000 + columnOf(longitude, 0)) * 2 + group
    const known = this.#known.get(key)
    if (known) return known
    const at = centreOf(latitude, longitude)
    const density: LocalDensity = {
      sums: [this.#sum(at, group, 0), this.#sum(at, group, 1), this.#sum(at, group, 2)],
      knots: this.#knots[group]!,
    }
    if (this.#known.size > KNOWN) this.#known.clear()
    this.#known.set(key, density)
    return density
  }

  #sum(at: { latitude: number; longitude: number }, group: number, kernel: number): number {
    const scale = localScale(at.latitude)
    const row = rowOf(at.latitude, kernel)
    const column = columnOf(at.longitude, kernel)
    const variance = POPULATION_KERNELS[kernel]! ** 2
    for (let i = 0; i <= 2 * REACH; i++) {
      const y = ((row + i - REACH + 0.5) * ROW_UNITS[kernel]! - at.latitude) * scale.north
      const x = ((column + i - REACH + 0.5) * COLUMN_UNITS[kernel]! - at.longitude) * scale.east
      this.#byRow[i] = exponential((y * y) / (2 * variance)) / (2 * Math.PI * variance)
      this.#byColumn[i] = exponential((x * x) / (2 * variance))
    }
    return this.#cells[group]![kernel]!.weighted(row, column, this.#byRow, this.#byColumn)
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
  const variance = POPULATION_KERNELS[kernel]! ** 2
  // As the sum does it, so that nothing is left of what is taken out.
  const ofRow = exponential((y * y) / (2 * variance)) / (2 * Math.PI * variance)
  return ofRow * exponential((x * x) / (2 * variance))
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
