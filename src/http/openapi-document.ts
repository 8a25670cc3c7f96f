import { OpenAPIHono } from '@hono/zod-openapi'
import { roles } from '../domain/roles.ts'
import type { ApiRoute } from './operation.ts'
import { PROBLEM_TYPE, problem } from './problem.ts'

const about = `Bearer tokens, made by an administrator for an account: a token may do what it names and what the
account's role permits, and sees whom that account may see. Roles: ${roles.join(', ')}. Every answer that holds
personal data is written to the audit before it is given, and is not given where that cannot be done (503).
What is out of scope is answered as what is not there (404).`

/** The interface as OpenAPI 3.1, made from the schemas that requests are read with. */
export function openApiDocument(routes: readonly ApiRoute[]): object {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono()
  openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token: `Authorization: Bearer wa_…`. Never in an address.',
  })
  openAPIRegistry.registerComponent('securitySchemes', 'device', {
    type: 'http',
    scheme: 'bearer',
    description: "A device's own secret: `Authorization: Bearer wd_…`.",
  })
  for (const { method, path, access, operation } of routes) {
    const { id, summary, description, params, query, headers, body, files, answer } = operation
    const content = {
      ...(body && { 'application/json': { schema: body } }),
      ...Object.fromEntries(
        Object.entries(files ?? {}).map(([type, { description: text }]) => [
          type,
          { schema: { type: 'string' as const, description: text } },
        ]),
      ),
    }
    const ofDevice = access === 'device'
    const permitted = typeof access === 'string' ? [access] : access
    openAPIRegistry.registerPath({
      method: method.toLowerCase() as 'get' | 'post',
      path: path.replace(/:(\w+)/g, '{$1}'),
      operationId: id,
      summary,
      description: [description, ofDevice ? undefined : `Permission: ${permitted.join(' or ')}.`]
        .filter(Boolean)
        .join('\n\n'),
      security: [ofDevice ? { device: [] } : { token: [] }],
      request: {
        params,
        query,
        headers,
        ...(Object.keys(content).length > 0 && { body: { content, required: true } }),
      },
      responses: {
        200: { description: 'Done', content: { 'application/json': { schema: answer } } },
        default: {
          description: 'Not done',
          content: { [PROBLEM_TYPE]: { schema: problem } },
        },
      },
    })
  }
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Whereabouts', version: '1', description: about },
    servers: [{ url: '/' }],
  })
}
