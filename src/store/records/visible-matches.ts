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

/** A page of a run's matches in their order: those behind place `after`. */
export interface MatchPage {
  readonly runId: number
  readonly verdict?: Verdict | undefined
  readonly policeForce?: string | undefined
  readonly after?: number | undefined
  readonly limit: number
}

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

/** Matches that an account may see: by crime, its strongest evidence of presence first. */
export async function visibleMatches(
  query: RecordsQuery,
  asked: AskedBy,
  { runId, verdict, policeForce, after = -1, limit }: MatchPage,
): Promise<MatchSummary[]> {
  const rows = await query.query<MatchRow>(
    `select ${crimeVersionSelection}, matches.*
     from matches ${WITH_CRIME}
     where matches.run_id = $4 and matches.ordinal > $5
       and ($6::text is null or matches.verdict = $6)
       and ($7::text is null or matches.police_force = $7)
       and ${VISIBLE}
     order by matches.ordinal limit $8`,
    [...whoAsks(asked), runId, after, verdict, policeForce, limit],
  )
  return rows.map(matchFrom)
}

/** Of a run's visible matches, those of a crime reference or of a wearer by id or CRN, in whatever letter case. */
export async function visibleMatchesOf(
  query: RecordsQuery,
  asked: AskedBy,
  sought: string,
  { runId, after = -1, limit }: { runId: number; after?: number | undefined; limit: number },
): Promise<MatchSummary[]> {
  const rows = await query.query<MatchRow>(
    `with sought as (
       select matches.run_id, matches.ordinal from ${visibleForces} as visible
       join crimes on crimes.police_force = visible.police_force
         and lower(crimes.crime_reference) = lower($5::text collate "C")
       join crime_versions on crime_versions.crime_id = crimes.id
       join matches on matches.crime_version_id = crime_versions.id and matches.run_id = $4
       union
       select matches.run_id, matches.ordinal from device_wearers
       join matches on matches.device_wearer_id = device_wearers.id and matches.run_id = $4
       where lower(device_wearers.id) = lower($5::text collate "C")
         or lower(device_wearers.crn) = lower($5::text)
     )
     select ${crimeVersionSelection}, matches.*
     from sought
     -- One by one by their key: the offset keeps all matches from being read and joined.
     cross join lateral (
       select * from matches
       where run_id = sought.run_id and ordinal = sought.ordinal offset 0
     ) as matches ${WITH_CRIME}
     where matches.ordinal > $6 and ${VISIBLE}
     order by matches.ordinal limit $7`,
    [...whoAsks(asked), runId, sought, after, limit],
  )
  return rows.map(matchFrom)
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

/** A match with its positions, and its crime's number here. */
export interface VisibleMatch extends StoredMatch {
  readonly crimeId: number
}

/** One match; `undefined` where there is none or the account may not see it. */
export async function visibleMatch(
  query: RecordsQuery,
  asked: AskedBy,
  { runId, ordinal }: { runId: number; ordinal: number },
): Promise<VisibleMatch | undefined> {
  const [row] = await query.query<MatchRow>(
    `select ${crimeVersionSelection}, matches.*
     from matches ${WITH_CRIME}
     where matches.run_id = $4 and matches.ordinal = $5 and ${VISIBLE}`,
    [...whoAsks(asked), runId, ordinal],
  )
  if (!row) return undefined
  const positions = await positionsOf(query, runId, ordinal - 1, ordinal)
  const crimeId = Number(row.crime_id)
  return { ...matchFrom(row), crimeId, inRadius: positions.get(ordinal) ?? [] }
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
