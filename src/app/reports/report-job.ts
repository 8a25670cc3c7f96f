import type { ReportDocument } from '../../report/report-document.ts'
import type { ReportSigning } from './alert-evidence.ts'
import type { GroundSource } from './report-ground.ts'

/** What a report's files are written from: an alert's evidence as it is kept, or a document as it is meant. */
export type ReportJob =
  | {
      readonly evidence: Uint8Array
      /** Absent of a draft. */
      readonly signing?: ReportSigning | undefined
      readonly ground?: GroundSource | undefined
    }
  | { readonly document: ReportDocument }

/** Both files, with their SHA-256. */
export interface ReportFiles {
  readonly docx: Uint8Array
  readonly docxSha256: string
  readonly pdf: Uint8Array
  readonly pdfSha256: string
}
