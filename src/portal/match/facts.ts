import type { CrimeVersion } from '../../domain/crime.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'

export function crimeType({ crimeType: code }: CrimeVersion): string {
  return crimeTypes[code]
}

/** A force as people write it. */
export function forceLabel({
  policeForce: identifier = '',
}: {
  policeForce?: string | undefined
}): string {
  return policeForce(identifier)?.label ?? (identifier || 'Not known')
}

export function windowText({ window }: CrimeVersion): string {
  return londonWindow(window.from, window.to)
}

/** An instant as people write it; nothing where there is none. */
export function timeText(instant: Instant | undefined): string {
  return instant === undefined ? '' : londonTime(instant)
}

export function nearestText({ closestMetres, closestAt }: MatchSummary): string {
  return closestMetres === undefined
    ? 'no position in the window'
    : `${Math.round(closestMetres)} m, ${timeText(closestAt)}`
}
