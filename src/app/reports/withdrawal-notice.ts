import { londonTime } from '../../domain/london-time.ts'
import type { ReportDocument } from '../../report/report-document.ts'
import type { Report } from '../../store/records/visible-reports.ts'
import { forceName } from './crime-facts.ts'

/**
 * A page that says an alert or statement is withdrawn, to be kept with it: the files themselves never change. Not why,
 * of an exclusion statement: what came later about somebody of whom there was no data is no business of police.
 */
export function withdrawalNotice({
  kind,
  number = '',
  crime,
  pdfSha256 = '',
  docxSha256 = '',
  withdrawn,
  approved,
}: Report): ReportDocument {
  if (!withdrawn) throw new RangeError(`Report ${number} is not withdrawn`)
  const { at, by, reason } = withdrawn
  return {
    title: `${number} is withdrawn`,
    author: by.name,
    madeAt: at,
    footer: `Withdrawal of ${number}`,
    sections: [
      {
        heading: `${number} is withdrawn`,
        blocks: [
          {
            kind: 'paragraph',
            strong: true,
            text: `Do not rely on ${number} any more. Keep this notice with every copy of it, and tell everybody to whom it was passed on.`,
          },
          {
            kind: 'facts',
            rows: [
              ['To', `${forceName(crime)} police`],
              ['Crime reference', crime.crimeReference],
              ['Withdrawn', `${londonTime(at)}, by ${by.name}, hub manager`],
              ...(kind === 'proximity_alert' ? [['Why', reason] as const] : []),
              [
                'It was signed',
                approved ? `${londonTime(approved.at)}, by ${approved.by.name}` : '',
              ],
              ['SHA-256 of its PDF', pdfSha256],
              ['SHA-256 of its Word file', docxSha256],
            ],
          },
        ],
      },
    ],
  }
}
