import type { Surface } from '../server/app.ts'
import { assetsRoutes } from './assets-routes.ts'
import { homeRoutes } from './home/routes.tsx'
import { meRoutes } from './me/routes.tsx'
import { peopleRoutes } from './people/routes.tsx'
import { portalEdge } from './portal-edge.tsx'
import type { PortalServices } from './portal-services.ts'

/** Every page. */
export function portal(services: PortalServices): Surface {
  return {
    prefix: '/',
    edge: portalEdge(services),
    routes: [
      ...assetsRoutes(),
      ...homeRoutes(services),
      ...peopleRoutes(services),
      ...meRoutes(services),
    ],
  }
}
