import type { Surface } from '../server/app.ts'
import { assetsRoutes } from './assets-routes.ts'
import { batchRoutes } from './batch/routes.tsx'
import { crimeRoutes } from './crime/routes.tsx'
import { figuresRoutes } from './figures/routes.tsx'
import { homeRoutes } from './home/routes.tsx'
import { matchRoutes } from './match/routes.tsx'
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
      ...matchRoutes(services),
      ...crimeRoutes(services),
      ...batchRoutes(services),
      ...figuresRoutes(services),
    ],
  }
}
