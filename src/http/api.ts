import type { Surface } from '../server/app.ts'
import { apiEdge } from './api-edge.ts'
import { apiRoutes } from './api-routes.ts'
import type { ApiServices } from './api-services.ts'
import { openApiRoute } from './openapi.ts'

/** The interface for programs, beneath `/api/`. */
export function api(services: ApiServices): Surface {
  const routes = apiRoutes(services)
  return { prefix: '/api/', edge: apiEdge(services), routes: [openApiRoute(routes), ...routes] }
}
