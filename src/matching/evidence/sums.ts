import { AppError } from '../../domain/errors.ts'
import type { Columns, Sizes, Views } from './columns.ts'
import { sumsWasm } from './sums-wasm.ts'

let compiled: WebAssembly.Module | undefined
const PAGE = 65_536
/** Lower addresses are nobody's. */
const FIRST = 64

/** What is exported of wasm/: functions over columns, and where each column begins. */
interface Exports {
  readonly memory: WebAssembly.Memory
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

function instantiate(): unknown {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(sumsWasm), (character) => character.charCodeAt(0)),
  )
  try {
    return new WebAssembly.Instance(compiled).exports
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError(
      'CONFIG_INVALID',
      'Cannot weigh evidence: the addresses that each thread sets apart for it, some 30 GB (no memory), may not be had; raise the limit on them (ulimit -v, LimitAS=)',
      { cause },
    )
  }
}

/**
 * One memory, and what adds up the columns that were put into it last (ADR 0023). There is one of each in a thread, as an
 * engine sets gigabytes of addresses apart for each memory: whoever put columns there looks whether they still are.
 */
export class Sums {
  #exports: unknown
  #held: object | undefined

  /**
   * Made once anything is put there: what weighs nothing needs no such addresses.
   *
   * @throws AppError CONFIG_INVALID where they may not be set apart.
   */
  get of(): Exports {
    this.#exports ??= instantiate()
    return this.#exports as Exports
  }

  /**
   * Puts columns where the functions find them.
   *
   * @param bytes what they hold; without, whoever puts them there fills them.
   * @returns the columns as they lie there, good while they are held.
   */
  put<S extends Sizes>(columns: Columns<S>, bytes?: ArrayBuffer): Views<S> {
    const { memory } = this.of
    const missing = FIRST + columns.byteLength - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil((missing + columns.byteLength) / PAGE))
    if (bytes) new Uint8Array(memory.buffer, FIRST).set(new Uint8Array(bytes))
    for (const [name, at] of columns.at) this.set(name, FIRST + at)
    this.#held = columns
    return columns.in(memory.buffer, FIRST)
  }

  /** Whether these columns were put there last. */
  holds(columns: object): boolean {
    return columns === this.#held
  }

  /** @throws TypeError of what is not exported. */
  set(name: string, value: number): void {
    const global = (this.of as unknown as Globals)[name]
    if (!global) throw new TypeError(`Cannot set ${name}: wasm/ exports no such number`)
    global.value = value
  }
}
