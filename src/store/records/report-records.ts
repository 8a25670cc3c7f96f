import type { Instant } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { ReportKind } from './visible-reports.ts'

export interface ReportDraft {
  readonly kind: ReportKind
  readonly crimeId: number
  readonly crimeVersionId: number
  readonly policeForce: string
  readonly draftedBy: number
  readonly draftedAt: Instant
  /** What the files will be made from. */
  readonly evidence: Uint8Array
  readonly evidenceSha256: string
  readonly wearers: readonly {
    readonly deviceWearerId: string
    /** Absent in an exclusion statement. */
    readonly caseId?: number | undefined
    readonly runId?: number | undefined
    readonly ordinal?: number | undefined
  }[]
}

/** @returns the report's id. */
export async function addReportDraft(
  transaction: RecordsQuery,
  draft: ReportDraft,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into reports (kind, crime_id, crime_version_id, police_force, drafted_by, drafted_at,
       evidence, evidence_sha256)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      draft.kind,
      draft.crimeId,
      draft.crimeVersionId,
      draft.policeForce,
      draft.draftedBy,
      instantText(draft.draftedAt),
      draft.evidence,
      draft.evidenceSha256,
    ],
  )
  const id = Number(row?.id)
  for (const { deviceWearerId, caseId, runId, ordinal } of draft.wearers) {
    await transaction.query(
      `insert into report_wearers (report_id, device_wearer_id, case_id, run_id, ordinal)
       values ($1, $2, $3, $4, $5)`,
      [id, deviceWearerId, caseId, runId, ordinal],
    )
  }
  return id
}

/** @returns what a report is made from, as it was kept. */
export async function reportEvidence(
  query: RecordsQuery,
  id: number,
): Promise<Uint8Array | undefined> {
  const [row] = await query.query<{ evidence: Uint8Array | null }>(
    'select evidence from reports where id = $1',
    [id],
  )
  return row?.evidence ?? undefined
}

/** One of the files of an approved report, as it was kept. */
export async function reportFile(
  query: RecordsQuery,
  id: number,
  format: 'docx' | 'pdf',
): Promise<Uint8Array | undefined> {
  const [row] = await query.query<{ file: Uint8Array | null }>(
    "select case $2 when 'docx' then docx else pdf end as file from reports where id = $1",
    [id, format],
  )
  return row?.file ?? undefined
}

const prefixes: Readonly<Record<ReportKind, string>> = {
  proximity_alert: 'PA',
  exclusion_statement: 'ES',
}

/** The number that the next report of a kind gets: `PA-2026-000001`, counted from 1 each London year. */
export async function nextReportNumber(
  query: RecordsQuery,
  kind: ReportKind,
  year: string,
): Promise<string> {
  const stem = `${prefixes[kind]}-${year}-`
  const [row] = await query.query<{ last: string | null }>(
    'select max(number) as last from reports where kind = $1 and starts_with(number, $2)',
    [kind, stem],
  )
  const last = Number(row?.last?.slice(stem.length) ?? 0)
  return `${stem}${String(last + 1).padStart(6, '0')}`
}

export interface ReportApproval {
  readonly id: number
  readonly kind: ReportKind
  readonly year: string
  readonly number: string
  readonly approvedBy: number
  readonly approvedAt: Instant
  readonly docx: Uint8Array
  readonly docxSha256: string
  readonly pdf: Uint8Array
  readonly pdfSha256: string
}

/**
 * Approves a draft under the number its files say, where that is still the next one: numbers are in
 * order and leave no gap, whoever approves at the same time.
 */
export async function approveDraft(
  transaction: RecordsQuery,
  approval: ReportApproval,
): Promise<'approved' | 'number taken' | 'not a draft'> {
  const { id, kind, year, number } = approval
  await transaction.query(`select pg_advisory_xact_lock(hashtext('report numbers'))`)
  if ((await nextReportNumber(transaction, kind, year)) !== number) return 'number taken'
  const approved = await transaction.query(
    `update reports set state = 'approved', number = $2, approved_by = $3, approved_at = $4,
       docx = $5, docx_sha256 = $6, pdf = $7, pdf_sha256 = $8
     where id = $1 and state = 'draft' and evidence_changed_at is null and drafted_by <> $3
     returning id`,
    [
      id,
      number,
      approval.approvedBy,
      instantText(approval.approvedAt),
      approval.docx,
      approval.docxSha256,
      approval.pdf,
      approval.pdfSha256,
    ],
  )
  return approved.length > 0 ? 'approved' : 'not a draft'
}

/** @returns whether it was an approved one. */
export async function withdrawApproved(
  transaction: RecordsQuery,
  id: number,
  { at, by, reason }: ReasonedDeed,
): Promise<boolean> {
  const done = await transaction.query(
    `update reports set state = 'withdrawn', withdrawn_at = $2, withdrawn_by = $3,
       withdrawn_reason = $4
     where id = $1 and state = 'approved' returning id`,
    [id, instantText(at), by, reason],
  )
  return done.length > 0
}

/** Records why an approved report stands although what it tells has changed. @returns whether there was such a one. */
export async function letReportStand(
  transaction: RecordsQuery,
  id: number,
  { at, by, reason }: ReasonedDeed,
): Promise<boolean> {
  const done = await transaction.query(
    `update reports set evidence_changed_at = null, stands_at = $2, stands_by = $3,
       stands_reason = $4
     where id = $1 and state = 'approved' and evidence_changed_at is not null returning id`,
    [id, instantText(at), by, reason],
  )
  return done.length > 0
}

interface ReasonedDeed {
  readonly at: Instant
  readonly by: number
  readonly reason: string
}

/** A draft that is not wanted: what it was made from goes, that there was one stays. @returns whether it was a draft. */
export async function discardDraft(transaction: RecordsQuery, id: number): Promise<boolean> {
  const done = await transaction.query(
    `update reports set state = 'discarded', evidence = null
     where id = $1 and state = 'draft' returning id`,
    [id],
  )
  return done.length > 0
}
