import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { ApprovedStatement } from '../../store/records/exclusion-questions.ts'
import { paths } from '../paths.ts'

/** The approved statement, as the files that are kept. */
export const StatementLinks: FC<{ id: number; reportId: number; approved: ApprovedStatement }> = ({
  id,
  reportId,
  approved: { number, at, by },
}) => (
  <>
    <p class="govuk-body">
      Statement{' '}
      <a class="govuk-link" href={paths.report(reportId)}>
        {number}
      </a>
      , approved {londonTime(at)} by {by}.
    </p>
    <ul class="govuk-list">
      <li>
        <a class="govuk-link" href={paths.exclusionFile(id, 'pdf')}>
          {number} as PDF
        </a>
      </li>
      <li>
        <a class="govuk-link" href={paths.exclusionFile(id, 'docx')}>
          {number} as a Word document
        </a>
      </li>
    </ul>
  </>
)
