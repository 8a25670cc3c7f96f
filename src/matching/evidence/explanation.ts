import { counted, grouped } from '../../domain/count-text.ts'
import type { CrimeVersion } from '../../domain/crime.ts'
import { crimeTypes } from '../../domain/crime-types.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { weightInWords } from '../../domain/weight-in-words.ts'
import type { MatchingParameters } from '../parameters.ts'
import { paddedWindow } from '../proximity.ts'
import { type Chance, tellsOfChance } from './chance.ts'
import { describeApproach, roughly } from './describe-approach.ts'
import { describeRecord } from './describe-record.ts'
import type { EvidenceParameters } from './parameters.ts'
import { aboutMetres, expectedCount } from './plain-measures.ts'
import type { Evidence } from './weigh-evidence.ts'
import type { Why } from './why.ts'

/** One pair with all that is said of it. */
export interface WeighedPair {
  readonly crime: CrimeVersion
  readonly deviceWearerId: string
  readonly evidence: Evidence
  readonly why: Why
  readonly chance: Chance
}

/**
 * One paragraph that a police officer and a court can read. It speaks of where a device was: of the
 * record's weight for presence, never of who did anything, nor of the chance that anybody did.
 */
export function explain(pair: WeighedPair, parameters: MatchingParameters): string {
  const noData = pair.evidence.verdict === 'no_data'
  const sentences = noData
    ? [
        'There is no usable record of positions around that time, so nothing can be said either way; no data does not mean that the wearer was elsewhere',
      ]
    : [
        ...describeRecord(pair, parameters),
        ...describeApproach(
          pair.why,
          paddedWindow(pair.crime.window, parameters.padMinutes),
          parameters.radiusMetres,
        ),
        ...habits(pair),
        ...company(pair.why),
        weightInWords(pair.evidence.log10Lr),
        conclusion(pair, parameters),
        ...(tellsOfChance(pair.evidence.log10Lr, pair.chance) ? [byChance(pair.chance)] : []),
      ]
  const all = [
    compared(pair, parameters),
    ...sentences,
    olderRules(pair.why, parameters.radiusMetres),
    'This shows where a device was, not who did it; the reported place and time, and who wore the device, are taken as given',
  ]
  return `${all.join('. ')}.`
}

function compared({ crime, deviceWearerId }: WeighedPair, { padMinutes }: MatchingParameters) {
  const type = crimeTypes[crime.crimeType].toLowerCase()
  const force = policeForce(crime.policeForce)?.label ?? crime.policeForce
  const padded = padMinutes > 0 ? `, widened by ${counted(padMinutes, 'minute')} at both ends,` : ''
  const when = londonWindow(crime.window.from, crime.window.to)
  return `The trail of wearer ${deviceWearerId} was compared with crime ${crime.crimeReference} (${type}), which ${force} police report for ${when}${padded} at ${crime.latitude.toFixed(5)}, ${crime.longitude.toFixed(5)}`
}

function habits({ evidence, why }: WeighedPair): string[] {
  const places = [
    why.home &&
      `${aboutMetres(why.home.metres)} from where the wearer rests at night (on ${counted(why.home.nights, 'night')} of the record)`,
    why.nearestUsualPlace &&
      `${aboutMetres(why.nearestUsualPlace.metres)} from the nearest ${why.home ? 'other ' : ''}place where they stay on other days (${counted(why.nearestUsualPlace.days, 'day')})`,
  ].filter((place) => place !== undefined)
  return [
    ...(places.length > 0 ? [`The reported place is ${places.join(' and ')}`] : []),
    ...(evidence.log10Lr > 0 ? [otherDays(evidence)] : []),
  ]
}

/** Of a trail that kept away, any day is as close: nothing is said. */
function otherDays({ comparableDays, coincidenceDays }: EvidenceSummary): string {
  if (comparableDays === 0) return 'There is no comparable other day to set this one against'
  const days = counted(comparableDays, 'comparable other day')
  return coincidenceDays === 0
    ? `On none of ${days} was the wearer as close for as long`
    : `On ${grouped(coincidenceDays)} of ${days} the wearer was at least as close for as long`
}

function company({ othersAtSameAddress, othersKeptClose }: Why): string[] {
  return [
    ...(othersAtSameAddress > 0
      ? [
          `${counted(othersAtSameAddress, 'other wearer rests', 'other wearers rest')} at the same address`,
        ]
      : []),
    ...(othersKeptClose > 0
      ? [
          `${counted(othersKeptClose, 'other wearer')} kept within 50 metres of this one for ten minutes or more around that time, and the record may fit them as well`,
        ]
      : []),
  ]
}

