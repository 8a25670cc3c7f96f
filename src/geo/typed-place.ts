import type { FromNationalGrid } from './national-grid.ts'

interface Degrees {
  readonly latitude: number
  readonly longitude: number
}

/** Letters of the grid's squares of 500 and 100 km, from the north-west, without I. */
const LETTERS = 'ABCDEFGHJKLMNOPQRSTUVWXYZ'
/** Metres of a grid reference's last digit, by digits a coordinate. */
const DIGIT_METRES = [100_000, 10_000, 1000, 100, 10, 1]

/**
 * A place as somebody types it: `53.8000, -4.4000` (WGS84 degrees), `412345 345678` (easting and northing in metres) or
 * a grid reference such as `SC 41234 45678`, whose square's south-west corner is meant.
 *
 * @returns degrees rounded to 1e-7; `undefined` where it is none of these, or outside Great Britain and the Irish Sea.
 */
export function typedPlace(text: string, fromNationalGrid: FromNationalGrid): Degrees | undefined {
  const place = degreesOf(text) ?? gridOf(text, fromNationalGrid)
  if (!place) return undefined
  const { latitude, longitude } = place
  const isHere = latitude >= 49.5 && latitude <= 61.5 && longitude >= -8.5 && longitude <= 2.6
  return isHere ? { latitude: rounded(latitude), longitude: rounded(longitude) } : undefined
}

function degreesOf(text: string): Degrees | undefined {
  const [, latitude, longitude] = /^\s*([+-]?\d{1,2}\.\d+)[,\s]+([+-]?\d\.\d+)\s*$/.exec(text) ?? []
  return latitude && longitude
    ? { latitude: Number(latitude), longitude: Number(longitude) }
    : undefined
}

function gridOf(text: string, fromNationalGrid: FromNationalGrid): Degrees | undefined {
  const [, easting, northing] = /^\s*(\d{5,6})[,\s]+(\d{5,7})\s*$/.exec(text) ?? []
  if (easting && northing) return fromNationalGrid(Number(easting), Number(northing))
  const [, letters = '', digits = ''] =
    /^([A-HJ-Z]{2})(\d*)$/.exec(text.toUpperCase().replace(/\s/g, '')) ?? []
  const each = digits.length / 2
  const metres = DIGIT_METRES[each]
  if (letters === '' || each < 3 || metres === undefined) return undefined
  const [large, small] = [LETTERS.indexOf(letters.charAt(0)), LETTERS.indexOf(letters.charAt(1))]
  // The grid's false origin lies two large squares east and one north of the corner of A.
  const east = ((large % 5) - 2) * 5 + (small % 5)
  const north = (3 - Math.floor(large / 5)) * 5 + (4 - Math.floor(small / 5))
  return fromNationalGrid(
    east * 100_000 + Number(digits.slice(0, each)) * metres,
    north * 100_000 + Number(digits.slice(each)) * metres,
  )
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
