import type { Route } from '../../server/route.ts'
import { publishedRunId, runFigures } from '../../store/records/figure-records.ts'
import { findRun } from '../../store/records/run-records.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { FiguresPage } from './page.tsx'

/** Counts that nobody can be told from: of one run a day, so that two close to each other cannot be held together. */
export function figuresRoutes({ folder: { records }, show }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.figures,
      access: 'figures:read',
      audit: 'nothing personal',
      async handle(context) {
        const id = await publishedRunId(records)
        const run = id === undefined ? undefined : await findRun(records, id)
        const figures = run ? await runFigures(records, run.id) : []
        return show(
          context,
          { title: 'Figures', section: paths.figures },
          <FiguresPage run={run} figures={figures} />,
        )
      },
    },
  ]
}
