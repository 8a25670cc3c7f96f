const ARRAYS = {
  u8: Uint8Array<ArrayBuffer>,
  u16: Uint16Array<ArrayBuffer>,
  i32: Int32Array<ArrayBuffer>,
  f32: Float32Array<ArrayBuffer>,
  f64: Float64Array<ArrayBuffer>,
}
type Kind = keyof typeof ARRAYS
type Column<K extends Kind> = InstanceType<(typeof ARRAYS)[K]>
/** Of each column, what its numbers are and how many there are. */
export type Sizes = Readonly<Record<string, readonly [kind: Kind, length: number]>>
export type Views<S extends Sizes> = { readonly [Name in keyof S]: Column<S[Name][0]> }

/** Where nothing lies, this far north of a wearer's origin: no distance that is asked for is as long. Degrees x 1e7. */
export const OUT_OF_REACH = 2e9

/** Columns begin at whole multiples, and four numbers may be read wherever one is. Bytes. */
const ALIGNED = 16

/** Columns of numbers beside each other in one piece of memory, so that all are taken elsewhere in one go. */
export class Columns<S extends Sizes> {
  readonly #sizes: S
  /** Where each begins. Bytes. */
  readonly at: ReadonlyMap<string, number>
  readonly byteLength: number

  constructor(sizes: S) {
    this.#sizes = sizes
    const at = new Map<string, number>()
    let bytes = 0
    for (const [name, [kind, length]] of Object.entries(sizes)) {
      at.set(name, bytes)
      const whole = length * ARRAYS[kind].BYTES_PER_ELEMENT + ALIGNED
      bytes += Math.ceil(whole / ALIGNED) * ALIGNED
    }
    this.at = at
    this.byteLength = bytes
  }

  /** The columns as they lie in some memory, from one byte on. */
  in(buffer: ArrayBuffer, from = 0): Views<S> {
    const views = Object.entries(this.#sizes).map(([name, [kind, length]]) => [
      name,
      new ARRAYS[kind](buffer, from + this.at.get(name)!, length),
    ])
    return Object.fromEntries(views) as Views<S>
  }
}
