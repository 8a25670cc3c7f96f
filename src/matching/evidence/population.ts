import { localScale } from '../../geo/local-scale.ts'
import { type CellCountParts, CellCounts } from './cell-counts.ts'
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
const WIDTH = 2 * REACH + 1
/** A power of 2. */
const KNOWN = 65_536

/** Kernel densities of one group around a place, per square metre and knot. */
export interface LocalDensity {
  /** By kernel, fine to broad: sums of the kernels over all knots, per square metre. */
  readonly sums: readonly [number, number, number]
  readonly knots: number
}

type KnotPlaces = Pick<Timelines, 'kind' | 'latitude' | 'longitude'>

/** Counts on every grid and how many knots, of each group. */
export interface PopulationParts {
  readonly grids: readonly (readonly CellCountParts[])[]
  readonly knots: readonly [number, number]
}

/**
 * Counts of all wearers' knots on three grids, so that a kernel density anywhere is a sum over some
 * fifty cells.
 */
export class Population {
  readonly #fine: readonly [CellCounts, CellCounts]
  #cells: readonly (readonly CellCounts[])[] | undefined
  readonly #knots: [number, number]
  /** What was answered lately, each in the one place that its key may have. */
  readonly #knownKeys = new Float64Array(KNOWN).fill(Number.NaN)
  readonly #known = new Array<LocalDensity>(KNOWN)
  /** Of the place asked for last. */
  readonly weights = new KernelWeights()

  /** @param of knots to begin with, or all that were counted in another thread. */
  constructor(of: KnotPlaces | PopulationParts) {
    if ('grids' in of) {
      this.#cells = of.grids.map((grids) => grids.map((parts) => new CellCounts(parts)))
      this.#fine = [this.#cells[0]![0]!, this.#cells[1]![0]!]
      this.#knots = [...of.knots]
    } else {
      this.#fine = [new CellCounts(), new CellCounts()]
      this.#knots = [0, 0]
      this.add(of)
    }
  }

  /** What threads are given. */
  parts(): PopulationParts {
    const grids = this.#onGrids().map((of) => of.map((counts) => counts.parts()))
    return { grids, knots: this.#knots }
  }

  /** Counts more knots, so that days need not be in memory together. */
  add({ kind, latitude, longitude }: KnotPlaces): void {
    this.#cells = undefined
    this.#knownKeys.fill(Number.NaN)
    for (let knot = 0; knot < kind.length; knot++) {
      if (kind[knot] === COARSE) continue
      const group = groupOf(kind[knot]!)
      this.#knots[group]!++
      this.#fine[group]!.add(rowOf(latitude[knot]!, 0), columnOf(longitude[knot]!, 0), 1)
    }
  }

  /** The counts on all three grids, rolled up once all are there. */
  #onGrids(): readonly (readonly CellCounts[])[] {
    this.#cells ??= this.#fine.map((counts) => {
      const middle = new CellCounts()
      const broad = new CellCounts()
      counts.forEach((row, column, count) => {
        middle.add(Math.floor(row / FINER[1]), Math.floor(column / FINER[1]), count)
        broad.add(Math.floor(row / FINER[2]), Math.floor(column / FINER[2]), count)
      })
      return [counts, middle, broad]
    })
    return this.#cells
  }

  /** The group's density around a place, to the grid's cell. */
  around(latitude: number, longitude: number, group: number): LocalDensity {
    const key = (rowOf(latitude, 0) * 0x20_0000 + columnOf(longitude, 0)) * 2 + group
    const at = (key ^ (key / KNOWN)) & (KNOWN - 1)
    if (this.#knownKeys[at] === key) return this.#known[at]!
    this.weights.turnTo(latitude, longitude)
    const density: LocalDensity = {
      sums: [this.#sum(group, 0), this.#sum(group, 1), this.#sum(group, 2)],
      knots: this.#knots[group]!,
    }
    this.#knownKeys[at] = key
    this.#known[at] = density
    return density
  }

  #sum(group: number, kernel: number): number {
    const { row, column, byRow, byColumn } = this.weights.of[kernel]!
    return this.#onGrids()[group]![kernel]!.weighted(row, column, byRow, byColumn)
  }
}

/** A kernel on its grid around a cell: each cell's weight is one of its row times one of its column. */
interface CellWeights {
  row: number
  column: number
  /** From {@link REACH} rows south to as many north, and likewise. */
  readonly byRow: Float64Array
  readonly byColumn: Float64Array
}

interface KernelColumns {
  readonly kernelRow: Int32Array
  readonly kernelColumn: Int32Array
  readonly kernelByRow: Float64Array
  readonly kernelByColumn: Float64Array
}

/** What one knot adds to the sums of {@link Population} around a place, by kernel. */
export class KernelWeights {
  readonly of: readonly CellWeights[] = POPULATION_KERNELS.map(() => ({
    row: Number.NaN,
    column: Number.NaN,
    byRow: new Float64Array(WIDTH),
    byColumn: new Float64Array(WIDTH),
  }))

  /** All that is asked after is around the middle of the finest cell that holds this place. */
  turnTo(latitude: number, longitude: number): void {
    const row = rowOf(latitude, 0)
    const column = columnOf(longitude, 0)
    if (row === this.of[0]!.row && column === this.of[0]!.column) return
    const at = { latitude: (row + 0.5) * ROW_UNITS[0], longitude: (column + 0.5) * COLUMN_UNITS[0] }
    const scale = localScale(at.latitude)
    this.of.forEach((weights, kernel) => {
      weights.row = rowOf(at.latitude, kernel)
      weights.column = columnOf(at.longitude, kernel)
      const precision = 1 / POPULATION_KERNELS[kernel]! ** 2
      for (let i = 0; i < WIDTH; i++) {
        const row = weights.row + i - REACH + 0.5
        const column = weights.column + i - REACH + 0.5
        const y = (row * ROW_UNITS[kernel]! - at.latitude) * scale.north
        const x = (column * COLUMN_UNITS[kernel]! - at.longitude) * scale.east
        weights.byRow[i] = (exponential(0.5 * y * y * precision) * precision) / (2 * Math.PI)
        weights.byColumn[i] = exponential(0.5 * x * x * precision)
      }
    })
  }

  /** Copies them to where they are summed: kernel by kernel. */
  copyTo({ kernelRow, kernelColumn, kernelByRow, kernelByColumn }: KernelColumns): void {
    for (let kernel = 0; kernel < this.of.length; kernel++) {
      const { row, column, byRow, byColumn } = this.of[kernel]!
      kernelRow[kernel] = row
      kernelColumn[kernel] = column
      for (let i = 0; i < WIDTH; i++) {
        kernelByRow[WIDTH * kernel + i] = byRow[i]!
        kernelByColumn[WIDTH * kernel + i] = byColumn[i]!
      }
    }
  }

  /** What a knot in a cell of a kernel's grid adds; wasm/places.ts takes own knots out of everybody's by the same. */
  share(kernel: number, row: number, column: number): number {
    const weights = this.of[kernel]!
    const byRow = weights.byRow[row - weights.row + REACH] ?? 0
    return byRow * (weights.byColumn[column - weights.column + REACH] ?? 0)
  }
}

export function groupOf(kind: number): number {
  return kind === MOVING ? ON_THE_MOVE : STAYING
}

export function rowOf(latitude: number, kernel: number): number {
  return Math.floor(latitude / ROW_UNITS[kernel]!)
}

export function columnOf(longitude: number, kernel: number): number {
  return Math.floor(longitude / COLUMN_UNITS[kernel]!)
}
