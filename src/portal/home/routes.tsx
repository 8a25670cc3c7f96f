import type { Route } from '../../server/route.ts'
import { countGivenUpBy } from '../../store/records/hand-over-records.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { HomePage } from './page.tsx'

export function homeRoutes({ folder: { records }, show }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.home,
      access: 'signed-in',
      audit: 'nothing personal',
      async handle(context) {
        const asking = context.get('asking')
        const givenUp = asking.actor.permissions.has('cases:hand-over')
          ? await countGivenUpBy(records, accountIdOf(context))
          : 0
        return show(
          context,
          { title: 'What you can do here' },
          <HomePage asking={asking} givenUp={givenUp} />,
        )
      },
    },
  ]
}
