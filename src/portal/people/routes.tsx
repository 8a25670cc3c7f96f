import type { Route } from '../../server/route.ts'
import type { PortalServices } from '../portal-services.ts'
import { caseloadRoutes } from './caseload-routes.tsx'
import { personRoutes } from './person-routes.tsx'

/** For whoever supervises: their cases, and one person. */
export function peopleRoutes(services: PortalServices): Route[] {
  return [...caseloadRoutes(services), ...personRoutes(services)]
}
