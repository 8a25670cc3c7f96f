import type { ExclusionAnswer, ExclusionFacts } from '../../domain/exclusion-answer.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { ExclusionAsked, ExclusionQuestion } from './exclusion-questions.ts'
import { startText } from './open-interval.ts'
import { instantText, JsonParameter } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

export async function addExclusionQuestion(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  { policeForce, crimeId, person, purpose }: ExclusionAsked,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into exclusion_questions
       (police_force, crime_id, asked_by, asked_at, person_name, date_of_birth, identifier, purpose)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      policeForce,
      crimeId,
      accountId,
      instantText(at),
      person.name,
      person.dateOfBirth,
      person.identifier,
      purpose,
    ],
  )
  return Number(row?.id)
}

/** Two answers to one question wait for one another, and the second finds the first. */
export async function lockExclusion(transaction: RecordsQuery, id: number): Promise<void> {
  await transaction.query('select from exclusion_questions where id = $1 for update', [id])
}

export interface AnswerToKeep {
  readonly question: ExclusionQuestion
  readonly answer: ExclusionAnswer
  readonly deviceWearerId: string | undefined
  readonly crimeVersionId: number
  readonly facts: ExclusionFacts | undefined
  readonly evidence: Uint8Array
  readonly evidenceSha256: string
}

/** Keeps an answer and the draft of its statement. */
export async function addExclusionAnswer(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  { question, answer, deviceWearerId, crimeVersionId, facts, ...made }: AnswerToKeep,
): Promise<void> {
  const [report] = await transaction.query<{ id: bigint }>(
    `insert into reports (kind, crime_id, crime_version_id, police_force, drafted_by, drafted_at, evidence,
       evidence_sha256)
     values ('exclusion_statement', $1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      question.crimeId,
      crimeVersionId,
      question.policeForce,
      accountId,
      instantText(at),
      made.evidence,
      made.evidenceSha256,
    ],
  )
  // A report's wearers can be read by police; who has no data is not told by them.
  if (answer !== 'no_data') {
    await transaction.query(
      'insert into report_wearers (report_id, device_wearer_id) values ($1, $2)',
      [report?.id, deviceWearerId],
    )
  }
  // A statement that was withdrawn among other reports counts no more.
  await transaction.query(
    `update exclusion_answers as answer set set_aside_at = $2, set_aside_by = withdrawn_by,
       set_aside_reason = coalesce(withdrawn_reason, 'Its report was discarded')
     from reports
     where reports.id = report_id and reports.state in ('withdrawn', 'discarded')
       and question_id = $1 and set_aside_at is null`,
    [question.id, instantText(at)],
  )
  await transaction.query(
    `insert into exclusion_answers (question_id, device_wearer_id, answer, crime_version_id, answered_by,
       answered_at, facts, report_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      question.id,
      deviceWearerId,
      answer,
      crimeVersionId,
      accountId,
      instantText(at),
      facts && new JsonParameter(facts),
      report?.id,
    ],
  )
}

/** Sets the counting answer aside: its draft is discarded, or its statement withdrawn. */
export async function setAnswerAside(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  questionId: number,
  reason: string,
): Promise<void> {
  const [row] = await transaction.query<{ report_id: bigint }>(
    `update exclusion_answers set set_aside_at = $2, set_aside_by = $3, set_aside_reason = $4
     where question_id = $1 and set_aside_at is null returning report_id`,
    [questionId, instantText(at), accountId, reason],
  )
  await transaction.query(
    `update reports set
       state = case state when 'draft' then 'discarded' else 'withdrawn' end,
       evidence = case state when 'draft' then null else evidence end,
       withdrawn_at = case state when 'approved' then $2::timestamptz end,
       withdrawn_by = case state when 'approved' then $3::bigint end,
       withdrawn_reason = case state when 'approved' then $4 end
     where id = $1 and state in ('draft', 'approved')`,
    [row?.report_id, instantText(at), accountId, reason],
  )
}

/**
 * Takes back what was worked out and not yet approved of a wearer at crimes whose window touches an interval; the
 * questions wait again. What a manager signed is a document of its own, and stays.
 */
export async function eraseExclusionDrafts(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
  at: Instant,
): Promise<void> {
  await transaction.query(
    `with touched as (
       update exclusion_answers as answer set facts = null, set_aside_at = $4,
         set_aside_reason = 'What was known of it was erased'
       from reports, crime_versions
       where reports.id = report_id and reports.state = 'draft' and set_aside_at is null
         and crime_versions.id = answer.crime_version_id and answer.device_wearer_id = $1
         and window_to + interval '1 hour' >= coalesce($2::timestamptz, '-infinity')
         and window_from - interval '1 hour' < coalesce($3::timestamptz, 'infinity')
       returning report_id
     ) update reports set state = 'discarded', evidence = null from touched where id = report_id`,
    [deviceWearerId, startText(within), instantText(within.to), instantText(at)],
  )
}
