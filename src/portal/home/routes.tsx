import type { Route } from '../../server/route.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { HomePage } from './page.tsx'

export function homeRoutes({ show }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.home,
      access: 'signed-in',
      audit: 'nothing personal',
      handle: (context) =>
        show(
          context,
          { title: 'What you can do here' },
          <HomePage asking={context.get('asking')} />,
        ),
    },
  ]
}
