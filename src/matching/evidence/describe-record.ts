import { counted } from '../../domain/count-text.ts'
import type { CrimeVersion } from '../../domain/crime.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import type { MatchingParameters } from '../parameters.ts'
import { aboutMetres, aboutMinutes } from './plain-measures.ts'
import type { Why } from './why.ts'

const MECHANISMS: Readonly<Record<string, string>> = {
  GPS: 'satellite',
  WIFI: 'Wi-Fi',
  LBS: 'mobile mast',
  RF: 'home unit',
}

/** Positions quoted as no better than this place a wearer roughly: nobody would call that known. Metres. */
const COARSE_FROM = 200

interface RecordedPair {
  readonly crime: CrimeVersion
  readonly evidence: EvidenceSummary
  readonly why: Why
}

/** Sentences, without their full stops, on how much of the time is known, and from what. */
export function describeRecord(pair: RecordedPair, parameters: MatchingParameters): string[] {
  const { longestGapMinutes } = pair.why
  const gap =
    longestGapMinutes > parameters.evidence.bridgeMinutes
      ? [
          `The longest stretch without a position was ${aboutMinutes(longestGapMinutes)}; such a stretch is not taken to mean that the wearer was elsewhere`,
        ]
      : []
  return [known(pair, parameters), ...gap]
}

function known(
  { crime, evidence, why }: RecordedPair,
  { evidence: set, padMinutes }: MatchingParameters,
): string {
  const moment = crime.window.from === crime.window.to && padMinutes === 0
  const bridge = counted(set.bridgeMinutes, 'minute')
  const sources = listed(why.mechanisms.map(described))
  const single = why.mechanisms.reduce((sum, { positions }) => sum + positions, 0)
  if (evidence.windowCoverage === 0 && single > 0) {
    return moment
      ? `The wearer's whereabouts are known from that very moment alone, with no position within ${bridge} of it: ${sources}`
      : `The wearer's whereabouts are not known continuously: only ${counted(single, 'single position')}, none within ${bridge} of another: ${sources}`
  }
  const when = moment
    ? 'at that time'
    : `for ${Math.floor(evidence.windowCoverage * 100)} per cent of that time`
  const roughly = placedRoughly(why)
  const how = roughly ? `The wearer was placed ${roughly}` : "The wearer's whereabouts are known"
  if (sources !== '') return `${how} ${when}, from ${sources}`
  const none = moment ? '; no position was recorded at that very time' : ''
  return `${how} ${when}, from positions before and after it${none}`
}

/** By what, and to how much, where most positions are coarse. */
function placedRoughly({ mechanisms }: Why): string | undefined {
  const coarse = mechanisms.filter(({ quotedMetres = 0 }) => quotedMetres > COARSE_FROM)
  const count = (of: Why['mechanisms']): number => of.reduce((sum, each) => sum + each.positions, 0)
  if (count(coarse) * 2 <= count(mechanisms)) return undefined
  const by = coarse.map(
    ({ mechanism, quotedMetres = 0 }) => `${named(mechanism)} (to ${aboutMetres(quotedMetres)})`,
  )
  return `by ${listed(by)}`
}

function described({
  mechanism,
  positions,
  quotedMetres,
  measuredMetres,
  assumedMetres,
}: Why['mechanisms'][number]) {
  const quoted = quotedMetres === undefined ? 'no accuracy quoted' : aboutMetres(quotedMetres)
  const held =
    measuredMetres !== undefined
      ? ` and measured as good to ${aboutMetres(measuredMetres)}`
      : assumedMetres !== undefined
        ? ` and taken to be good to ${aboutMetres(assumedMetres)}, which was not measured`
        : undefined
  const error = held === undefined ? quoted : `typically quoted as good to ${quoted}${held}`
  return `${counted(positions, `${named(mechanism)} position`)} (${error})`
}

/** `mobile mast`. */
export function named(mechanism: string): string {
  return MECHANISMS[mechanism] ?? (mechanism === '' ? 'unnamed' : mechanism)
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
