import type { ExclusionFacts, ExclusionPosition } from '../../domain/exclusion-answer.ts'
import { accuracyMetresAt, capturedAt, mechanismAt } from '../../domain/held-positions.ts'
import { DistanceBounds } from '../../geo/distance-bounds.ts'
import { earthPoint } from '../../geo/ellipsoid.ts'
import type { EvidenceParameters } from '../../matching/evidence/parameters.ts'
import type { CheckedPair } from '../check-pair.ts'
import { publishedFacts } from '../reports/published-facts.ts'

/** What of a pair that is ruled out a statement shows: the positions nearest to the crime in place and time, as distances. */
export function exclusionFacts(pair: CheckedPair, parameters: EvidenceParameters): ExclusionFacts {
  const { crime, window, positions, rows, evidence, why } = pair
  const place = new DistanceBounds(earthPoint(crime.latitude, crime.longitude))
  const at = (row: number): number => capturedAt(positions, row)
  const metres = (row: number): number =>
    place.metres(positions.latitude[row] ?? Number.NaN, positions.longitude[row] ?? Number.NaN)
  const said = (which: string, row: number | undefined): ExclusionPosition[] =>
    row === undefined
      ? []
      : [
          {
            which,
            at: at(row),
            metres: metres(row),
            accuracyMetres: accuracyMetresAt(positions, row),
            mechanism: mechanismAt(positions, row),
          },
        ]
  const within = rows.filter((row) => window.from <= at(row) && at(row) <= window.to)
  const nearest = within.reduce<number | undefined>(
    (least, row) => (least === undefined || metres(row) < metres(least) ? row : least),
    undefined,
  )
  return {
    windowCoverage: evidence.windowCoverage,
    positionsInWindow: why.positionsInWindow,
    longestGapMinutes: why.longestGapMinutes,
    topSpeed: parameters.topSpeed,
    marginMetres: parameters.absenceMarginMetres,
    positionMarginMetres: parameters.absencePositionMetres,
    algorithmVersion: pair.algorithmVersion,
    saidAbsentWrongly: saidAbsentWrongly(),
    positions: [
      ...said(
        'Last before',
        rows.findLast((row) => at(row) < window.from),
      ),
      ...said('Nearest to the place', nearest),
      ...said(
        'First after',
        rows.find((row) => at(row) > window.to),
      ),
    ],
  }
}

function saidAbsentWrongly(): ExclusionFacts['saidAbsentWrongly'] {
  const { date, algorithmVersion, modes } = publishedFacts().errorRates
  return {
    date,
    algorithmVersion,
    modes: modes.map(({ name, trueSaidAbsent: [wrong, of] }) => ({ name, wrong, of })),
  }
}
