/** Degrees x 1e7, and the standard deviation east and north in metres. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
  readonly sigma: number
}
