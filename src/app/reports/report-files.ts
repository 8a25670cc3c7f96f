import { createHash } from 'node:crypto'
import type { ReportDocument } from '../../report/report-document.ts'
import { writeDocx } from '../../report/write-docx.ts'
import { writePdf } from '../../report/write-pdf.ts'
import { alertDocument } from './alert-document.ts'
import { ALERT_EVIDENCE, type AlertEvidence } from './alert-evidence.ts'
import { groundFrom } from './report-ground.ts'
import type { ReportFiles, ReportJob } from './report-job.ts'

/**
 * Writes both files of a report: the same bytes for the same job. It takes seconds; a server asks
 * `writeReport` instead. Without a signing an alert is a draft, and says so on every page.
 */
export async function reportFiles(job: ReportJob): Promise<ReportFiles> {
  const document = 'document' in job ? job.document : documentOf(job)
  const [docx, pdf] = [await writeDocx(document), await writePdf(document)]
  return { docx, docxSha256: sha256(docx), pdf, pdfSha256: sha256(pdf) }
}

function documentOf(job: Exclude<ReportJob, { document: unknown }>): ReportDocument {
  const { evidence, signing, ground } = job
  const said = JSON.parse(new TextDecoder().decode(evidence)) as { readonly format: string }
  if (said.format !== ALERT_EVIDENCE) {
    throw new RangeError(`Cannot write a report of evidence "${said.format}"`)
  }
  return alertDocument(said as AlertEvidence, {
    sha256: sha256(evidence),
    signing,
    ground: groundFrom(ground),
  })
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
