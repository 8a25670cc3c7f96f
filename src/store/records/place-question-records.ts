import type { CrimeType } from '../../domain/crime-types.ts'
import type { EvidenceSummary, Verdict } from '../../domain/evidence-summary.ts'
import type { ClosedWindow, Instant, Interval } from '../../domain/interval.ts'
import { startText } from './open-interval.ts'
import { instantFrom, instantIfAny, instantText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** A question of place as it was asked, and its answer in counts. */
export interface PlaceQuestionFacts {
  readonly purpose: string
  readonly crimeReference: string
  readonly crimeId: number | undefined
  readonly crimeType: CrimeType
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
  readonly window: ClosedWindow
  readonly algorithmVersion: string
  readonly runId: number
  readonly compared: number
  readonly silent: number
  readonly weighed: number
  readonly unweighed: number
  readonly ruledOut: number
}

/** A question that was kept. */
export interface PlaceQuestion extends PlaceQuestionFacts {
  readonly id: number
  readonly askedAt: Instant
  /** Who asked. */
  readonly username: string
}

/** A wearer whom an answer named. */
export interface NamedWearer {
  readonly deviceWearerId: string
  readonly evidence: EvidenceSummary
  readonly positionsInWindow: number
  readonly positionsInRadius: number
  readonly closestMetres: number | undefined
  readonly closestAt: Instant | undefined
}

/** Keeps a question with its answer. @returns its number. */
export async function addPlaceQuestion(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  asked: PlaceQuestionFacts,
  named: readonly NamedWearer[],
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into place_questions (
       account_id, asked_at, purpose, crime_reference, crime_id, crime_type, latitude, longitude, radius_metres,
       window_from, window_to, algorithm_version, run_id, compared, silent, weighed, unweighed,
       ruled_out)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) returning id`,
    [
      accountId,
      instantText(at),
      asked.purpose,
      asked.crimeReference,
      asked.crimeId,
      asked.crimeType,
      asked.latitude,
      asked.longitude,
      asked.radiusMetres,
      instantText(asked.window.from),
      instantText(asked.window.to),
      asked.algorithmVersion,
      asked.runId,
      asked.compared,
      asked.silent,
      asked.weighed,
      asked.unweighed,
      asked.ruledOut,
    ],
  )
  const id = Number(row?.id)
  const rows = named.map(({ deviceWearerId, evidence, closestAt, ...near }, ordinal) => ({
    ordinal,
    device_wearer_id: deviceWearerId,
    verdict: evidence.verdict,
    log10_lr: evidence.log10Lr,
    log10_lr_population: evidence.log10LrPopulation,
    window_coverage: evidence.windowCoverage,
    coincidence_days: evidence.coincidenceDays,
    comparable_days: evidence.comparableDays,
    positions_in_window: near.positionsInWindow,
    positions_in_radius: near.positionsInRadius,
    closest_metres: near.closestMetres ?? null,
    closest_at: instantText(closestAt),
  }))
  await transaction.query(
    `insert into place_answers
     select $2::bigint, sent.* from json_to_recordset($1::json) as sent (
       ordinal integer, device_wearer_id text, verdict text, log10_lr double precision,
       log10_lr_population double precision, window_coverage double precision, coincidence_days integer,
       comparable_days integer, positions_in_window integer, positions_in_radius integer,
       closest_metres double precision, closest_at timestamptz)`,
    [jsonRows(rows), id],
  )
  return id
}

/** Questions that were asked, newest first: those before number `before`. */
export async function placeQuestions(
  query: RecordsQuery,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<PlaceQuestion[]> {
  const rows = await query.query<QuestionRow>(
    `${SELECT_QUESTION} where $1::bigint is null or place_questions.id < $1
     order by place_questions.id desc limit $2`,
    [before, limit],
  )
  return rows.map(questionFrom)
}

export async function placeQuestion(
  query: RecordsQuery,
  id: number,
): Promise<PlaceQuestion | undefined> {
  const [row] = await query.query<QuestionRow>(`${SELECT_QUESTION} where place_questions.id = $1`, [
    id,
  ])
  return row && questionFrom(row)
}

/** Whom a kept answer named and the account may see, in its order. */
export async function visibleNamed(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  questionId: number,
): Promise<NamedWearer[]> {
  const rows = await query.query<NamedRow>(
    `select * from place_answers
     where question_id = $3 and device_wearer_id in (
       select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz))
     order by ordinal`,
    [accountId, instantText(at), questionId],
  )
  return rows.map(namedFrom)
}

/** Those of some wearers whom the account may see. */
export async function visibleAmong(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await query.query<{ device_wearer_id: string }>(
    `select device_wearer_id from visible_wearers($1::bigint, $2::timestamptz)
     where device_wearer_id = any($3::text[])`,
    [accountId, instantText(at), ids],
  )
  return new Set(rows.map((row) => row.device_wearer_id))
}

/** Removes what answers told of a wearer in windows that touch an interval. */
export async function erasePlaceAnswers(
  query: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<void> {
  await query.query(
    `delete from place_answers using place_questions
     where place_questions.id = question_id and device_wearer_id = $1
       and window_to + interval '1 hour' >= coalesce($2::timestamptz, '-infinity')
       and window_from - interval '1 hour' < coalesce($3::timestamptz, 'infinity')`,
    [deviceWearerId, startText(within), instantText(within.to)],
  )
}

const SELECT_QUESTION = `select place_questions.*, accounts.username from place_questions
  join accounts on accounts.id = account_id`

type QuestionRow = RecordRow & {
  id: bigint
  username: string
  asked_at: string
  purpose: string
  crime_reference: string
  crime_id: bigint | null
  crime_type: CrimeType
  latitude: number
  longitude: number
  radius_metres: number
  window_from: string
  window_to: string
  algorithm_version: string
  run_id: bigint
  compared: number
  silent: number
  weighed: number
  unweighed: number
  ruled_out: number
}

function questionFrom(row: QuestionRow): PlaceQuestion {
  return {
    id: Number(row.id),
    username: row.username,
    askedAt: instantFrom(row.asked_at),
    purpose: row.purpose,
    crimeReference: row.crime_reference,
    crimeId: row.crime_id === null ? undefined : Number(row.crime_id),
    crimeType: row.crime_type,
    latitude: row.latitude,
    longitude: row.longitude,
    radiusMetres: row.radius_metres,
    window: { from: instantFrom(row.window_from), to: instantFrom(row.window_to) },
    algorithmVersion: row.algorithm_version,
    runId: Number(row.run_id),
    compared: row.compared,
    silent: row.silent,
    weighed: row.weighed,
    unweighed: row.unweighed,
    ruledOut: row.ruled_out,
  }
}

type NamedRow = RecordRow & {
  device_wearer_id: string
  verdict: Verdict
  log10_lr: number
  log10_lr_population: number
  window_coverage: number
  coincidence_days: number
  comparable_days: number
  positions_in_window: number
  positions_in_radius: number
  closest_metres: number | null
  closest_at: string | null
}

function namedFrom(row: NamedRow): NamedWearer {
  return {
    deviceWearerId: row.device_wearer_id,
    evidence: {
      verdict: row.verdict,
      log10Lr: row.log10_lr,
      log10LrPopulation: row.log10_lr_population,
      windowCoverage: row.window_coverage,
      coincidenceDays: row.coincidence_days,
      comparableDays: row.comparable_days,
    },
    positionsInWindow: row.positions_in_window,
    positionsInRadius: row.positions_in_radius,
    closestMetres: row.closest_metres ?? undefined,
    closestAt: instantIfAny(row.closest_at),
  }
}
