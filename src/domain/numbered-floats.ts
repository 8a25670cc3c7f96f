/** Of a number's 32 bits, multiplied, the upper ones differ wherever any differ. */
const SPREAD = 0x9e37_79b1
/** Room for 2 to the power of so many at first. */
const FIRST_BITS = 9
const NONE = -1

/** 32-bit floating numbers listed in the order they were first seen: millions of accuracies are a few hundred. */
export class NumberedFloats {
  #count = 0
  #values = new Float32Array(2 ** FIRST_BITS)
  /** The same as they are written. */
  #bits = new Uint32Array(this.#values.buffer)
  /** Places in the list, each about where a number's bits say: twice as many, so that few are looked at. */
  #places = new Int32Array(2 ** (FIRST_BITS + 1)).fill(NONE)
  #shift = 32 - (FIRST_BITS + 1)

  /**
   * Writes the place of each number in the list to `places`, from `start` on.
   *
   * @returns whether all of them fit.
   */
  write(numbers: Float32Array, places: Uint16Array | Uint32Array, start: number): boolean {
    const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length)
    const most = 2 ** (8 * places.BYTES_PER_ELEMENT)
    for (let i = 0; i < bits.length; i++) {
      const place = this.#placeOf(bits[i]!)
      if (place >= most) return false
      places[start + i] = place
    }
    return true
  }

  /** The list so far. */
  values(): Float32Array {
    return this.#values.slice(0, this.#count)
  }

  #placeOf(bits: number): number {
    const slot = this.#slotOf(bits)
    const place = this.#places[slot]!
    if (place !== NONE) return place
    this.#bits[this.#count] = bits
    this.#places[slot] = this.#count++
    if (this.#count === this.#values.length) this.#grow()
    return this.#count - 1
  }

  /** Where a number's place is, or belongs. */
  #slotOf(bits: number): number {
    const last = this.#places.length - 1
    let slot = Math.imul(bits, SPREAD) >>> this.#shift
    for (;;) {
      const place = this.#places[slot]!
      if (place === NONE || this.#bits[place] === bits) return slot
      slot = (slot + 1) & last
    }
  }

  #grow(): void {
    const values = new Float32Array(2 * this.#values.length)
    values.set(this.#values)
    this.#values = values
    this.#bits = new Uint32Array(values.buffer)
    this.#places = new Int32Array(2 * values.length).fill(NONE)
    this.#shift--
    for (let place = 0; place < this.#count; place++) {
      this.#places[this.#slotOf(this.#bits[place]!)] = place
    }
  }
}
