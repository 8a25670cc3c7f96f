import type { Verdict } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import { crimeVersionSelection } from './crime-version-rows.ts'
import {
  type MatchRow,
  type MatchSummary,
  matchFrom,
  positionsOf,
  type StoredMatch,
} from './match-records.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import { everyForce, visibleForces } from './visible-forces.ts'

/** Who asks, and when: what they may see changes with time. */
export interface AskedBy {
  readonly accountId: number
  readonly at: Instant
}

/** A match's place among all that stand: they are in order of crime, and of strength within it. */
export interface StandingPlace {
  readonly crimeId: number
  readonly ordinal: number
}

/** A page of the matches that stand, in their order: those behind a place. */
export interface MatchPage {
  readonly after?: StandingPlace | undefined
  readonly limit: number
}

/** One by one by their key: the offset keeps all matches from being read and joined. */
const OF_STANDING = `cross join lateral (
       select * from matches
       where run_id = standing.run_id and ordinal = standing.ordinal offset 0
     ) as matches`

const WITH_CRIME = `join crime_versions as stated on stated.id = matches.crime_version_id
     join crimes on crimes.id = stated.crime_id`

/**
 * `$1` the account, `$2` every force, `$3` the instant. `is true` keeps both from being made joins: who is
 * visible is found once and looked up, and the matches stay in the order of their index.
 */
const VISIBLE = `(matches.police_force in (select police_force from ${visibleForces} as visible)) is true
       and (matches.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $3::timestamptz)
       )) is true`

/** The matches that stand and that an account may see: by crime, its strongest evidence of presence first. */
export async function visibleMatches(
  query: RecordsQuery,
  asked: AskedBy,
  page: MatchPage & {
    readonly verdict?: Verdict | undefined
    readonly policeForce?: string | undefined
  },
): Promise<MatchSummary[]> {
  const rows = await query.query<MatchRow>(
    `select ${crimeVersionSelection}, matches.*
     from standing_matches as standing ${OF_STANDING} ${WITH_CRIME}
     where ${BEHIND}
       and ($7::text is null or standing.verdict = $7)
       and ($8::text is null or standing.police_force = $8)
       and ${VISIBLE}
     order by standing.police_force, standing.crime_reference, standing.ordinal limit $9`,
    [
      ...whoAsks(asked),
      ...(await placeAfter(query, page)),
      page.verdict,
      page.policeForce,
      page.limit,
    ],
  )
  return rows.map(matchFrom)
}

/** Of the visible matches that stand, those of a crime reference or of a wearer by id or CRN, in whatever letter case. */
export async function visibleMatchesOf(
  query: RecordsQuery,
  asked: AskedBy,
  sought: string,
  page: MatchPage,
): Promise<MatchSummary[]> {
  const rows = await query.query<MatchRow>(
    `with sought as (
       select standing.* from ${visibleForces} as visible
       join crimes on crimes.police_force = visible.police_force
         and lower(crimes.crime_reference) = lower($7::text collate "C")
       join standing_matches as standing on standing.crime_id = crimes.id
       union
       select standing.* from device_wearers
       join standing_matches as standing on standing.device_wearer_id = device_wearers.id
       where lower(device_wearers.id) = lower($7::text collate "C")
         or lower(device_wearers.crn) = lower($7::text)
     )
     select ${crimeVersionSelection}, matches.*
     from sought as standing ${OF_STANDING} ${WITH_CRIME}
     where ${BEHIND} and ${VISIBLE}
     order by standing.police_force, standing.crime_reference, standing.ordinal limit $8`,
    [...whoAsks(asked), ...(await placeAfter(query, page)), sought, page.limit],
  )
  return rows.map(matchFrom)
}

/** `$4`, `$5` the crime's force and reference, `$6` the place within it. */
const BEHIND = `(standing.police_force, standing.crime_reference, standing.ordinal)
       > ($4::text collate "C", $5::text collate "C", $6::integer)`

async function placeAfter(query: RecordsQuery, { after }: MatchPage): Promise<unknown[]> {
  if (!after) return ['', '', -1]
  const [crime] = await query.query<{ police_force: string; crime_reference: string }>(
    'select police_force, crime_reference from crimes where id = $1',
    [after.crimeId],
  )
  return crime ? [crime.police_force, crime.crime_reference, after.ordinal] : ['', '', -1]
}

/** A crime's visible matches in a run, strongest evidence of presence first. */
export async function visibleMatchesOfCrime(
  query: RecordsQuery,
  asked: AskedBy,
  crimeId: number,
  { runId, after = -1, limit }: { runId: number; after?: number | undefined; limit: number },
): Promise<MatchSummary[]> {
  const rows = await query.query<MatchRow>(
    `select ${crimeVersionSelection}, matches.*
     from matches ${WITH_CRIME}
     where crimes.id = $5 and matches.run_id = $4 and matches.ordinal > $6::bigint and ${VISIBLE}
     order by matches.ordinal limit $7`,
    [...whoAsks(asked), runId, crimeId, after, limit],
  )
  return rows.map(matchFrom)
}

/** One match of a run that is done; `undefined` where there is none or the account may not see it. */
export async function visibleMatch(
  query: RecordsQuery,
  asked: AskedBy,
  { runId, ordinal }: { runId: number; ordinal: number },
): Promise<StoredMatch | undefined> {
  const [row] = await query.query<MatchRow>(
    `select ${crimeVersionSelection}, matches.*
     from matches ${WITH_CRIME}
     where matches.run_id = $4 and matches.ordinal = $5 and ${VISIBLE}
       and exists (select from matching_runs where id = matches.run_id and outcome = 'done')`,
    [...whoAsks(asked), runId, ordinal],
  )
  if (!row) return undefined
  const [inRadius = []] = await positionsOf(query, [{ runId, ordinal }])
  return { ...matchFrom(row), inRadius }
}

/**
 * Why an account may not see a match that its role would let it see: whose it is, and what to tell the
 * account. `undefined` where there is none, or it is out of the role's scope.
 */
export async function restrictionOnMatch(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  { runId, ordinal }: { runId: number; ordinal: number },
): Promise<{ deviceWearerId: string; message: string } | undefined> {
  const [row] = await query.query<{ device_wearer_id: string; message: string }>(
    `select matches.device_wearer_id, hidden.message
     from matches
     join wearers_in_scope($1::bigint, $2::timestamptz) as scope
       on scope.device_wearer_id = matches.device_wearer_id
     join accounts on accounts.id = $1::bigint
     cross join lateral restrictions_on(accounts.username) as hidden
     where matches.run_id = $3 and matches.ordinal = $4
       and hidden.device_wearer_id = matches.device_wearer_id
     limit 1`,
    [accountId, instantText(at), runId, ordinal],
  )
  return row && { deviceWearerId: row.device_wearer_id, message: row.message }
}

function whoAsks({ accountId, at }: AskedBy): unknown[] {
  return [accountId, everyForce, instantText(at)]
}
