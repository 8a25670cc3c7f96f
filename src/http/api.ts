import type { Surface } from '../server/app.ts'
import { apiEdge } from './api-edge.ts'
import { apiRoutes } from './api-routes.ts'
import type { ApiServices } from './api-services.ts'
import { openApiRoute } from './openapi.ts'
import type { ApiRoute } from './operation.ts'

/** The interface for programs, beneath `/api/`. @param others what its document describes too. */
export function api(services: ApiServices, others: readonly ApiRoute[]): Surface {
  const routes = apiRoutes(services)
  const document = openApiRoute([...routes, ...others])
  return { prefix: '/api/', edge: apiEdge(services), routes: [document, ...routes] }
}
