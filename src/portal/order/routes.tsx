import { findPerson } from '../../app/find-person.ts'
import { type Route, tell } from '../../server/route.ts'
import { alcoholEvents } from '../../store/records/alcohol-records.ts'
import { orderVersions } from '../../store/records/order-version-records.ts'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { personPlace } from '../people/person-place.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { OrderPage } from './order-page.tsx'
import { variationRoutes } from './variation-routes.tsx'

/** What a person's orders require, for whoever may see the person. */
export function orderRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  const section = paths.people
  return [
    {
      method: 'GET',
      path: paths.order(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'orders' },
      async handle(context) {
        const viewer = { accountId: accountIdOf(context), at: now() }
        const person = await findPerson(records, viewer, context.req.param('id') ?? '')
        const versions = await orderVersions(records, person.id)
        const readings = await alcoholEvents(records, person.id)
        tell(context, { subjects: [person.id], count: person.monitoringOrders.length })
        const name = personName(person)
        const crumbs = [
          { text: 'My cases', href: paths.people },
          { text: name, href: paths.person(person.id) },
        ]
        return show(
          context,
          { title: `Orders of ${name}`, crumbs, section, person: personPlace(person, 'order') },
          <OrderPage
            person={person}
            versions={versions}
            readings={readings}
            now={now()}
            changes={context.get('asking').actor.permissions.has('rules:publish')}
            done={context.req.query('done')}
          />,
        )
      },
    },
    ...variationRoutes(services),
  ]
}
