import { type Route, tell } from '../../server/route.ts'
import { alcoholEvents } from '../../store/records/alcohol-records.ts'
import { orderVersions } from '../../store/records/order-version-records.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import type { PortalServices } from '../portal-services.ts'
import { OrderPage } from './order-page.tsx'

/** What a person's orders require, for whoever may see the person. */
export function orderRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.order(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'orders' },
      async handle(context) {
        const person = await askedPerson(context, services)
        const versions = await orderVersions(records, person.id)
        const readings = await alcoholEvents(records, person.id)
        tell(context, { subjects: [person.id], count: person.monitoringOrders.length })
        return show(
          context,
          personFrame(person, 'order', `Orders of ${personName(person)}`),
          <OrderPage person={person} versions={versions} readings={readings} now={now()} />,
        )
      },
    },
  ]
}
