import { AppError } from '../domain/errors.ts'
import type { HeldPositions } from '../domain/held-positions.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { type ClosedWindow, touches } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { bridgedWindow } from '../matching/candidates.ts'
import { chanceOf } from '../matching/evidence/chance.ts'
import { explain, type WeighedPair } from '../matching/evidence/explanation.ts'
import type { Evidence } from '../matching/evidence/weigh-evidence.ts'
import { whyOf } from '../matching/evidence/why.ts'
import { Matcher } from '../matching/match-crimes.ts'
import { paddedWindow } from '../matching/proximity.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { type CheckSource, crimeName, expectWearer, findCrime } from './check-source.ts'

/** One pair with its evidence, the facts behind it, and both in words. */
export interface CheckedPair extends WeighedPair {
  readonly evidence: Evidence
  /** Padded, where a padding was asked for. */
  readonly window: ClosedWindow
  readonly positions: HeldPositions
  /** The wearer's rows in the window and for the bridge's length either side. */
  readonly rows: readonly number[]
  readonly algorithmVersion: string
  readonly explanation: string
}

/**
 * Weighs one wearer against one crime, as a matching run would.
 *
 * @param crimeNamed FORCE/REFERENCE.
 * @throws AppError WEARER_UNKNOWN, CRIME_UNKNOWN, NOT_COMPARABLE or AUDIT_UNWRITABLE.
 */
export async function checkPair(
  source: CheckSource,
  deviceWearerId: string,
  crimeNamed: string,
): Promise<CheckedPair> {
  const { parameters, lawful, engine } = source
  expectWearer(source, deviceWearerId)
  const crime = findCrime(source, crimeNamed)
  const window = paddedWindow(crime.window, parameters.padMinutes)
  expectComparable(lawful, deviceWearerId, window, `crime "${crimeName(crime)}"`)
  const around = bridgedWindow(window, parameters)
  const arranged = await source.positionsOf(deviceWearerId, around)
  const matcher = new Matcher(arranged, lawful, parameters, engine)
  const { proximity, evidence } = matcher.pair(crime, deviceWearerId)
  const rows = matcher.rowsAround(crime, deviceWearerId)
  await source.tell({
    action: 'consult',
    what: 'movements',
    subjects: [deviceWearerId],
    interval: { from: around.from, to: around.to + 1 },
    count: rows.length,
    details: { crime: crimeName(crime) },
  })
  const { positions } = arranged
  const { timelines } = engine
  const wearer = timelines.deviceWearerIds.indexOf(deviceWearerId)
  const trail = { crime, window, positions, rows, proximity, timelines, wearer }
  const weighed: WeighedPair = {
    crime,
    deviceWearerId,
    evidence,
    why: whyOf(trail, parameters.radiusMetres, parameters.evidence),
    chance: chanceOf(evidence.log10Lr, comparedWith(lawful, window), parameters.evidence),
  }
  return {
    ...weighed,
    evidence,
    window,
    positions,
    rows,
    algorithmVersion: algorithmVersion(parameters),
    explanation: explain(weighed, parameters),
  }
}

/** How many wearers could lawfully be compared in a window. */
function comparedWith(lawful: LawfulIntervals, window: ClosedWindow): number {
  return lawful.deviceWearerIds.filter((id) => comparable(lawful, id, window)).length
}

export function comparable(
  lawful: LawfulIntervals,
  deviceWearerId: string,
  window: ClosedWindow,
): boolean {
  return lawful.ofWearer(deviceWearerId).some((interval) => touches(interval, window))
}

/** @throws AppError NOT_COMPARABLE, saying when the wearer may be compared. */
export function expectComparable(
  lawful: LawfulIntervals,
  deviceWearerId: string,
  window: ClosedWindow,
  what: string,
): void {
  if (comparable(lawful, deviceWearerId, window)) return
  const when = lawful
    .ofWearer(deviceWearerId)
    .map(({ from, to }) => `${instantOr(from, 'ever')} to ${instantOr(to, 'ever')}`)
  throw new AppError(
    'NOT_COMPARABLE',
    `Cannot compare wearer "${deviceWearerId}" with ${what} (${formatInstant(window.from)} to ${formatInstant(window.to)}): no lawful interval touches it; expected an instant in ${when.join('; ')}`,
  )
}

function instantOr(instant: number, open: string): string {
  return Number.isFinite(instant) ? formatInstant(instant) : open
}
