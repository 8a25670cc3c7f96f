/** A zone's area, ready to be asked about: metres, and degrees for its box. */
export interface Area {
  /** Degrees: west, south, east, north, with the buffer. */
  readonly box: readonly [number, number, number, number]
  readonly squareMetres: number
  /** How deep inside a place lies, in metres; negative outside. */
  depthMetres(longitude: number, latitude: number): number
}
