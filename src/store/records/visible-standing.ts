import type { Verdict } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import type { CasePhase } from '../../domain/match-case.ts'
import { crimeVersionSelection } from './crime-version-rows.ts'
import {
  type MatchRow,
  type MatchSummary,
  matchFrom,
  type StoredMatchPosition,
} from './match-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { everyForce, visibleForces } from './visible-forces.ts'
import type { AskedBy } from './visible-matches.ts'

/** A wearer and a crime as they stand now, whichever run said it. */
export interface StandingMatch extends MatchSummary {
  /** How near counted in its run. Metres. */
  readonly radiusMetres: number
  /** What people made of it; absent where nobody has to look. */
  readonly review: { readonly caseId: number; readonly phase: CasePhase } | undefined
}

/** More pairs of one crime or wearer than this are not read for a page. */
export const MOST_PAIRS = 500

/** `$1` the account, `$2` every force, `$3` the instant; each found once and looked up. */
const VISIBLE = `(matches.police_force in (select police_force from ${visibleForces} as visible)) is true
       and (standing.device_wearer_id in (
         select device_wearer_id from visible_wearers($1::bigint, $3::timestamptz)
       )) is true`

const STANDING = `standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     join crime_versions as stated on stated.id = matches.crime_version_id
     join crimes on crimes.id = standing.crime_id
     join matching_runs as runs on runs.id = standing.run_id
     left join match_cases as cases on cases.crime_id = standing.crime_id
       and cases.device_wearer_id = standing.device_wearer_id`

const SELECTION = `${crimeVersionSelection}, matches.*, cases.id as case_id, cases.phase as case_phase,
       (runs.parameters ->> 'radiusMetres')::double precision as radius_metres`

/** The pairs of a crime that stand and an account may see, the strongest evidence of presence first. */
export async function visibleStandingOfCrime(
  query: RecordsQuery,
  asked: AskedBy,
  crimeId: number,
  limit: number,
): Promise<StandingMatch[]> {
  const rows = await query.query<StandingRow>(
    `select ${SELECTION} from ${STANDING}
     where standing.crime_id = $4 and ${VISIBLE}
     order by matches.log10_lr desc nulls last, matches.positions_in_radius desc,
       standing.device_wearer_id
     limit $5`,
    [...whoAsks(asked), crimeId, limit],
  )
  return rows.map(standingFrom)
}

