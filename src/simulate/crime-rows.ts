import { crimeTypes } from '../domain/crime-types.ts'
import type { Instant } from '../domain/interval.ts'
import { toNationalGrid } from '../geo/national-grid.ts'
import type { TownCrime } from './crimes.ts'
import { latitudeOf, longitudeOf } from './plane.ts'

/** One row of a crime batch, by column; everything is text, so that it can be wrong. */
export interface CrimeRow {
  readonly policeForce: string
  readonly crimeType: string
  readonly description: string
  readonly batchId: string
  readonly crimeReference: string
  readonly dateFrom: string
  readonly dateTo: string
  readonly easting: string
  readonly northing: string
  readonly latitude: string
  readonly longitude: string
  readonly datum: string
  readonly crimeText: string
}

/** What the police say of a crime, as the row of the batch `batchId`. */
export function crimeRow(crime: TownCrime, batchId: string): CrimeRow {
  const place = crime.onGrid ? onGrid(crime) : inDegrees(crime)
  return {
    policeForce: crime.policeForce.identifier,
    crimeType: crime.crimeType,
    description: crimeTypes[crime.crimeType],
    batchId,
    crimeReference: crime.crimeReference,
    dateFrom: compactInstant(crime.window.from),
    dateTo: compactInstant(crime.window.to),
    ...place,
    crimeText: crime.crimeText,
  }
}

/** RFC 4180, without the line's end. */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')
}

export function crimeRowLine(row: CrimeRow): string {
  return csvLine([
    row.policeForce,
    row.crimeType,
    row.description,
    row.batchId,
    row.crimeReference,
    row.dateFrom,
    row.dateTo,
    row.easting,
    row.northing,
    row.latitude,
    row.longitude,
    row.datum,
    row.crimeText,
  ])
}

/** `20260126160826`, UTC. */
export function compactInstant(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')
}

function onGrid(crime: TownCrime) {
  const { x, y } = crime.reportedPlace
  const { easting, northing } = toNationalGrid({
    latitude: latitudeOf(y),
    longitude: longitudeOf(x),
  })
  const metres = { easting: easting.toFixed(1), northing: northing.toFixed(1) }
  return { ...metres, latitude: '', longitude: '', datum: 'OSGB36' }
}

function inDegrees(crime: TownCrime) {
  const latitude = latitudeOf(crime.reportedPlace.y).toFixed(7)
  const longitude = longitudeOf(crime.reportedPlace.x).toFixed(7)
  return { easting: '', northing: '', latitude, longitude, datum: 'WGS84' }
}
