import type { Instant } from '../../domain/interval.ts'

/** One position as a map and its table show it. Places in WGS84 degrees. */
export interface MapPosition {
  /** What people call it: counts from 1 in order of capture. */
  readonly number: number
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  /** About 95 % of the truth lies within; `undefined` where the feed gave none. */
  readonly accuracyMetres?: number | undefined
  /** GPS, RF, LBS, WIFI or whatever the feed said. */
  readonly mechanism: string
  readonly device: string
  readonly speedKmh?: number | undefined
  /** Clockwise from north, as the device said it moved. */
  readonly headingDegrees?: number | undefined
  /** When the device stored it, and when it sent it; as the feed said. */
  readonly recordedAt?: Instant | undefined
  readonly uploadedAt?: Instant | undefined
  readonly satellites?: number | undefined
  /** How much the satellites' places in the sky dilute the horizontal accuracy; below 2 is good. */
  readonly hdop?: number | undefined
  /** Whose: an index of the map's wearers, where it has several or names its one. */
  readonly wearer?: number | undefined
  /** To the crime. */
  readonly distanceMetres?: number | undefined
  /** The share of its accuracy circle inside the crime's circle, 0 to 1. */
  readonly overlapShare?: number | undefined
  /** Drawn in place of the number, such as `A1` for the first position of the first visit. */
  readonly label?: string | undefined
  /** Shown for what came before and after; drawn apart. */
  readonly outsideWindow?: boolean | undefined
}

export interface MapCircle {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  readonly title: string
  /** Drawn beside its middle, where a map has several: `1`. */
  readonly mark?: string | undefined
}

export const zoneKinds = ['exclusion', 'inclusion', 'restriction'] as const
/** What areas on a map are: zones, and places that nobody has to be in or keep out of. */
export const areaKinds = [...zoneKinds, 'place'] as const

export interface MapZone {
  readonly title: string
  readonly kind: (typeof areaKinds)[number]
  /** Closed rings, each of [longitude, latitude]; a ring within another is a hole. */
  readonly rings: readonly (readonly (readonly [longitude: number, latitude: number])[])[]
  /** What is added all around the rings. */
  readonly bufferMetres?: number | undefined
}

/** Rows of the table behind a map, and where its pages are; one page where there are few. */
export interface TablePages {
  readonly rowsPerPage: number
  /** From 1. */
  readonly page: number
  readonly hrefs: readonly string[]
}

/** What there is beneath the positions, as `/map/base.json` says it. */
export type BaseMap =
  | { readonly kind: 'none' }
  | { readonly kind: 'town' | 'pmtiles'; readonly url: string; readonly attribution: string }
