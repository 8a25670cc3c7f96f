import type { PoliceForce } from '../domain/police-forces.ts'
import { amended } from './amendments.ts'
import { type CrimeRow, crimeRow, crimeRowLine } from './crime-rows.ts'
import { referenceOf, type TownCrime } from './crimes.ts'
import { Random } from './random.ts'
import { spoiled } from './spoiled-rows.ts'
import { compactDate, type LondonDay, londonDay } from './uk-clock.ts'

/** One file of a police force. */
export interface CrimeFile {
  /** Without `.csv`; the batch id of its rows. */
  readonly batchId: string
  readonly text: string
}

const SENT_AGAIN_AMENDED = 0.03
const SENT_AGAIN_UNCHANGED = 0.01
const SPOILED = 0.02

/**
 * The files of the forces, one a day, of the crimes reported the day before in London. Some crimes
 * come again in a later file, and some rows are bad; every file has a good one.
 */
export function batchCrimes(crimes: readonly TownCrime[], seed: number): CrimeFile[] {
  const batches = new Map<string, CrimeRow[]>()
  const send = (crime: TownCrime, day: LondonDay): void => {
    const batchId = batchIdOf(crime.policeForce, day)
    const rows = batches.get(batchId) ?? []
    rows.push(crimeRow(crime, batchId))
    batches.set(batchId, rows)
  }
  for (const crime of crimes) send(crime, dayOfBatch(crime))
  for (const crime of crimes) {
    const random = new Random(seed, 'sent again', crime.crimeReference)
    const fate = random.uniform()
    const later = dayOfBatch(crime) + 1 + random.whole(4)
    if (fate < SENT_AGAIN_AMENDED) send(amended(crime, random), later)
    else if (fate < SENT_AGAIN_AMENDED + SENT_AGAIN_UNCHANGED) send(crime, later)
  }
  const random = new Random(seed, 'spoiled')
  for (let number = 0; number < Math.round(crimes.length * SPOILED); number++) {
    const crime = random.pick(crimes)
    const batchId = batchIdOf(crime.policeForce, dayOfBatch(crime))
    const crimeReference = referenceOf(crime.policeForce, 9_000_001 + number)
    const row = spoiled(crimeRow({ ...crime, crimeReference }, batchId), number)
    batches.get(batchId)?.push(row)
  }
  return [...batches]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([batchId, rows]) => ({
      batchId,
      text: rows.map((row) => `${crimeRowLine(row)}\n`).join(''),
    }))
}

function dayOfBatch(crime: TownCrime): LondonDay {
  return londonDay(crime.reportedAt) + 1
}

function batchIdOf(force: PoliceForce, day: LondonDay): string {
  return force.batchCode + compactDate(day)
}
