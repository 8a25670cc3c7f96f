import type { Route } from '../../server/route.ts'
import type { PortalServices } from '../portal-services.ts'
import { ownPlacesRoutes } from './own-places-routes.tsx'
import { whatStoodOutRoutes } from './patterns-routes.tsx'
import { placesRoutes } from './places-routes.tsx'
import { togetherRoutes } from './together-routes.tsx'
import { visitsRoutes } from './visits-routes.tsx'

/** Where somebody usually is, whom they are near, and the places that visits are told to. */
export function patternRoutes(services: PortalServices): Route[] {
  return [
    ...whatStoodOutRoutes(services),
    ...visitsRoutes(services),
    ...togetherRoutes(services),
    ...ownPlacesRoutes(services),
    ...placesRoutes(services),
  ]
}
