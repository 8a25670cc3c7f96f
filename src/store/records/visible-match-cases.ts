import type { CrimeVersion } from '../../domain/crime.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import type { CasePhase, CaseState } from '../../domain/match-case.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import { type EvidenceRow, evidenceFrom } from './match-records.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { everyForce, visibleForces } from './visible-forces.ts'
import type { AskedBy } from './visible-matches.ts'

/** For how long a case that was given to somebody is given to nobody else. */
const CLAIM_MINUTES = 10

/** A case with its crime as last stated, and the answer that stands; none where nothing does. */
export interface VisibleMatchCase {
  readonly id: number
  readonly crimeId: number
  readonly deviceWearerId: string
  readonly crime: CrimeVersion
  readonly crimeVersionId: number
  readonly crimeWithdrawnAt: Instant | undefined
  readonly state: CaseState
  readonly phase: CasePhase
  readonly openedAt: Instant
  readonly evidenceChangedAt: Instant | undefined
  /** Who else is looking at it, since when. */
  readonly claim: { readonly name: string; readonly at: Instant } | undefined
  readonly standing: StandingAnswer | undefined
}

/** What a queue says of the answer that stands. */
interface StandingAnswer {
  readonly runId: number
  readonly ordinal: number
  readonly evidence: EvidenceSummary | undefined
}

export interface CaseFilter {
  readonly phases: readonly CasePhase[]
  readonly policeForce?: string | undefined
  /** Only those that wait since before. */
  readonly openedBefore?: Instant | undefined
  /** Without those of which the account gave a view that counts. */
  readonly notGivenByAsking?: boolean | undefined
}

/** `$1` the account, `$2` every force, `$3` the instant: as for matches. */
const VISIBLE = `(match_cases.police_force in (select police_force from ${visibleForces} as visible)) is true
         and (match_cases.device_wearer_id in (
           select device_wearer_id from visible_wearers($1::bigint, $3::timestamptz)
         )) is true`

/** `$4` phases, `$5` a force, `$6` waiting since before, `$7` whether those the account saw to are left out. */
const ASKED = `($5::text is null or match_cases.police_force = $5)
         and ($6::timestamptz is null or match_cases.opened_at < $6)
         and (not $7::boolean or match_cases.phase = 'changed' or not exists (
           select from match_reviews where case_id = match_cases.id and superseded_at is null
             and account_id = $1::bigint
         ))
         and ${VISIBLE}`

const SELECTION = `${crimeVersionSelection}, stated.id as crime_version_id, crimes.withdrawn_at,
       match_cases.id, match_cases.device_wearer_id, match_cases.state, match_cases.phase,
       match_cases.opened_at, match_cases.evidence_changed_at, match_cases.claimed_at,
       claimers.name as claimed_name,
       matches.run_id, matches.ordinal, matches.window_coverage, matches.log10_lr,
       matches.log10_lr_population, matches.coincidence_days, matches.comparable_days,
       matches.verdict`

const WITH_ANSWER = `join crimes on crimes.id = match_cases.crime_id
     cross join lateral (
       select * from crime_versions where crime_id = crimes.id order by version desc limit 1
     ) as stated
     left join standing_matches as standing on standing.crime_id = match_cases.crime_id
       and standing.device_wearer_id = match_cases.device_wearer_id
     left join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     left join accounts as claimers on claimers.id = match_cases.claimed_by
       and claimers.id <> $1::bigint
       and match_cases.claimed_at > $3::timestamptz - interval '${CLAIM_MINUTES} minutes'`

