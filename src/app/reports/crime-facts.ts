import type { CrimeVersion } from '../../domain/crime.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { toNationalGrid } from '../../geo/national-grid.ts'

/** A crime as a report to its force says it: what they sent, and no more. */
export function crimeFacts(
  crime: CrimeVersion,
  receivedAt: Instant,
): (readonly [key: string, value: string])[] {
  const { window } = crime
  return [
    ['Police force', forceName(crime)],
    ['Crime reference', crime.crimeReference],
    ['Crime type', `${crimeTypes[crime.crimeType]} (${crime.crimeType})`],
    ['Batch', crime.batchId],
    ['Version of the crime', `${crime.version}, received ${londonTimeToTheSecond(receivedAt)}`],
    ['From', both(window.from)],
    ['To', both(window.to)],
    ['Place (WGS84)', placeText(crime.latitude, crime.longitude)],
    ['Place (national grid)', gridText(crime)],
    ['What the force wrote', crime.crimeText || 'nothing'],
  ]
}

export function forceName({ policeForce: identifier }: CrimeVersion): string {
  return policeForce(identifier)?.label ?? identifier
}

/** London time with its zone, and UTC: the hour that comes twice cannot be mistaken. */
export function both(at: Instant): string {
  return `${londonTimeToTheSecond(at)} (${formatInstant(at)})`
}

function gridText({ location, latitude, longitude }: CrimeVersion): string {
  if (location.kind === 'grid') {
    return `E ${location.easting}, N ${location.northing} (as sent)`
  }
  const { easting, northing } = toNationalGrid({ latitude, longitude })
  return `E ${Math.round(easting)}, N ${Math.round(northing)} (converted, to about 5 metres)`
}
