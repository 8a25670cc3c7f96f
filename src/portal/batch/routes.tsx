import { rowIssuesCsv } from '../../app/row-issues-csv.ts'
import { AppError } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import {
  type VisibleBatch,
  visibleBatch,
  visibleBatches,
  visibleRowIssues,
} from '../../store/records/visible-batches.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { BatchListPage } from './list-page.tsx'
import { BatchPage } from './page.tsx'

const crumbs = [{ text: 'Batches', href: paths.batches }]
const limit = PAGE_ROWS + 1

/** Crime batches: the list, one of them, and what was wrong with its rows as a file. */
export function batchRoutes({ folder: { records }, show }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.batches,
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crime batches' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(
          await visibleBatches(records, accountIdOf(context), { before, limit }),
        )
        tell(context, { subjects: [], count: shown.length })
        const first = before === undefined ? undefined : paths.batches
        const next = last && within(paths.batches, { before: last.id })
        return show(
          context,
          { title: 'Batches', section: paths.batches },
          <BatchListPage batches={shown} first={first} next={next} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.batch(':id'),
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crime batch' },
      async handle(context) {
        const batch = await batchOf(context)
        const after = wholeNumber(context.req.query('after'))
        const page = { after, limit }
        const { shown, last } = pageOf(
          await visibleRowIssues(records, accountIdOf(context), batch.id, page),
        )
        tell(context, { subjects: [], count: shown.length, details: { batch: batch.id } })
        const path = paths.batch(batch.id)
        return show(
          context,
          { title: `Batch ${batch.batchId ?? batch.fileName}`, crumbs, section: paths.batches },
          <BatchPage
            batch={batch}
            issues={shown}
            first={after === undefined ? undefined : path}
            next={last && within(path, { after: last.ordinal })}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.rowIssues(':id'),
      access: 'crimes:read',
      audit: { action: 'disclose', what: 'row issues' },
      async handle(context) {
        const batch = await batchOf(context)
        const { csv, rows } = await rowIssuesCsv(records, accountIdOf(context), batch)
        tell(context, { subjects: [], count: rows, details: { batch: batch.id } })
        return context.body(csv, 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="row-issues-${batch.id}.csv"`,
        })
      },
    },
  ]

  /** @throws AppError NOT_FOUND, also where there is a batch that the account may not see. */
  async function batchOf(context: Asked): Promise<VisibleBatch> {
    const id = wholeNumber(context.req.param('id'))
    const batch =
      id === undefined ? undefined : await visibleBatch(records, accountIdOf(context), id)
    if (!batch) throw new AppError('NOT_FOUND', 'There is nothing at this address')
    return batch
  }
}
