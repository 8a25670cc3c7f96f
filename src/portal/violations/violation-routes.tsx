import { findPerson } from '../../app/find-person.ts'
import { type Route, tell } from '../../server/route.ts'
import { violationDecisionsOf, violationStretches } from '../../store/records/incident-casework.ts'
import { violationsOf } from '../../store/records/visible-incidents.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { personPlace } from '../people/person-place.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { ledgersByOrder } from './ledgers-by-order.ts'
import { ViolationsPage } from './violations-page.tsx'

/** On one page; older ones are in the incidents themselves. */
const MOST = 500

/** The ledger of one person's violation minutes. */
export function violationRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
    policy,
  } = services
  return [
    {
      method: 'GET',
      path: paths.violations(':id'),
      access: 'incidents:read',
      audit: { action: 'consult', what: 'violations' },
      async handle(context) {
        const at = now()
        const viewer = { accountId: accountIdOf(context), at }
        const person = await findPerson(records, viewer, context.req.param('id') ?? '')
        const incidents = await violationsOf(records, viewer, person.id, MOST)
        const ids = incidents.map(({ id }) => id)
        const stretches = await violationStretches(records, ids)
        const decisions = await violationDecisionsOf(records, ids)
        const first = Math.min(...incidents.map(({ startsAt }) => startsAt))
        tell(context, {
          subjects: [person.id],
          count: incidents.length,
          ...(incidents.length > 0 && { interval: { from: first, to: at } }),
        })
        const name = personName(person)
        const title = `Violations of ${name}`
        return show(
          context,
          {
            title,
            crumbs: [
              { text: 'My cases', href: paths.people },
              { text: name, href: paths.person(person.id) },
            ],
            section: paths.people,
            person: personPlace(person, 'compliance'),
          },
          <ViolationsPage
            person={person}
            title={title}
            ledgers={ledgersByOrder(
              person,
              { incidents, stretches, decisions },
              policy.monitoring.allowanceMinutes,
              at,
            )}
            isCut={incidents.length === MOST}
          />,
        )
      },
    },
  ]
}
