import { readLedgers } from '../../app/incidents/read-ledgers.ts'
import { type Route, tell } from '../../server/route.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { ViolationsPage } from './violations-page.tsx'

/** The ledger of one person's violation minutes. */
export function violationRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    policy,
  } = services
  return [
    {
      method: 'GET',
      path: paths.violations(':id'),
      access: 'incidents:read',
      audit: { action: 'consult', what: 'violations' },
      async handle(context) {
        const viewer = viewerOf(context, services)
        const person = await askedPerson(context, services)
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
          ...(incidents.length > 0 && { interval: { from: first, to: viewer.at } }),
        })
        const title = `Violation minutes of ${personName(person)}`
        return show(
          context,
          personFrame(person, 'compliance', title, {
            text: 'Compliance',
            href: paths.compliance(person.id),
          }),
          <ViolationsPage person={person} title={title} ledgers={ledgers} isCut={isCut} />,
        )
      },
    },
  ]
}
