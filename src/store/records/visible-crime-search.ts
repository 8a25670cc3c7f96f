import type { CrimeType } from '../../domain/crime-types.ts'
import type { Instant } from '../../domain/interval.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { localScale } from '../../geo/local-scale.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { ListedCrime } from './visible-crimes.ts'
import { everyForce, visibleForces } from './visible-forces.ts'
import type { AskedBy } from './visible-matches.ts'

/** What came of comparing a crime; for those who may see matches. */
export const comparisonOutcomes = ['presence', 'near', 'nobody', 'not_compared'] as const
export type ComparisonOutcome = (typeof comparisonOutcomes)[number]

/** By what crimes are looked for in their newest version: all that is given holds of each. */
export interface CrimeSearch {
  /** The reference or its beginning, in whatever letter case. */
  readonly reference?: string | undefined
  readonly policeForce?: string | undefined
  readonly crimeType?: CrimeType | undefined
  /** The window has an instant in `[from, to)`; either end may be open. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  /** Some version came in this batch, in whatever letter case. */
  readonly batchId?: string | undefined
  readonly near?: CrimePlace | undefined
  readonly outcome?: ComparisonOutcome | undefined
}

/** A circle: WGS84 degrees and metres. */
export interface CrimePlace {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/** A crime that was found, and what is known of comparing it. */
export interface FoundCrime extends ListedCrime {
  readonly withdrawn: boolean
  /** Whether an answer about it stands. */
  readonly compared: boolean
}

/**
 * Crimes of the forces an account may see that a search finds, those that came last first: those
 * before number `before`. An outcome speaks of the wearers whom the account may see.
 */
export async function searchVisibleCrimes(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  search: CrimeSearch,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<FoundCrime[]> {
  const { policeForce } = search
  const values: unknown[] = [
    accountId,
    policeForce === undefined ? everyForce : [policeForce],
    limit,
  ]
  const value = (given: unknown) => `$${values.push(given)}`
  const pairWith = (condition: string) => visiblePair(value(instantText(at)), condition)
  const conditions = conditionsOf(search, value, pairWith)
  if (before !== undefined) conditions.push(`crimes.id < ${value(before)}::bigint`)
  const rows = await query.query<
    CrimeVersionRow & { standing_run_id: bigint | null; withdrawn_at: string | null }
  >(
    `select ${crimeVersionSelection}, crimes.standing_run_id, crimes.withdrawn_at
     from crimes join crime_versions as stated on stated.crime_id = crimes.id
     where crimes.police_force = any (array(select police_force from ${visibleForces} as visible))
       and not exists (
         select from crime_versions as later
         where later.crime_id = crimes.id and later.version > stated.version
       )
       ${conditions.map((condition) => `and ${condition}`).join('\n       ')}
     order by crimes.id desc limit $3`,
    values,
  )
  return rows.map((row) => ({
    id: Number(row.crime_id),
    crime: crimeVersionFrom(row),
    withdrawn: row.withdrawn_at !== null,
    compared: row.standing_run_id !== null,
  }))
}

/** Only of what is given: each condition left out leaves its index to the others. */
function conditionsOf(
  { reference, crimeType, from, to, batchId, near, outcome }: CrimeSearch,
  value: (given: unknown) => string,
  pairWith: (condition: string) => string,
): string[] {
  const conditions: string[] = []
  if (reference !== undefined) {
    const beginning = `lower(${value(reference)}::text collate "C")`
    conditions.push(`lower(crimes.crime_reference) ^@ ${beginning}`)
  }
  if (crimeType !== undefined) conditions.push(`stated.crime_type = ${value(crimeType)}`)
  if (from !== undefined || to !== undefined) {
    const [start, end] = [value(instantText(from)), value(instantText(to))]
    conditions.push(
      `tstzrange(stated.window_from, stated.window_to, '[]') && tstzrange(${start}, ${end}, '[)')`,
    )
  }
  if (batchId !== undefined) {
    conditions.push(
      `crimes.id in (select crime_id from crime_versions where lower(batch_id) = lower(${value(batchId)}))`,
    )
  }
  if (near) conditions.push(withinCircle(near, value))
  if (outcome === 'presence') {
    conditions.push(pairWith(`matches.verdict = 'supports_presence'`))
  } else if (outcome !== undefined) {
    const compared = outcome === 'not_compared' ? 'is null' : 'is not null'
    conditions.push(`crimes.standing_run_id ${compared} and crimes.withdrawn_at is null`)
  }
  if (outcome === 'near') conditions.push(pairWith(NEAR))
  if (outcome === 'nobody') conditions.push(`not ${pairWith(NEAR)}`)
  return conditions
}

/** Never who was ruled out; a trail may support presence between two positions outside the circle. */
const NEAR = `(matches.verdict = 'supports_presence' or matches.positions_in_radius > 0)
           and matches.verdict is distinct from 'supports_absence'`

/** A pair of the crime stands of which this holds, with a wearer whom account `$1` may see. */
function visiblePair(at: string, condition: string): string {
  return `exists (
         select from standing_matches as standing
         join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
         where standing.crime_id = crimes.id and ${condition}
           and (standing.device_wearer_id in (
             select device_wearer_id from visible_wearers($1::bigint, ${at}::timestamptz)
           )) is true
       )`
}

/** A box for the index, and the circle in it on the plane around its middle: right to a metre in a kilometre. */
function withinCircle(place: CrimePlace, value: (given: unknown) => string): string {
  const { latitude, longitude, radiusMetres } = place
  const scale = localScale(latitude / DEGREES_PER_UNIT)
  const across = (radiusMetres / scale.east) * DEGREES_PER_UNIT
  const up = (radiusMetres / scale.north) * DEGREES_PER_UNIT
  const number = (given: number) => `${value(given)}::double precision`
  const corner = (side: 1 | -1) =>
    `point(${number(longitude + side * across)}, ${number(latitude + side * up)})`
  return `point(stated.longitude, stated.latitude) <@ box(${corner(-1)}, ${corner(1)})
         and ((stated.longitude - ${number(longitude)}) / ${number(across)}) ^ 2
           + ((stated.latitude - ${number(latitude)}) / ${number(up)}) ^ 2 <= 1`
}
