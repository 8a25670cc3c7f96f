import { takeNextCase, waitingFor } from '../../app/review/take-next-case.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { CasePhase } from '../../domain/match-case.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { unacknowledged } from '../../store/records/outcome-records.ts'
import {
  type CaseFilter,
  caseCounts,
  visibleMatchCases,
} from '../../store/records/visible-match-cases.ts'
import { accountWork } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { type QueueFilter, QueuePage, shows } from './queue-page.tsx'
import { WaitingReports } from './waiting-reports.tsx'

const limit = PAGE_ROWS + 1
const DAY = 86_400_000
/** After which somebody asks whether an alert came. */
const WEEK = 7 * DAY

/** Matches that wait for somebody: the list, and the next of them. */
export function queueRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.reviews,
      access: 'cases:review',
      audit: { action: 'consult', what: 'match reviews' },
      async handle(context) {
        const asking = context.get('asking')
        const at = now()
        const asked = { accountId: accountIdOf(context), at }
        const filter = filterOf(context)
        const after = wholeNumber(context.req.query('after'))
        const { shown, last } = pageOf(
          await visibleMatchCases(records, asked, casesIn(filter, context, at), { after, limit }),
        )
        const counts = after === undefined ? await caseCounts(records) : undefined
        const waiting =
          after === undefined
            ? await unacknowledged(records, asked, londonLocal(at - WEEK).date, PAGE_ROWS)
            : []
        const subjects = [...new Set(shown.map(({ deviceWearerId }) => deviceWearerId))]
        tell(context, { subjects, count: shown.length })
        return show(
          context,
          { title: 'Review matches', section: paths.reviews },
          <QueuePage
            asking={asking}
            now={at}
            cases={shown}
            counts={counts}
            filter={filter}
            next={last?.id}
            done={context.req.query('done')}
          >
            <WaitingReports waiting={waiting} />
          </QueuePage>,
        )
      },
    },
    {
      method: 'POST',
      path: paths.nextReview,
      access: 'cases:review',
      audit: { action: 'consult', what: 'match reviews' },
      async handle(context) {
        const id = await takeNextCase(accountWork(context, services), accountIdOf(context))
        const to = id === undefined ? doneAt(paths.reviews, 'none-waits') : paths.review(id)
        return context.redirect(to, 303)
      },
    },
  ]
}

function filterOf(context: Asked): QueueFilter {
  const { show, force, days } = context.req.query()
  return {
    show: shows.find((known) => known === show) ?? 'mine',
    force: policeForce(force ?? '')?.identifier,
    days: wholeNumber(days),
  }
}

function casesIn({ show, force, days }: QueueFilter, context: Asked, now: number): CaseFilter {
  const rest = {
    policeForce: force,
    openedBefore: days === undefined ? undefined : now - days * DAY,
  }
  if (show === 'mine') return { ...waitingFor(context.get('asking').actor.role), ...rest }
  if (show === 'second') return { phases: ['second_review'], notGivenByAsking: true, ...rest }
  const phase: CasePhase = show
  return { phases: [phase], ...rest }
}
