import type { Route } from '../server/route.ts'
import { openApiDocument } from './openapi-document.ts'
import type { ApiRoute } from './operation.ts'

/** Where programs find what they may ask. */
export function openApiRoute(routes: readonly ApiRoute[]): Route {
  const text = JSON.stringify(openApiDocument(routes))
  return {
    method: 'GET',
    path: '/api/v1/openapi.json',
    access: 'signed-in',
    audit: 'nothing personal',
    handle: (context) => context.body(text, 200, { 'Content-Type': 'application/json' }),
  }
}
