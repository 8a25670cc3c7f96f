import type { CrimeVersion } from '../../domain/crime.ts'

/** Where a crime is said to have happened, in the coordinates that were sent. */
export function sentPlace({ location }: CrimeVersion): string {
  return location.kind === 'grid'
    ? `easting ${location.easting}, northing ${location.northing} (national grid)`
    : `${location.latitude}, ${location.longitude} (degrees)`
}
