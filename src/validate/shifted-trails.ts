import type { CrimeVersion } from '../domain/crime.ts'
import { capturedAt } from '../domain/held-positions.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { sameLondonTime } from '../domain/london-clock.ts'
import type { ArrangedPositions } from '../matching/arrange-positions.ts'
import type { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { trailInWindow } from '../matching/trail-in-window.ts'
import { crimeKey, type ValidationTown } from './validation-town.ts'

const SHIFTS_IN_DAYS = [-14, -7, -2, -1, 1, 2, 7, 14]
const BRIDGE = 5 * 60_000

/**
 * log10 LR of pairs that are innocent because the offender's own trail is another day's: the window is
 * moved to the same London hours of days before and after, the place stays.
 */
export function weighShiftedTrails(
  town: ValidationTown,
  arranged: ArrangedPositions,
  engine: EvidenceEngine,
): Float64Array {
  const numbers = new Map(arranged.positions.deviceIds.map((id, number) => [id, number]))
  const ratios: number[] = []
  for (const crime of town.crimes) {
    const offence = town.offences.get(crimeKey(crime))
    if (!offence) continue
    for (const days of SHIFTS_IN_DAYS) {
      const shifted = shift(crime, days)
      const instants = instantsAround(shifted, offence.deviceWearerId, town.lawful)
      const evidence = engine.weigh(
        shifted,
        offence.deviceWearerId,
        shifted.window,
        instants,
        Infinity,
      )
      if (evidence.verdict !== 'no_data') ratios.push(evidence.log10Lr)
    }
  }
  return Float64Array.from(ratios)

  function instantsAround(
    { window }: CrimeVersion,
    wearer: string,
    lawful: LawfulIntervals,
  ): number[] {
    const around = { from: window.from - BRIDGE, to: window.to + BRIDGE }
    const rows = trailInWindow(arranged, lawful.ofWearer(wearer), around, (id) => numbers.get(id))
    return rows.map((row) => capturedAt(arranged.positions, row))
  }
}

function shift(crime: CrimeVersion, days: number): CrimeVersion {
  const from = sameLondonTime(crime.window.from, days)
  return { ...crime, window: { from, to: from + (crime.window.to - crime.window.from) } }
}
