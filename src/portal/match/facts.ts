import type { RunRow } from '../../app/read-run.ts'
import { crimeTypes, isCrimeType } from '../../domain/crime-types.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'

export function crimeType(match: RunRow): string {
  const code = match['crime_type'] ?? ''
  return isCrimeType(code) ? crimeTypes[code] : code
}

export function forceLabel(match: RunRow): string {
  const identifier = match['police_force'] ?? ''
  return policeForce(identifier)?.label ?? identifier
}

export function windowText(match: RunRow): string {
  return londonWindow(Date.parse(match['crime_from'] ?? ''), Date.parse(match['crime_to'] ?? ''))
}

/** An instant column as people write it; nothing where it is empty. */
export function timeText(iso: string | undefined): string {
  return iso ? londonTime(Date.parse(iso)) : ''
}

export function nearestText(match: RunRow): string {
  const metres = match['closest_metres']
  return metres
    ? `${Math.round(Number(metres))} m, ${timeText(match['closest_at'])}`
    : 'no position in the window'
}
