import { AppError } from '../../domain/errors.ts'
import { sumsWasm } from './sums-wasm.ts'
import type { Timelines } from './timelines.ts'
import { placesOf, viewsOf, type WearerViews, wearerColumns } from './wearer-columns.ts'

const PAGE = 65_536
/** Constants of what is compiled lie in the first page. */
const FIRST = PAGE
/** Room for so many knots to begin with: a month of most wearers. */
const LEAST_KNOTS = 4096
/** Room that growing leaves for the next wearer, at most. */
const MOST_SPARE = 100_000

/** What wasm/ exports: functions over columns, and where each column begins. */
interface Exports {
  readonly memory: WebAssembly.Memory
  layOutPlaces(metresNorth: number, metresEast: number): number
  turnTo(...knotsAndMinutes: number[]): void
  expect(
    north: number,
    east: number,
    metresNorth: number,
    metresEast: number,
    variance: number,
    kind: number,
  ): void
  spend(
    north: number,
    east: number,
    metresNorth: number,
    metresEast: number,
    variance: number,
    byBlock: number,
  ): void
  layOutTrail(): void
  lookFrom(north: number, east: number, metresNorth: number, metresEast: number): void
  see(opens: number, closes: number): void
  closeness(
    opens: number,
    closes: number,
    first: number,
    second: number,
    third: number,
    beyond: number,
    enough: number,
  ): number
}

type Globals = Readonly<Record<string, WebAssembly.Global | undefined>>

/**
 * The memory in which WebAssembly works out and sums what one wearer's knots say (ADR 0024), and whose knots are in it. There
 * is one in a thread, as an engine sets gigabytes of addresses apart for each.
 */
class WearerMemory {
  #exports: unknown
  #room = 0
  #views: WearerViews | undefined
  /** Weakly, as this memory outlives engines: timelines are let go with the last of those. */
  #timelines: WeakRef<Timelines> | undefined
  #wearer = -1
  #placesBy: WeakRef<object> | undefined
  #trailBy: WeakRef<object> | undefined

  /**
   * Made once anything is put there: what weighs nothing needs no such addresses.
   *
   * @throws AppError CONFIG_INVALID where they may not be set apart.
   */
  get of(): Exports {
    this.#exports ??= instantiate()
    return this.#exports as Exports
  }

  /** The columns, good until the next wearer's knots are put there. */
  get views(): WearerViews {
    if (!this.#views) throw new TypeError('Cannot sum: nobody has put knots there')
    return this.#views
  }

  /** Who laid out the places and the trail of the knots that are there; they do so again where it was not they. */
  get placesBy(): object | undefined {
    return this.#placesBy?.deref()
  }

  set placesBy(owner: object) {
    this.#placesBy = new WeakRef(owner)
  }

  get trailBy(): object | undefined {
    return this.#trailBy?.deref()
  }

  set trailBy(owner: object) {
    this.#trailBy = new WeakRef(owner)
  }

  /** Puts a wearer's knots there, unless they are. */
  turnTo(timelines: Timelines, wearer: number): void {
    if (timelines === this.#timelines?.deref() && wearer === this.#wearer) return
    const { start, from, to, latitude, longitude, sigma, kind } = timelines
    const first = start[wearer]!
    const end = start[wearer + 1]!
    if (!this.#views || end - first > this.#room) this.#makeRoom(end - first)
    const { views } = this
    views.knotFrom.set(from.subarray(first, end))
    views.knotTo.set(to.subarray(first, end))
    views.knotLatitude.set(latitude.subarray(first, end))
    views.knotLongitude.set(longitude.subarray(first, end))
    views.knotSigma.set(sigma.subarray(first, end))
    views.knotKind.set(kind.subarray(first, end))
    this.set('knots', end - first)
    this.#timelines = new WeakRef(timelines)
    this.#wearer = wearer
    this.#placesBy = undefined
    this.#trailBy = undefined
  }

  /** @throws AppError TOO_LARGE where a memory of 4 GB has no room for so many. */
  #makeRoom(knots: number): void {
    const room = Math.max(LEAST_KNOTS, knots + Math.min(MOST_SPARE, Math.ceil(knots / 4)))
    const sizes = wearerColumns(room)
    const { at, end } = placesOf(sizes, FIRST)
    const { memory } = this.of
    const missing = end - memory.buffer.byteLength
    if (missing > 0) grow(memory, Math.ceil(missing / PAGE), knots)
    for (const [name, place] of at) this.set(name, place)
    this.#views = viewsOf(sizes, at, memory.buffer)
    this.#room = room
  }

  /** @throws TypeError of what is not exported. */
  set(name: string, value: number): void {
    const global = (this.of as unknown as Globals)[name]
    if (!global) throw new TypeError(`Cannot set ${name}: wasm/ exports no such number`)
    global.value = value
  }
}

export const wearerMemory = new WearerMemory()

function grow(memory: WebAssembly.Memory, pages: number, knots: number): void {
  try {
    memory.grow(pages)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError(
      'TOO_LARGE',
      `Cannot weigh evidence of one wearer with ${knots} stays and positions on the move: about 6 million are the most; compare fewer days at a time`,
      { cause },
    )
  }
}

function instantiate(): unknown {
  const compiled = new WebAssembly.Module(
    Uint8Array.from(atob(sumsWasm), (character) => character.charCodeAt(0)),
  )
  try {
    return new WebAssembly.Instance(compiled).exports
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError(
      'CONFIG_INVALID',
      'Cannot weigh evidence: the addresses that each thread sets apart for it, some 10 GB (no memory), may not be had; raise the limit on them (ulimit -v, LimitAS=)',
      { cause },
    )
  }
}
