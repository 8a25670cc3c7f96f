/** Places seen from a scene, as columns that are used again and again. */
export class PlaceColumns {
  count = 0
  /** Of the window; squared metres from the scene; variance, square metres. */
  share = new Float64Array(256)
  squared = new Float64Array(256)
  variance = new Float64Array(256)

  /** Forgets what was added, and makes room for so many. */
  begin(most: number): void {
    this.count = 0
    if (this.share.length >= most) return
    this.share = new Float64Array(2 * most)
    this.squared = new Float64Array(2 * most)
    this.variance = new Float64Array(2 * most)
  }

  add(share: number, squared: number, variance: number): void {
    this.share[this.count] = share
    this.squared[this.count] = squared
    this.variance[this.count++] = variance
  }
}
