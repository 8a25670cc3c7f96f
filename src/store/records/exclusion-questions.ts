import type { ExclusionAnswer, ExclusionFacts } from '../../domain/exclusion-answer.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** A person as police named them. */
export interface NamedPerson {
  readonly name: string
  /** `1990-01-31`. */
  readonly dateOfBirth: string | undefined
  /** A PNC, CRN or NOMIS number. */
  readonly identifier: string | undefined
}

export interface ExclusionAsked {
  readonly policeForce: string
  readonly crimeId: number
  readonly person: NamedPerson
  readonly purpose: string
}

/** Whether police ask, the hub has an answer, or a manager has approved it. */
export type ExclusionState = 'waiting' | 'to_approve' | 'approved'

/** A question with the answer that counts. */
export interface ExclusionQuestion extends ExclusionAsked {
  readonly id: number
  readonly crimeReference: string
  readonly askedAt: Instant
  readonly askedBy: string
  readonly state: ExclusionState
  readonly answer: CountingAnswer | undefined
}

export interface CountingAnswer {
  readonly answer: ExclusionAnswer
  readonly deviceWearerId: string | undefined
  readonly crimeVersionId: number
  readonly answeredBy: { readonly id: number; readonly username: string; readonly name: string }
  readonly answeredAt: Instant
  readonly facts: ExclusionFacts | undefined
  readonly reportId: number
  readonly evidenceSha256: string
  readonly approved: ApprovedStatement | undefined
  /** What it was worked out from is not what is known now. */
  readonly changed: boolean
}

export interface ApprovedStatement {
  readonly number: string
  readonly at: Instant
  readonly by: string
}

/** Questions about crimes of the forces an account may see, newest first: those before number `before`. */
export async function exclusionQuestions(
  query: RecordsQuery,
  accountId: number,
  {
    state,
    before,
    limit,
  }: {
    readonly state?: ExclusionState | undefined
    readonly before?: number | undefined
    readonly limit: number
  },
): Promise<ExclusionQuestion[]> {
  const rows = await query.query<QuestionRow>(
    `select * from (${SELECT}) as questions
     where ($2::bigint is null or id < $2) and ($3::text is null or state = $3)
     order by id desc limit $4`,
    [accountId, before, state, limit],
  )
  return rows.map(questionFrom)
}

