import { findPerson } from '../../app/find-person.ts'
import type { Verdict } from '../../domain/evidence-summary.ts'
import { verdicts } from '../../domain/force-figures.ts'
import { type Route, tell } from '../../server/route.ts'
import {
  MOST_PAIRS,
  visibleStandingOfWearer,
  visibleStandingPositions,
} from '../../store/records/visible-standing.ts'
import { readDays } from '../components/typed-days.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { WearerCrimesPage } from './page.tsx'

/** Every crime that one wearer stands near, together: on one map and in one table. */
export function wearerCrimesRoutes({ folder: { records }, show, now }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.wearerCrimes(':id'),
      access: 'matches:read',
      audit: { action: 'consult', what: 'matches' },
      async handle(context) {
        const asked = { accountId: accountIdOf(context), at: now() }
        const person = await findPerson(records, asked, context.req.param('id') ?? '')
        const { verdict, from = '', to = '', positions } = context.req.query()
        const typed = { from, to }
        const days = readDays(typed)
        const filter = {
          verdict: verdicts.find((known: Verdict) => known === verdict),
          typed,
          positions: positions === 'yes',
        }
        const title = {
          title: `Crimes near wearer ${person.id}`,
          crumbs: [{ text: 'Matches', href: paths.matches }],
          section: paths.matches,
        }
        const asking = { wearerId: person.id, filter, faults: days.faults }
        if (days.faults.length > 0) {
          tell(context, { subjects: [person.id], count: 0 })
          const content = <WearerCrimesPage {...asking} shown={undefined} />
          return show(context, { ...title, status: 422 }, content)
        }
        const page = { verdict: filter.verdict, from: days.from, to: days.to, limit: MOST_PAIRS }
        const matches = await visibleStandingOfWearer(records, asked, person.id, page)
        const ids = matches.map(({ crimeId }) => crimeId)
        const near = filter.positions
          ? await visibleStandingPositions(records, asked, person.id, ids)
          : []
        tell(context, { subjects: [person.id], count: matches.length + near.length })
        return show(
          context,
          title,
          <WearerCrimesPage {...asking} shown={{ matches, positions: near }} />,
        )
      },
    },
  ]
}
