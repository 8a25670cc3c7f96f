import { findOwnPerson } from '../../app/find-person.ts'
import { countHeld } from '../../app/read-movements.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { showMovements } from '../movements/show-movements.tsx'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { MyDataPage } from './page.tsx'

/** For a device wearer: their own data and nobody else's; no address here holds an id. */
export function meRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const personOf = (context: Asked) =>
    findOwnPerson(folder.records, { accountId: accountIdOf(context), at: now() })
  const section = paths.me
  return [
    {
      method: 'GET',
      path: paths.me,
      access: 'self:read',
      audit: { action: 'consult', what: 'device wearer' },
      async handle(context) {
        const person = await personOf(context)
        const held = await countHeld(folder.archive, person)
        tell(context, { subjects: [person.id], count: 1 })
        return show(
          context,
          { title: 'My data', section },
          <MyDataPage person={person} held={held} now={now()} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.myMovements,
      access: 'self:read',
      audit: { action: 'consult', what: 'movements' },
      async handle(context) {
        return showMovements(context, services, await personOf(context), {
          title: 'My movements',
          crumbs: [{ text: 'My data', href: paths.me }],
          section,
          path: paths.myMovements,
        })
      },
    },
  ]
}