/** One question; `undefined` where there is none or the account may not see its force. */
export async function exclusionQuestion(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<ExclusionQuestion | undefined> {
  const [row] = await query.query<QuestionRow>(
    `select * from (${SELECT}) as questions where id = $2`,
    [accountId, id],
  )
  return row && questionFrom(row)
}

/** A statement that was withdrawn. */
export interface WithdrawnStatement {
  readonly number: string
  readonly at: Instant
}

/** Earlier statements on a question, newest first. */
export async function withdrawnStatements(
  query: RecordsQuery,
  questionId: number,
): Promise<WithdrawnStatement[]> {
  const rows = await query.query<{ number: string; withdrawn_at: string }>(
    `select number, withdrawn_at from exclusion_answers
     join reports on reports.id = report_id and reports.state = 'withdrawn'
     where question_id = $1 order by withdrawn_at desc`,
    [questionId],
  )
  return rows.map(({ number, withdrawn_at }) => ({ number, at: instantFrom(withdrawn_at) }))
}

/** The files of a question's approved statement, for whoever may see its force. */
export async function statementFile(
  query: RecordsQuery,
  accountId: number,
  questionId: number,
  kind: 'docx' | 'pdf',
): Promise<Uint8Array | undefined> {
  const [row] = await query.query<{ file: Uint8Array | null }>(
    `select ${kind === 'docx' ? 'docx' : 'pdf'} as file
     from exclusion_questions as question
     join exclusion_answers as answer on answer.question_id = question.id and set_aside_at is null
     join reports on reports.id = report_id and reports.state = 'approved'
     where question.id = $2 and force_visible($1::bigint, question.police_force)`,
    [accountId, questionId],
  )
  return row?.file ?? undefined
}

/** What the funnel counts: answers that were approved and stand, by what they say, of questions asked in an interval. */
export async function countExclusionAnswers(
  query: RecordsQuery,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<Readonly<Record<ExclusionAnswer | 'asked', number>>> {
  const [row] = await query.query<Record<ExclusionAnswer | 'asked', bigint>>(
    `select count(*) as asked,
       count(*) filter (where reports.state = 'approved' and answer = 'ruled_out') as ruled_out,
       count(*) filter (where reports.state = 'approved' and answer = 'not_ruled_out') as not_ruled_out,
       count(*) filter (where reports.state = 'approved' and answer = 'no_data') as no_data
     from exclusion_questions as question
     left join exclusion_answers as answer on question_id = question.id and set_aside_at is null
     left join reports on reports.id = report_id
     where asked_at >= $1 and asked_at < $2`,
    [instantText(from), instantText(to)],
  )
  return {
    asked: Number(row?.asked),
    ruled_out: Number(row?.ruled_out),
    not_ruled_out: Number(row?.not_ruled_out),
    no_data: Number(row?.no_data),
  }
}

/** An answer has changed where its crime was stated anew or withdrawn, its pair was weighed otherwise, or a record came where none was. */
const CHANGED = `coalesce(
    reports.evidence_changed_at is not null or crimes.withdrawn_at is not null
    or exists (select from crime_versions as later
      where later.crime_id = crimes.id and later.id > answer.crime_version_id)
    or exists (select from match_changes
      where match_changes.crime_id = crimes.id
        and match_changes.device_wearer_id = answer.device_wearer_id
        and match_changes.changed_at > answer.answered_at)
    or (answer.answer = 'no_data' and answer.device_wearer_id is not null and exists (
      select from run_crimes join matching_runs on matching_runs.id = run_crimes.run_id
      where run_crimes.crime_id = crimes.id and run_crimes.cause in ('positions', 'people')
        and matching_runs.started_at > answer.answered_at)), false)`

const SELECT = `select question.id, question.police_force, question.crime_id, question.asked_at,
    question.person_name, question.date_of_birth, question.identifier, question.purpose,
    crimes.crime_reference, asker.username as asked_by,
    case when answer.id is null then 'waiting' when reports.state = 'approved' then 'approved'
      else 'to_approve' end as state,
    answer.answer, answer.device_wearer_id, answer.crime_version_id, answer.answered_at, answer.facts,
    answer.report_id, answer.answered_by, answerer.username as answerer_username,
    answerer.name as answerer_name, reports.evidence_sha256, reports.number, reports.approved_at,
    approver.name as approver_name, ${CHANGED} as changed
  from exclusion_questions as question
  join crimes on crimes.id = question.crime_id
  join accounts as asker on asker.id = question.asked_by
  left join (exclusion_answers as answer
    join reports on reports.id = answer.report_id and reports.state in ('draft', 'approved'))
    on answer.question_id = question.id and answer.set_aside_at is null
  left join accounts as answerer on answerer.id = answer.answered_by
  left join accounts as approver on approver.id = reports.approved_by
  where force_visible($1::bigint, question.police_force)`

type QuestionRow = RecordRow & {
  id: bigint
  police_force: string
  crime_id: bigint
  asked_at: string
  person_name: string
  date_of_birth: string | null
  identifier: string | null
  purpose: string
  crime_reference: string
  asked_by: string
  state: ExclusionState
  answer: ExclusionAnswer | null
  device_wearer_id: string | null
  crime_version_id: bigint | null
  answered_at: string | null
  facts: object | null
  report_id: bigint | null
  answered_by: bigint | null
  answerer_username: string | null
  answerer_name: string | null
  evidence_sha256: string | null
  number: string | null
  approved_at: string | null
  approver_name: string | null
  changed: boolean
}

function questionFrom(row: QuestionRow): ExclusionQuestion {
  return {
    id: Number(row.id),
    policeForce: row.police_force,
    crimeId: Number(row.crime_id),
    crimeReference: row.crime_reference,
    askedAt: instantFrom(row.asked_at),
    askedBy: row.asked_by,
    person: {
      name: row.person_name,
      dateOfBirth: row.date_of_birth ?? undefined,
      identifier: row.identifier ?? undefined,
    },
    purpose: row.purpose,
    state: row.state,
    answer: row.answer === null ? undefined : answerFrom(row, row.answer),
  }
}

function answerFrom(row: QuestionRow, answer: ExclusionAnswer): CountingAnswer {
  const approvedAt = instantIfAny(row.approved_at)
  return {
    answer,
    deviceWearerId: row.device_wearer_id ?? undefined,
    crimeVersionId: Number(row.crime_version_id),
    answeredBy: {
      id: Number(row.answered_by),
      username: row.answerer_username ?? '',
      name: row.answerer_name ?? '',
    },
    answeredAt: instantFrom(row.answered_at ?? ''),
    facts: (row.facts ?? undefined) as ExclusionFacts | undefined,
    reportId: Number(row.report_id),
    evidenceSha256: row.evidence_sha256 ?? '',
    approved:
      row.number === null || approvedAt === undefined
        ? undefined
        : { number: row.number, at: approvedAt, by: row.approver_name ?? '' },
    changed: row.changed,
  }
}
