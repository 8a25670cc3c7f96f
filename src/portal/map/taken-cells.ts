/**
 * Which parts of the view are taken, in square cells that stay where they are on the ground while
 * the map moves, so that nothing flickers. Keeps thousands of marks and numbers legible and fast.
 */
export class TakenCells {
  readonly #size: number
  readonly #left: number
  readonly #top: number
  readonly #across: number
  readonly #down: number
  readonly #taken: Uint8Array

  /** @param left, top where the view begins on the ground, in pixels. */
  constructor(size: number, width: number, height: number, left: number, top: number) {
    this.#size = size
    this.#left = modulo(left, size)
    this.#top = modulo(top, size)
    this.#across = Math.ceil(width / size) + 2
    this.#down = Math.ceil(height / size) + 2
    this.#taken = new Uint8Array(this.#across * this.#down)
  }

  /** Takes the cells under a box of the view (pixels) when all are free and in view. */
  take(x: number, y: number, width = 0, height = 0): boolean {
    const left = Math.floor((x + this.#left) / this.#size)
    const right = Math.floor((x + width + this.#left) / this.#size)
    const top = Math.floor((y + this.#top) / this.#size)
    const bottom = Math.floor((y + height + this.#top) / this.#size)
    if (left < 0 || top < 0 || right >= this.#across || bottom >= this.#down) return false
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        if (this.#taken[row * this.#across + column]) return false
      }
    }
    for (let row = top; row <= bottom; row++) {
      this.#taken.fill(1, row * this.#across + left, row * this.#across + right + 1)
    }
    return true
  }
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size
}