function conclusion(
  { evidence, why }: WeighedPair,
  { evidence: set, padMinutes, radiusMetres }: MatchingParameters,
): string {
  const speed = `${Math.round(set.topSpeed * 2.23694)} miles an hour`
  if (evidence.verdict === 'supports_presence') {
    return `Taken together this supports presence at the scene${restsOn(evidence, why, radiusMetres)}`
  }
  if (evidence.verdict === 'supports_absence') {
    // Bridged between positions the trail may seem further away than where it was seen.
    const away = Math.min(why.reach.clearMetres, why.closest?.metres ?? Infinity)
    const strict = evidence.reachable
      ? ''
      : ', and between no two positions could the scene have been reached at that speed'
    return `Taken together this supports having been elsewhere: with errors allowed for, the trail stayed ${aboutMetres(away)} or more away, and no gap longer than ${counted(set.bridgeMinutes, 'minute')} in it left time to go there and back at ${speed}${strict}. ${ofThatTime(padMinutes)}`
  }
  return `Taken together this is inconclusive: it falls short of what is called support here, for presence or for having been elsewhere${whyOpen(evidence, why, set)}`
}

/** Absence is of a time alone: who was elsewhere at ten may have been there at five past. */
function ofThatTime(padMinutes: number): string {
  return padMinutes > 0
    ? 'That holds for the reported time as widened; no further error in that time was allowed for'
    : 'That holds for the reported time; an error of even a few minutes in that time was not allowed for'
}

/** What presence rests on where nothing lies near the reported place. */
function restsOn({ approachMetres = Infinity }: Evidence, why: Why, radiusMetres: number): string {
  if (why.visits.length > 0) return ''
  const { closest, nearestWay: way } = why
  const [position, between] = [closest?.metres ?? Infinity, way?.metres ?? Infinity]
  const nearest = Math.min(position, between)
  const isCoarse = closest?.roughlyBy ? position <= between : nearest === Infinity
  const wrong = `being now and then over ${radiusMetres} metres wrong`
  const on =
    nearest > radiusMetres && approachMetres <= radiusMetres
      ? 'a position just before or after that time'
      : isCoarse
        ? `coarse positions and reported places ${wrong}`
        : `reported places ${wrong}`
  const finer = position <= radiusMetres ? 'no finer position' : 'nothing recorded'
  return `, although ${finer} lies within ${radiusMetres} metres of the reported place: the weight rests on ${on}`
}

/** What keeps a record that speaks against presence from ruling it out. */
function whyOpen({ log10Lr, refusal }: Evidence, why: Why, set: EvidenceParameters): string {
  if (log10Lr > set.absenceTo) return ''
  if (refusal === 'near') return `, because ${cameNear(why, set)}`
  if (refusal === 'errors') {
    return `, because ${byCoarse(why, set) ?? `with errors allowed for, of positions and of the ways between them, the trail came within ${set.absenceMarginMetres} metres`}`
  }
  return refusal === 'gap' ? ', because a gap in the record left time to go there and back' : ''
}

function cameNear(why: Why, set: EvidenceParameters): string {
  const { closest, reach } = why
  if (closest && closest.metres <= set.absencePositionMetres) {
    return `a position${roughly(closest.roughlyBy)} lies within ${set.absencePositionMetres} metres`
  }
  const coarse = byCoarse(why, set)
  if (coarse !== undefined) return coarse
  return reach.trailMetres <= set.absenceMarginMetres
    ? `the trail came within ${set.absenceMarginMetres} metres`
    : `a position just before or after that time lies within ${set.absencePositionMetres} metres`
}

/** A mast position leaves a scene open that it is kilometres away from. */
function byCoarse({ coarseNear }: Why, set: EvidenceParameters): string | undefined {
  if (!coarseNear) return undefined
  const { metres, at } = coarseNear
  return `a position${roughly(coarseNear)}, ${aboutMetres(metres)} from the reported place on ${londonTime(at)}, may be so far wrong that the wearer came within ${set.absenceMarginMetres} metres; no finer position came so near, errors allowed for`
}

function byChance({ compared, expectedAsHigh, basis }: Chance): string {
  const count = expectedCount(expectedAsHigh)
  const about = count.startsWith('fewer') ? '' : basis === 'bound' ? 'at most ' : 'about '
  return `${counted(compared, 'wearer')} could lawfully be compared with this crime; had none of them been there, ${about}${count} would still be expected to score as high by coincidence`
}

function olderRules(why: Why, radiusMetres: number): string {
  const { positionsInRadius: near, overlappingPositions: half } = why
  const count =
    near > 0
      ? `would have listed this pair, with ${counted(near, 'position')}`
      : 'would not have listed this pair'
  const overlap =
    half > 0
      ? `would have counted ${counted(half, 'position')}`
      : near > 0
        ? 'would have counted none of them'
        : 'would not have either'
  return `By the older rules, a count of positions within ${radiusMetres} metres ${count}, and the rule that half of a position's circle must lie inside ${overlap}`
}
