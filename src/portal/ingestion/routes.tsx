import type { Route } from '../../server/route.ts'
import type { PortalServices } from '../portal-services.ts'
import { attemptRoutes } from './attempt-routes.tsx'
import { downloadRoutes } from './download-routes.tsx'
import { listRoutes } from './list-routes.tsx'
import { uploadRoutes } from './upload-routes.tsx'

/** What came in, by whatever way: the list, one of them, files to take away, and bringing one. */
export function ingestionRoutes(services: PortalServices): Route[] {
  return [
    ...listRoutes(services),
    // Before those whose addresses hold an id: `upload` is none.
    ...uploadRoutes(services),
    ...downloadRoutes(services),
    ...attemptRoutes(services),
  ]
}
