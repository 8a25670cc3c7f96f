import {
  batchMatchesFile,
  crimesFile,
  refusedRowsFile,
  rowIssuesFile,
} from '../../app/attempt-files.ts'
import { isPurpose } from '../../domain/purpose.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { type VisibleAttempt, visibleAttempt } from '../../store/records/visible-attempts.ts'
import { takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { csvFile } from '../csv-file.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { ChosenBatchesPage } from './chosen-batches-page.tsx'
import { findAttempt } from './find-attempt.ts'
import { noPurpose } from './purpose-field.tsx'

const crumbs = [{ text: 'Ingestion', href: paths.attempts }]

/** Files to take away: of one attempt, and what stands of the crimes of several. */
export function downloadRoutes({ folder: { records }, show, now }: PortalServices): Route[] {
  const ofAttempt = (
    path: string,
    what: string,
    /** Without the attempt's number: names hold nothing that somebody sent. */
    name: string,
    make: (
      asked: { accountId: number; attemptId: number },
      file: string,
    ) => Promise<{ content: string | Uint8Array<ArrayBuffer>; rows: number }>,
  ): Route => ({
    method: 'GET',
    path,
    access: 'crimes:read',
    audit: { action: 'disclose', what },
    async handle(context) {
      const { id, fileName = '' } = await findAttempt(records, context)
      const asked = { accountId: accountIdOf(context), attemptId: id }
      const { content, rows } = await make(asked, fileName)
      tell(context, { subjects: [], count: rows, details: { attempt: id } })
      return csvFile(context, content, `${name}-${id}.csv`)
    },
  })
  return [
    ofAttempt(paths.attemptIssues(':id'), 'row issues', 'row-issues', (asked, file) =>
      rowIssuesFile(records, asked, file),
    ),
    ofAttempt(paths.refusedRows(':id'), 'refused rows', 'refused-rows', (asked) =>
      refusedRowsFile(records, asked),
    ),
    ofAttempt(paths.attemptCrimesFile(':id'), 'crimes', 'crimes', (asked, file) =>
      crimesFile(records, asked, file),
    ),
    {
      method: 'POST',
      path: paths.batchMatches,
      access: 'matches:read',
      audit: { action: 'disclose', what: 'matches' },
      async handle(context) {
        const form = await formValues(context)
        const purpose = form.text('purpose')
        const accountId = accountIdOf(context)
        const chosen: VisibleAttempt[] = []
        for (const ticked of form.ticked('attempt').slice(0, PAGE_ROWS)) {
          const attempt = await visibleAttempt(records, accountId, wholeNumber(ticked) ?? 0)
          if (attempt) chosen.push(attempt)
        }
        const faults: FieldFault[] = [
          ...(chosen.length === 0
            ? [{ field: 'attempt', text: 'Choose the batches whose matches you want' }]
            : []),
          ...(isPurpose(purpose) ? [] : [noPurpose]),
        ]
        if (faults.length > 0) return again(context, chosen, purpose, faults)
        const ids = chosen.map(({ id }) => id)
        const viewer = { accountId, at: now() }
        const taken = await takeForm(() => batchMatchesFile(records, viewer, ids), 'attempt')
        if (taken.faults) return again(context, chosen, purpose, taken.faults)
        const { content, rows, subjects } = taken.done
        tell(context, { subjects, count: rows, purpose, details: { attempts: ids.join(' ') } })
        return csvFile(context, content, 'matches.csv')
      },
    },
  ]

  function again(
    context: Asked,
    chosen: readonly VisibleAttempt[],
    purpose: string,
    faults: readonly FieldFault[],
  ): Response {
    return show(
      context,
      { title: 'Download matches', crumbs, section: paths.attempts, status: 422 },
      <ChosenBatchesPage
        asking={context.get('asking')}
        chosen={chosen}
        purpose={purpose}
        faults={faults}
      />,
    )
  }
}
