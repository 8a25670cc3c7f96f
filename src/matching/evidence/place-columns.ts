/** Places as columns that are used again and again, as a loop over columns is what the processor is quick at. */
export class PlaceColumns {
  count = 0
  /** Of the window; squared metres from the scene; variance, square metres. */
  share = new Float64Array(256)
  squared = new Float64Array(256)
  variance = new Float64Array(256)

  add(share: number, squared: number, variance: number): void {
    if (this.count === this.share.length) {
      this.share = doubled(this.share)
      this.squared = doubled(this.squared)
      this.variance = doubled(this.variance)
    }
    this.share[this.count] = share
    this.squared[this.count] = squared
    this.variance[this.count++] = variance
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * column.length)
  larger.set(column)
  return larger
}
