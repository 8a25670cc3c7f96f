import { instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** Any number, the same in every process. */
const NUMBERING = 7_120_260_601

/**
 * The next number of a series of reports, such as `ES-2026-`: in order and without gaps, as whoever else approves
 * waits until this transaction ends.
 */
export async function nextReportNumber(transaction: RecordsQuery, series: string): Promise<string> {
  await transaction.query('select pg_advisory_xact_lock($1)', [NUMBERING])
  const [row] = await transaction.query<{ last: string | null }>(
    'select max(number) as last from reports where starts_with(number, $1)',
    [series],
  )
  const next = Number(row?.last?.slice(series.length) ?? 0) + 1
  return `${series}${String(next).padStart(6, '0')}`
}

/** What a report is for ever, once it is approved. */
export interface ApprovedFiles {
  readonly number: string
  readonly docx: Uint8Array
  readonly docxSha256: string
  readonly pdf: Uint8Array
  readonly pdfSha256: string
}

export async function approveReportFiles(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  reportId: number,
  { number, docx, docxSha256, pdf, pdfSha256 }: ApprovedFiles,
): Promise<void> {
  const approved = await transaction.query(
    `update reports set state = 'approved', number = $2, approved_by = $3, approved_at = $4,
       docx = $5, docx_sha256 = $6, pdf = $7, pdf_sha256 = $8
     where id = $1 and state = 'draft' returning id`,
    [reportId, number, accountId, instantText(at), docx, docxSha256, pdf, pdfSha256],
  )
  if (approved.length === 0) throw new Error(`Cannot approve report ${reportId}: it is no draft`)
}
