/**
 * A stream of pseudo-random numbers (sfc32). The seed and a key that says what the stream is for
 * choose where it starts, so one more wearer, habit or crime never shifts what another one draws.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1
  #spareGaussian = Number.NaN

  constructor(seed: number, ...key: readonly (string | number)[]) {
    const text = `${seed}/${key.join('/')}`
    let a = 0x9e3779b9
    let b = 0x243f6a88
    let c = 0xb7e15162
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, 0x85ebca6b)
      b = Math.imul(b ^ (a >>> 13) ^ code, 0xc2b2ae35)
      c = Math.imul(c ^ (b >>> 16) ^ code, 0x27d4eb2f)
    }
    this.#a = a | 0
    this.#b = b | 0
    this.#c = c | 0
    for (let i = 0; i < 12; i++) this.#next()
  }

  /** In [0, 1). */
  uniform(): number {
    return (this.#next() >>> 0) / 0x1_0000_0000
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.uniform()
  }

  /** A whole number in [0, count). */
  whole(count: number): number {
    return Math.floor(this.uniform() * count)
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** Normal with mean 0 and standard deviation 1. */
  gaussian(): number {
    const spare = this.#spareGaussian
    if (!Number.isNaN(spare)) {
      this.#spareGaussian = Number.NaN
      return spare
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    const angle = 2 * Math.PI * this.uniform()
    this.#spareGaussian = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  /** Positive, with the given median; `spread` is the standard deviation of its logarithm. */
  lognormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.gaussian())
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.whole(choices.length)]
    if (choice === undefined) throw new RangeError('Cannot pick from an empty list')
    return choice
  }

  /** An index of `weights`, each as likely as its weight. */
  weighted(weights: readonly number[]): number {
    let left = this.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
    for (const [index, weight] of weights.entries()) {
      left -= weight
      if (left < 0) return index
    }
    return weights.length - 1
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum
  }
}