/** Cases in some phases, strongest evidence of presence first; those behind case `after`. */
export async function visibleMatchCases(
  query: RecordsQuery,
  asked: AskedBy,
  filter: CaseFilter,
  { after, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<VisibleMatchCase[]> {
  const rows = await query.query<CaseRow>(
    `select ${SELECTION}
     from (
       select found.* from unnest($4::text[]) as asked (phase)
       cross join lateral (
         select * from match_cases
         where match_cases.phase = asked.phase
           and ($8::bigint is null or exists (
             select from match_cases as last where last.id = $8
               and (match_cases.log10_lr < last.log10_lr
                 or match_cases.log10_lr = last.log10_lr and match_cases.id > last.id)
           ))
           and ${ASKED}
         order by match_cases.log10_lr desc, match_cases.id limit $9
       ) as found
       order by found.log10_lr desc, found.id limit $9
     ) as match_cases ${WITH_ANSWER}
     order by match_cases.log10_lr desc, match_cases.id`,
    [...asks(asked, filter), after, limit],
  )
  return rows.map(caseFrom)
}

/** One case; `undefined` where there is none or the account may not see it. */
export async function visibleMatchCase(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  id: number,
): Promise<VisibleMatchCase | undefined> {
  const [row] = await query.query<CaseRow>(
    `select ${SELECTION} from match_cases ${WITH_ANSWER} where match_cases.id = $4 and ${VISIBLE}`,
    [accountId, everyForce, instantText(at), id],
  )
  return row && caseFrom(row)
}

/** The cases of a crime that an account may see, strongest first: who else was near. */
export async function visibleCasesOfCrime(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  crimeId: number,
  limit: number,
): Promise<VisibleMatchCase[]> {
  const rows = await query.query<CaseRow>(
    `select ${SELECTION} from match_cases ${WITH_ANSWER}
     where match_cases.crime_id = $4 and match_cases.state <> 'fallen_away' and ${VISIBLE}
     order by match_cases.log10_lr desc, match_cases.id limit $5`,
    [accountId, everyForce, instantText(at), crimeId, limit],
  )
  return rows.map(caseFrom)
}

/** Why an account may not see a case that its role would let it see; `undefined` where there is none. */
export async function restrictionOnCase(
  query: RecordsQuery,
  { accountId, at }: AskedBy,
  id: number,
): Promise<{ deviceWearerId: string; message: string } | undefined> {
  const [row] = await query.query<{ device_wearer_id: string; message: string }>(
    `select match_cases.device_wearer_id, hidden.message
     from match_cases
     join wearers_in_scope($1::bigint, $2::timestamptz) as scope
       on scope.device_wearer_id = match_cases.device_wearer_id
     join accounts on accounts.id = $1::bigint
     cross join lateral restrictions_on(accounts.username) as hidden
     where match_cases.id = $3 and hidden.device_wearer_id = match_cases.device_wearer_id
       and force_visible($1::bigint, match_cases.police_force)
     limit 1`,
    [accountId, instantText(at), id],
  )
  return row && { deviceWearerId: row.device_wearer_id, message: row.message }
}

/**
 * Gives an account the strongest case that waits for it and that nobody was given lately.
 *
 * @returns its number and whose it is; `undefined` where none waits.
 */
export async function claimNextCase(
  transaction: RecordsQuery,
  asked: AskedBy,
  filter: CaseFilter,
): Promise<{ id: number; deviceWearerId: string } | undefined> {
  const [row] = await transaction.query<{ id: bigint; device_wearer_id: string }>(
    `update match_cases set claimed_by = $1, claimed_at = $3
     where id = (
       select id from match_cases
       where match_cases.phase = any($4::text[]) and ${ASKED}
         and (match_cases.claimed_at is null
           or match_cases.claimed_at <= $3::timestamptz - interval '${CLAIM_MINUTES} minutes')
       order by match_cases.log10_lr desc, match_cases.id
       limit 1 for update skip locked
     )
     returning id, device_wearer_id`,
    asks(asked, filter),
  )
  return row && { id: Number(row.id), deviceWearerId: row.device_wearer_id }
}

/** How many cases wait or ended where, of every force: counted as they move, not when asked. */
export async function caseCounts(query: RecordsQuery): Promise<ReadonlyMap<CasePhase, number>> {
  const rows = await query.query<{ phase: CasePhase; cases: string }>(
    'select phase, sum(cases) as cases from case_counts group by phase',
  )
  return new Map(rows.map(({ phase, cases }) => [phase, Number(cases)]))
}

function asks({ accountId, at }: AskedBy, filter: CaseFilter): unknown[] {
  const { phases, policeForce, openedBefore, notGivenByAsking = false } = filter
  const before = openedBefore === undefined ? null : instantText(openedBefore)
  return [
    accountId,
    everyForce,
    instantText(at),
    phases,
    policeForce,
    before,
    String(notGivenByAsking),
  ]
}

type CaseRow = RecordRow &
  CrimeVersionRow &
  EvidenceRow & {
    id: bigint
    crime_version_id: bigint
    withdrawn_at: string | null
    device_wearer_id: string
    state: CaseState
    phase: CasePhase
    opened_at: string
    evidence_changed_at: string | null
    claimed_at: string | null
    claimed_name: string | null
    run_id: bigint | null
    ordinal: number | null
  }

function caseFrom(row: CaseRow): VisibleMatchCase {
  const { claimed_name, claimed_at, run_id, ordinal } = row
  return {
    id: Number(row.id),
    crimeId: Number(row.crime_id),
    deviceWearerId: row.device_wearer_id,
    crime: crimeVersionFrom(row),
    crimeVersionId: Number(row.crime_version_id),
    crimeWithdrawnAt: instantIfAny(row.withdrawn_at),
    state: row.state,
    phase: row.phase,
    openedAt: instantFrom(row.opened_at),
    evidenceChangedAt: instantIfAny(row.evidence_changed_at),
    claim:
      claimed_name === null || claimed_at === null
        ? undefined
        : { name: claimed_name, at: instantFrom(claimed_at) },
    standing:
      run_id === null || ordinal === null
        ? undefined
        : { runId: Number(run_id), ordinal, evidence: evidenceFrom(row) },
  }
}
