const decoder = new TextDecoder()

/**
 * Short texts numbered from 0 in order of first sight, looked up from bytes without making a string:
 * a day of positions names the same ten thousand devices fourteen million times.
 */
export class Dictionary {
  /** The texts by number. */
  readonly texts: string[]
  #slots = new Int32Array(256).fill(-1)
  #hashes: number[] = []
  #keys: Uint8Array[] = []
  readonly #canonical: (text: string) => string
  readonly #numberOf = new Map<string, number>()

  /** @param canonical how texts that mean the same are made equal. */
  constructor(texts: string[], canonical: (text: string) => string = (text) => text) {
    this.texts = texts
    this.#canonical = canonical
  }

  numberOf(text: string): number {
    const canonical = this.#canonical(text)
    const known = this.#numberOf.get(canonical)
    if (known !== undefined) return known
    this.#numberOf.set(canonical, this.texts.length)
    return this.texts.push(canonical) - 1
  }

  /** The number of the text whose UTF-8 is `bytes[start, end)`. */
  numberOfBytes(bytes: Uint8Array, start: number, end: number): number {
    let hash = 2166136261
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 16777619)
    const mask = this.#slots.length - 1
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!
      if (entry < 0) return this.#learn(bytes.slice(start, end), hash, slot)
      if (this.#hashes[entry] === hash && same(this.#keys[entry]!, bytes, start, end)) {
        return this.#numbers[entry]!
      }
    }
  }

  readonly #numbers: number[] = []

  #learn(key: Uint8Array, hash: number, slot: number): number {
    const number = this.numberOf(decoder.decode(key))
    const entry = this.#keys.push(key) - 1
    this.#hashes.push(hash)
    this.#numbers.push(number)
    this.#slots[slot] = entry
    if (this.#keys.length * 2 > this.#slots.length) this.#rehash()
    return number
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1)
    const mask = slots.length - 1
    this.#hashes.forEach((hash, entry) => {
      let slot = (hash ^ (hash >>> 15)) & mask
      while (slots[slot]! >= 0) slot = (slot + 1) & mask
      slots[slot] = entry
    })
    this.#slots = slots
  }
}

function same(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) return false
  return true
}
