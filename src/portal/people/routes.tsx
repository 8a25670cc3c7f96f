import { findPerson } from '../../app/find-person.ts'
import type { Route } from '../../server/route.ts'
import { showMovements } from '../movements/show-movements.tsx'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { caseloadRoutes } from './caseload-routes.tsx'
import { personName } from './person-name.ts'
import { personPlace } from './person-place.ts'
import { personRoutes } from './person-routes.tsx'

/** For whoever supervises: their cases, one person, and that person's movements. */
export function peopleRoutes(services: PortalServices): Route[] {
  const { folder, now } = services
  return [
    ...caseloadRoutes(services),
    ...personRoutes(services),
    {
      method: 'GET',
      path: paths.movements(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'movements' },
      async handle(context) {
        const viewer = { accountId: accountIdOf(context), at: now() }
        const person = await findPerson(folder.records, viewer, context.req.param('id') ?? '')
        const name = personName(person)
        return showMovements(context, services, person, {
          title: `Movements of ${name}`,
          crumbs: [
            { text: 'My cases', href: paths.people },
            { text: name, href: paths.person(person.id) },
          ],
          section: paths.people,
          path: paths.movements(person.id),
          person: personPlace(person, 'movements'),
        })
      },
    },
  ]
}
