import { altering } from '../../app/accounts/account-work.ts'
import { nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { findRun, newestRuns, runTotals } from '../../store/records/run-records.ts'
import { askForWholeRun } from '../../store/records/touch-records.ts'
import { visibleChangesOfRun } from '../../store/records/visible-changes.ts'
import { accountWork } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { RunListPage } from './list-page.tsx'
import { RunPage } from './page.tsx'

const crumbs = [{ text: 'Runs', href: paths.runs }]
const limit = PAGE_ROWS + 1
/** While something runs: a browser that knows no scripts looks again by itself. */
const REFRESH_SECONDS = 5

/** Matching runs: the list, one of them, and the beginning of a whole one. */
export function runRoutes(services: PortalServices): Route[] {
  const { folder, show, now, matching } = services
  const { records } = folder
  return [
    {
      method: 'GET',
      path: paths.runs,
      access: 'matches:read',
      audit: 'nothing personal',
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const { shown, last } = pageOf(await newestRuns(records, { before, limit }))
        const done = context.req.query('done')
        const underWay = done === 'run-begun' || shown.some(({ outcome }) => outcome === 'running')
        // To the list alone: what was just begun is told once.
        if (underWay && before === undefined) lookAgain(context, paths.runs)
        return show(
          context,
          { title: 'Runs', section: paths.runs },
          <RunListPage
            asking={context.get('asking')}
            runs={shown}
            now={now()}
            done={done}
            first={before === undefined ? undefined : paths.runs}
            next={last && within(paths.runs, { before: last.id })}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.runs,
      access: 'runs:start',
      audit: { action: 'alter', what: 'matching run' },
      async handle(context) {
        const work = accountWork(context, services)
        await altering(work, 'matching run', async (transaction) => {
          await askForWholeRun(transaction, work.actor, work.now)
          return { result: undefined, details: { change: 'asked for everything' } }
        })
        matching.wake()
        return context.redirect(doneAt(paths.runs, 'run-begun'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.run(':id'),
      access: 'matches:read',
      audit: { action: 'consult', what: 'matching run' },
      async handle(context) {
        const id = wholeNumber(context.req.param('id'))
        const run = id === undefined ? undefined : await findRun(records, id)
        if (!run) throw nothingHere()
        const after = wholeNumber(context.req.query('after'))
        const asked = { accountId: accountIdOf(context), at: now() }
        const { shown, last } = pageOf(
          await visibleChangesOfRun(records, asked, run.id, { after, limit }),
        )
        tell(context, {
          subjects: [...new Set(shown.map(({ deviceWearerId }) => deviceWearerId))],
          count: shown.length,
          details: { run: run.id },
        })
        const path = paths.run(run.id)
        if (run.outcome === 'running') lookAgain(context, path)
        return show(
          context,
          { title: `Run ${run.id}`, crumbs, section: paths.runs },
          <RunPage
            run={run}
            totals={await runTotals(records, run.id)}
            changes={shown}
            now={now()}
            first={after === undefined ? undefined : path}
            next={last && within(path, { after: last.id })}
          />,
        )
      },
    },
  ]
}

function lookAgain(context: Asked, path: string): void {
  context.header('Refresh', `${REFRESH_SECONDS}; url=${path}`)
}
