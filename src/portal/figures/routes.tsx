import type { Route } from '../../server/route.ts'
import { runFigures } from '../../store/records/figure-records.ts'
import { newestRun } from '../../store/records/run-records.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { FiguresPage } from './page.tsx'

/** Counts that nobody can be told from: the newest run's alone, so that two cannot be held against each other. */
export function figuresRoutes({ folder: { records }, show }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.figures,
      access: 'figures:read',
      audit: 'nothing personal',
      async handle(context) {
        const run = await newestRun(records)
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
