import type { CrimeVersion } from '../domain/crime.ts'
import type { Verdict } from '../domain/evidence-summary.ts'
import type { PresenceRatios } from './evidence/presence.ts'
import { absenceRefusals } from './evidence/verdict.ts'
import type { Evidence } from './evidence/weigh-evidence.ts'
import type { Match } from './match-crimes.ts'

const VERDICTS: readonly Verdict[] = [
  'supports_presence',
  'inconclusive',
  'supports_absence',
  'no_data',
]
const EVIDENCE = [
  'windowCoverage',
  'log10Lr',
  'log10LrPopulation',
  'coincidenceDays',
  'comparableDays',
] as const satisfies readonly (keyof Evidence)[]
const RATIOS = [
  'knownShare',
  'own',
  'population',
  'possible',
  'unseen',
] as const satisfies readonly (keyof PresenceRatios)[]

/** No row of positions: nothing came closest; or nothing stood against absence. */
const NONE = -1

/**
 * Matches as a few arrays and one text, which go from thread to thread in a hundredth of the time that as many objects
 * would take.
 */
export interface PackedMatches {
  readonly numbers: Float64Array<ArrayBuffer>
  readonly deviceWearerIds: readonly string[]
  /** Labels of positions in radius, one after another. */
  readonly labels: string
}

/** @param matches of several crimes, each crime's in order. */
export function packMatches(matches: readonly (readonly Match[])[]): PackedMatches {
  const numbers: number[] = []
  const deviceWearerIds: string[] = []
  const labels: string[] = []
  for (const ofCrime of matches) {
    numbers.push(ofCrime.length)
    for (const { deviceWearerId, proximity, evidence } of ofCrime) {
      const { closest, devices, inRadius } = proximity
      deviceWearerIds.push(deviceWearerId)
      numbers.push(proximity.positionsInWindow, proximity.overlappingPositions)
      numbers.push(closest?.row ?? NONE, closest?.distanceMetres ?? 0)
      numbers.push(devices.length, ...devices, inRadius.length)
      for (const { row, sequenceLabel, distanceMetres, overlapShare } of inRadius) {
        numbers.push(row, distanceMetres, overlapShare)
        labels.push(sequenceLabel)
      }
      for (const name of EVIDENCE) numbers.push(evidence[name])
      numbers.push(VERDICTS.indexOf(evidence.verdict), Number(evidence.reachable))
      numbers.push(evidence.refusal ? absenceRefusals.indexOf(evidence.refusal) : NONE)
      numbers.push(Number(evidence.ratios !== undefined), evidence.approachMetres ?? 0)
      for (const name of RATIOS) numbers.push(evidence.ratios?.[name] ?? 0)
    }
  }
  return { numbers: Float64Array.from(numbers), deviceWearerIds, labels: labels.join(' ') }
}

/** @param crimes those whose matches were packed, in the same order. */
export function unpackMatches(packed: PackedMatches, crimes: readonly CrimeVersion[]): Match[][] {
  const { numbers, deviceWearerIds } = packed
  const labels = packed.labels.split(' ')
  let at = 0
  let wearer = 0
  let label = 0
  const next = () => numbers[at++]!
  const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make)
  const named = <Name extends string>(names: readonly Name[]) =>
    Object.fromEntries(names.map((name) => [name, next()])) as Record<Name, number>
  const proximity = (): Match['proximity'] => {
    const [positionsInWindow, overlappingPositions] = [next(), next()]
    const closest = { row: next(), distanceMetres: next() }
    return {
      positionsInWindow,
      overlappingPositions,
      ...(closest.row !== NONE && { closest }),
      devices: times(next(), next),
      inRadius: times(next(), () => ({
        row: next(),
        sequenceLabel: labels[label++]!,
        distanceMetres: next(),
        overlapShare: next(),
      })),
    }
  }
  const evidence = (): Evidence => {
    const summary = named(EVIDENCE)
    const verdict = VERDICTS[next()]!
    const reachable = next() === 1
    const refusal = absenceRefusals[next()]
    const [hasData, approachMetres] = [next() === 1, next()]
    const ratios = named(RATIOS)
    return { ...summary, verdict, reachable, ...(hasData && { refusal, approachMetres, ratios }) }
  }
  return crimes.map((crime) =>
    times(next(), () => ({
      crime,
      deviceWearerId: deviceWearerIds[wearer++]!,
      proximity: proximity(),
      evidence: evidence(),
    })),
  )
}
