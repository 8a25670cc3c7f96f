import type { Route } from '../../server/route.ts'
import type { PortalServices } from '../portal-services.ts'
export function packRoutes(_: PortalServices): Route[] {
  return []
}
