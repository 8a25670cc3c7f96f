import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { BatchOutcome, CrimeBatch } from '../../ingest/crime-batch-csv.ts'
import { Notice } from '../components/notice.tsx'
import { IssueTable } from './issue-table.tsx'
import { TypeTable } from './type-table.tsx'

/** A file that was looked at and not taken. */
export interface Checked {
  readonly fileName: string
  readonly batch: CrimeBatch
}

const MOST_ISSUES = 200

const verdicts: Readonly<Record<BatchOutcome, string>> = {
  SUCCESSFUL: 'Every row would be accepted.',
  PARTIAL: 'The rows that are in order would be accepted, the others refused.',
  ERROR: 'No row would be accepted.',
  FAILED: 'The file would be refused as a whole.',
}

/** What would become of a file, which was not taken. */
export const CheckedBatch: FC<Checked> = ({
  fileName,
  batch: { outcome, counts, facts, issues },
}) => (
  <>
    <Notice title="Important">Checked only: nothing was taken from {fileName}.</Notice>
    <p class="govuk-body">
      {verdicts[outcome]} {counted(counts.rows, 'row')}: {grouped(counts.accepted)} accepted,{' '}
      {grouped(counts.refused)} refused.
    </p>
    <TypeTable types={facts.types} />
    <IssueTable issues={issues.slice(0, MOST_ISSUES)} first={undefined} next={undefined} />
    {issues.length > MOST_ISSUES && (
      <p class="govuk-body">
        These are the first {MOST_ISSUES} of {grouped(issues.length)}. The rest can be downloaded
        once the file is uploaded.
      </p>
    )}
    <h2 class="govuk-heading-m">Upload it</h2>
    <p class="govuk-body">Choose the file again: browsers forget it.</p>
  </>
)
