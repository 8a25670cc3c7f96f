import type { CrimeLocation } from '../domain/crime.ts'
import { quoted } from './quoted.ts'
import type { Refuse } from './refuse.ts'

/** The four coordinate cells of a row, trimmed. */
export type CrimeCoordinates = Readonly<Record<keyof typeof ranges, string>>

/** Metres on the national grid (to the east of Kent and Essex, past 600,000) and WGS84 degrees. */
const ranges = {
  easting: [0, 700_000],
  northing: [0, 1_300_000],
  latitude: [49.5, 61.5],
  longitude: [-8.5, 2.6],
} as const

const pairOf = {
  easting: 'northing',
  northing: 'easting',
  latitude: 'longitude',
  longitude: 'latitude',
} as const

const otherKindOf = {
  easting: ['latitude', 'longitude'],
  northing: ['latitude', 'longitude'],
  latitude: ['easting', 'northing'],
  longitude: ['easting', 'northing'],
} as const

const PLAIN_DECIMAL = /^[+-]?\d+(\.\d+)?$/

/**
 * Exactly one kind of location, whole and in range. Each cell that is filled gets the first fault it
 * has, in the order: number, its pair, the other kind, the range.
 */
export function checkLocation(
  cells: CrimeCoordinates,
  row: number,
  refuse: Refuse,
): CrimeLocation | undefined {
  const fields = Object.keys(ranges) as (keyof typeof ranges)[]
  const given = fields.filter((field) => cells[field] !== '')
  if (given.length === 0) {
    refuse(
      '',
      'MISSING_LOCATION_DATA',
      '',
      `Cannot use row ${row}: it has no location`,
      'Give easting and northing, or latitude and longitude',
    )
    return undefined
  }
  const good = given.filter((field) => checkCell(field, cells, refuse))
  if (good.length !== given.length) return undefined
  return given.includes('easting')
    ? { kind: 'grid', easting: Number(cells.easting), northing: Number(cells.northing) }
    : { kind: 'degrees', latitude: Number(cells.latitude), longitude: Number(cells.longitude) }
}

function checkCell(field: keyof typeof ranges, cells: CrimeCoordinates, refuse: Refuse): boolean {
  const text = cells[field]
  const [least, most] = ranges[field]
  const value = Number(text)
  if (!PLAIN_DECIMAL.test(text)) {
    refuse(
      field,
      'INVALID_NUMBER',
      text,
      `Cannot read ${field} ${quoted(text)}: it is not a plain decimal number`,
      'Write the number in digits with a point',
    )
  } else if (cells[pairOf[field]] === '') {
    refuse(
      field,
      'DEPENDENT_LOCATION_DATA',
      text,
      `Cannot use ${field} ${quoted(text)}: ${pairOf[field]} is missing`,
      `Give ${pairOf[field]} too`,
    )
  } else if (otherKindOf[field].some((other) => cells[other] !== '')) {
    refuse(
      field,
      'MULTIPLE_LOCATION_DATA_TYPES',
      text,
      `Cannot use ${field} ${quoted(text)}: ${otherKindOf[field].join(' or ')} is given as well`,
      'Give easting and northing, or latitude and longitude, not both',
    )
  } else if (value < least || value > most) {
    refuse(
      field,
      'INVALID_LOCATION_DATA_RANGE',
      text,
      `Cannot use ${field} ${quoted(text)}: expected ${least} to ${most}`,
      'Check the coordinates and their order',
    )
  } else {
    return true
  }
  return false
}