/** Of which of a wearer's pairs to tell. */
export interface WearersPairs {
  readonly verdict?: Verdict | undefined
  /** The crime's window has an instant in `[from, to)`; either end may be open. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  readonly limit: number
}

/** The pairs of a wearer that stand and an account may see, by the beginning of the crime's window. */
export async function visibleStandingOfWearer(
  query: RecordsQuery,
  asked: AskedBy,
  deviceWearerId: string,
  { verdict, from, to, limit }: WearersPairs,
): Promise<StandingMatch[]> {
  const rows = await query.query<StandingRow>(
    `select ${SELECTION} from ${STANDING}
     where standing.device_wearer_id = $4 and ${VISIBLE}
       and ($5::text is null or matches.verdict = $5)
       and ($6::timestamptz is null or stated.window_to >= $6)
       and ($7::timestamptz is null or stated.window_from < $7)
     order by stated.window_from, standing.crime_id limit $8`,
    [...whoAsks(asked), deviceWearerId, verdict, instantText(from), instantText(to), limit],
  )
  return rows.map(standingFrom)
}

/** A position of a wearer near one of their crimes, as the answer that stands has it. */
export interface StandingPosition
  extends Omit<StoredMatchPosition, 'distanceMetres' | 'overlapShare'> {
  readonly crimeId: number
}

/** Every position in radius of a wearer's standing pairs, by time; those that were not erased since. */
export async function visibleStandingPositions(
  query: RecordsQuery,
  asked: AskedBy,
  deviceWearerId: string,
  crimeIds: readonly number[],
): Promise<StandingPosition[]> {
  const rows = await query.query<PositionRow>(
    `select standing.crime_id, near.sequence_label, near.device_id, near.captured_at, near.latitude,
       near.longitude, near.accuracy_metres, near.mechanism
     from standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     join match_positions as near
       on near.run_id = standing.run_id and near.match_ordinal = standing.ordinal
     where standing.device_wearer_id = $4 and standing.crime_id = any ($5::bigint[]) and ${VISIBLE}
     order by near.captured_at, standing.crime_id, near.ordinal`,
    [...whoAsks(asked), deviceWearerId, crimeIds],
  )
  return rows.map((row) => ({
    crimeId: Number(row.crime_id),
    deviceId: row.device_id,
    sequenceLabel: row.sequence_label,
    capturedAt: instantFrom(row.captured_at),
    latitude: row.latitude,
    longitude: row.longitude,
    accuracyMetres: row.accuracy_metres ?? undefined,
    mechanism: row.mechanism,
  }))
}

/** A pair of a crime in a list, in as few words as a list has room for. */
export interface StandingPair {
  readonly crimeId: number
  readonly deviceWearerId: string
  readonly verdict: Verdict | undefined
  readonly positionsInRadius: number
}

/** The pairs of some crimes that stand and an account may see. */
export async function visiblePairsOfCrimes(
  query: RecordsQuery,
  asked: AskedBy,
  crimeIds: readonly number[],
): Promise<StandingPair[]> {
  const rows = await query.query<
    RecordRow & {
      crime_id: bigint
      device_wearer_id: string
      verdict: Verdict | null
      positions_in_radius: number
    }
  >(
    `select standing.crime_id, standing.device_wearer_id, matches.verdict, matches.positions_in_radius
     from standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     where standing.crime_id = any ($4::bigint[]) and ${VISIBLE}`,
    [...whoAsks(asked), crimeIds],
  )
  return rows.map((row) => ({
    crimeId: Number(row.crime_id),
    deviceWearerId: row.device_wearer_id,
    verdict: row.verdict ?? undefined,
    positionsInRadius: row.positions_in_radius,
  }))
}

/** How a crime stands: withdrawn or not, and what it was compared with, when and by what method. */
export interface CrimeStanding {
  readonly withdrawn: { readonly at: Instant; readonly reason: string } | undefined
  /** Something touched it since, so that it is to be compared again. */
  readonly waitingSince: Instant | undefined
  /** The run whose answer stands. */
  readonly run:
    | {
        readonly id: number
        /** Positions that came in after this are not in the answer. */
        readonly startedAt: Instant
        readonly finishedAt: Instant | undefined
        readonly algorithmVersion: string
        /** Metres. */
        readonly radiusMetres: number
        /** Added to both ends of the window. Minutes. */
        readonly padMinutes: number
        /** Which pairs it kept: only those with positions in radius, or all that it weighed. */
        readonly pairs: 'radius' | 'near' | 'all'
        /** `undefined` of a run from before that was kept. */
        readonly comparedVersion: number | undefined
      }
    | undefined
}

/** `undefined` where there is no such crime or the account may not see its force. */
export async function visibleCrimeStanding(
  query: RecordsQuery,
  accountId: number,
  crimeId: number,
): Promise<CrimeStanding | undefined> {
  const [row] = await query.query<StandingFactsRow>(
    `select crimes.withdrawn_at, crimes.withdrawn_reason,
       runs.id as run_id, runs.started_at, runs.finished_at, runs.algorithm_version,
       runs.parameters, runs.pairs, compared.version as compared_version,
       (select min(since) from crimes_to_match where crime_id = crimes.id) as waiting_since
     from crimes
     left join matching_runs as runs on runs.id = crimes.standing_run_id
     left join run_crimes on run_crimes.run_id = runs.id and run_crimes.crime_id = crimes.id
     left join crime_versions as compared on compared.id = run_crimes.crime_version_id
     where crimes.id = $2 and force_visible($1::bigint, crimes.police_force)`,
    [accountId, crimeId],
  )
  if (!row) return undefined
  const { parameters } = row
  return {
    withdrawn:
      row.withdrawn_at === null
        ? undefined
        : { at: instantFrom(row.withdrawn_at), reason: row.withdrawn_reason ?? '' },
    waitingSince: instantIfAny(row.waiting_since),
    run:
      row.run_id === null || row.started_at === null
        ? undefined
        : {
            id: Number(row.run_id),
            startedAt: instantFrom(row.started_at),
            finishedAt: instantIfAny(row.finished_at),
            algorithmVersion: row.algorithm_version ?? '',
            radiusMetres: Number(parameters?.['radiusMetres']),
            padMinutes: Number(parameters?.['padMinutes'] ?? 0),
            pairs: row.pairs ?? 'radius',
            comparedVersion: row.compared_version ?? undefined,
          },
  }
}

type StandingRow = MatchRow & {
  case_id: bigint | null
  case_phase: CasePhase | null
  radius_metres: number | null
}

type PositionRow = RecordRow & {
  crime_id: bigint
  sequence_label: string
  device_id: string
  captured_at: string
  latitude: number
  longitude: number
  accuracy_metres: number | null
  mechanism: string
}

type StandingFactsRow = RecordRow & {
  withdrawn_at: string | null
  withdrawn_reason: string | null
  waiting_since: string | null
  run_id: bigint | null
  started_at: string | null
  finished_at: string | null
  algorithm_version: string | null
  parameters: Readonly<Record<string, unknown>> | null
  pairs: 'radius' | 'near' | 'all' | null
  compared_version: number | null
}

function standingFrom(row: StandingRow): StandingMatch {
  return {
    ...matchFrom(row),
    radiusMetres: row.radius_metres ?? 0,
    review:
      row.case_id === null || row.case_phase === null
        ? undefined
        : { caseId: Number(row.case_id), phase: row.case_phase },
  }
}

function whoAsks({ accountId, at }: AskedBy): unknown[] {
  return [accountId, everyForce, instantText(at)]
}
