import { findPerson } from '../../app/find-person.ts'
import { readLedgers } from '../../app/incidents/read-ledgers.ts'
import { type Route, tell } from '../../server/route.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { personPlace } from '../people/person-place.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { ViolationsPage } from './violations-page.tsx'

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
        const { allowanceMinutes } = policy.monitoring
        const { ledgers, incidents, isCut } = await readLedgers(
          records,
          viewer,
          person,
          allowanceMinutes,
        )
        const first = Math.min(...incidents.map(({ startsAt }) => startsAt))
        tell(context, {
          subjects: [person.id],
          count: incidents.length,
          ...(incidents.length > 0 && { interval: { from: first, to: at } }),
        })
        const name = personName(person)
        const title = `Violation minutes of ${name}`
        return show(
          context,
          {
            title,
            crumbs: [
              { text: 'My cases', href: paths.people },
              { text: name, href: paths.person(person.id) },
              { text: 'Compliance', href: paths.compliance(person.id) },
            ],
            section: paths.people,
            person: personPlace(person, 'compliance'),
          },
          <ViolationsPage person={person} title={title} ledgers={ledgers} isCut={isCut} />,
        )
      },
    },
  ]
}
