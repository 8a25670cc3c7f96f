import type { CheckedPair } from '../app/check-pair.ts'
import type { CheckedPeriod } from '../app/check-period.ts'
import { counted } from '../domain/count-text.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { SHOWN_TO } from '../domain/weight-in-words.ts'
import { tellsOfChance } from '../matching/evidence/chance.ts'
import type { MatchingParameters } from '../matching/parameters.ts'

/** One pair as lines of label and value, then the paragraph. */
export function pairLines(pair: CheckedPair, { radiusMetres, evidence: set }: MatchingParameters) {
  const { crime, window, evidence, why, chance } = pair
  const { closest, home, nearestUsualPlace: usual, reach } = why
  const { comparableDays, coincidenceDays } = evidence
  const clear = Number.isFinite(reach.clearMetres)
    ? `${metres(reach.clearMetres)} kept clear of the scene, errors taken off`
    : 'no bridged trail'
  return [
    line('Crime', `${crime.policeForce}/${crime.crimeReference}, version ${crime.version}`),
    line('Window', `${formatInstant(window.from)} to ${formatInstant(window.to)}`),
    line('Wearer', pair.deviceWearerId),
    line('Verdict', evidence.verdict),
    line(
      'log10 LR',
      `${ratio(evidence.log10Lr)}  (population ${ratio(evidence.log10LrPopulation)})${Math.abs(evidence.log10Lr) > SHOWN_TO ? `; as ranked, no figure beyond ${SHOWN_TO} is supported` : ''}`,
    ),
    line(
      'Coverage',
      `${evidence.windowCoverage.toFixed(3)}, longest gap ${why.longestGapMinutes.toFixed(1)} min`,
    ),
    line(
      'Closest',
      closest
        ? `${metres(closest.metres)} at ${formatInstant(closest.at)}`
        : 'no position in the window',
    ),
    line(
      `Within ${radiusMetres} m`,
      `${why.minutesInRadius.toFixed(1)} min in ${counted(why.visits.length, 'visit')}`,
    ),
    ...why.visits.map(({ from, to, arrived, left }) =>
      line(
        '',
        `${formatInstant(Math.round(from / 1000) * 1000)} to ${formatInstant(Math.round(to / 1000) * 1000)}${arrived ? ', came in' : ''}${left ? ', went out' : ''}`,
      ),
    ),
    ...why.mechanisms.map((relied) =>
      line(
        'Relied on',
        `${counted(relied.positions, `${relied.mechanism || 'unnamed'} position`)}, ${goodTo(relied)}`,
      ),
    ),
    line(
      'Home',
      home ? `${metres(home.metres)} away, over ${counted(home.nights, 'night')}` : 'not known',
    ),
    line(
      'Usual place',
      usual ? `${metres(usual.metres)} away, on ${counted(usual.days, 'other day')}` : 'none known',
    ),
    line('Same address', counted(why.othersAtSameAddress, 'other wearer')),
    line('Kept close', counted(why.othersKeptClose, 'other wearer')),
    line('Other days', `${coincidenceDays} of ${comparableDays} comparable as close`),
    line(
      'Reach',
      `${evidence.reachable ? 'reachable' : 'not reachable'} at ${set.topSpeed} m/s; ${clear}`,
    ),
    ...(tellsOfChance(evidence.log10Lr, chance)
      ? [
          line(
            'By chance',
            `${chance.basis === 'bound' ? 'at most ' : ''}${chance.expectedAsHigh.toFixed(2)} of ${counted(chance.compared, 'wearer')} compared would score as high`,
          ),
        ]
      : []),
    line(
      'Older rules',
      `${why.positionsInRadius} in radius, ${why.overlappingPositions} overlapping by half`,
    ),
    line('Method', `${pair.algorithmVersion}, parameter set ${set.id}`),
    '',
    pair.explanation,
  ]
}

/** A line a crime, then what they add up to. */
export function periodLines({ rows, verdicts, notComparable }: CheckedPeriod): string[] {
  const elsewhere = notComparable > 0 ? `; not lawfully comparable for ${notComparable}` : ''
  return [
    ...rows.map(({ crime, evidence, closestMetres }) =>
      [
        (evidence?.verdict ?? '').padEnd(17),
        ratio(evidence?.log10Lr ?? 0).padStart(7),
        `coverage ${(evidence?.windowCoverage ?? 0).toFixed(3)}`,
        `closest ${closestMetres === undefined ? '-' : metres(closestMetres)}`.padEnd(18),
        formatInstant(crime.window.from),
        `${crime.policeForce}/${crime.crimeReference}`,
      ].join('  '),
    ),
    `Ruled out of ${verdicts.supports_absence} of ${rows.length}; no data for ${verdicts.no_data}; inconclusive for ${verdicts.inconclusive}; presence supported for ${verdicts.supports_presence}${elsewhere}`,
  ]
}

function line(label: string, value: string): string {
  return `${label.padEnd(14)} ${value}`
}

function goodTo({
  quotedMetres,
  measuredMetres,
  assumedMetres,
}: CheckedPair['why']['mechanisms'][number]): string {
  if (quotedMetres === undefined) return 'no accuracy'
  const held = assumedMetres === undefined ? 'measured' : 'not measured, taken to be'
  return `quoted ${metres(quotedMetres)}, ${held} ${metres(measuredMetres ?? assumedMetres ?? quotedMetres)}`
}

function metres(value: number): string {
  return `${value < 10_000 ? value.toFixed(1) : Math.round(value)} m`
}

/** As files state it. */
function ratio(value: number): string {
  return value.toFixed(3).replace(/^-(?=0\.000$)/, '')
}
