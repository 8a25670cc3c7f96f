/** Somewhere that visits are told to: of an extract of a map, or added for one person. */
export interface PlaceOfInterest {
  /** `osm-12-345` of an extract, `own-6` of a person. */
  readonly id: string
  /** A code of the categories, or `own`. */
  readonly category: string
  readonly name: string | undefined
  readonly address: string | undefined
  /** GeoJSON: Polygon, MultiPolygon, or Point with `radiusMetres`. WGS84, longitude before latitude. */
  readonly geometry: unknown
  readonly radiusMetres: number | undefined
}
