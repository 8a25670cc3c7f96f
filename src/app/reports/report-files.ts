import { createHash } from 'node:crypto'
import type { SceneGround } from '../../report/map-scene.ts'
import type { ReportDocument } from '../../report/report-document.ts'
import { writeDocx } from '../../report/write-docx.ts'
import { writePdf } from '../../report/write-pdf.ts'
import { alertDocument } from './alert-document.ts'
import { ALERT_EVIDENCE, type AlertEvidence, type ReportSigning } from './alert-evidence.ts'

/** A report's document, from its evidence as it is kept. Without a signing it is a draft, and says so on every page. */
export function reportDocument(
  evidence: Uint8Array,
  signing?: ReportSigning,
  ground?: SceneGround,
): ReportDocument {
  const said = JSON.parse(new TextDecoder().decode(evidence)) as { readonly format: string }
  if (said.format !== ALERT_EVIDENCE) {
    throw new RangeError(`Cannot write a report of evidence "${said.format}"`)
  }
  return alertDocument(said as AlertEvidence, { sha256: sha256(evidence), signing, ground })
}

/** Both files of an approved report. */
export async function reportFiles(document: ReportDocument) {
  const [docx, pdf] = [await writeDocx(document), await writePdf(document)]
  return { docx, docxSha256: sha256(docx), pdf, pdfSha256: sha256(pdf) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
