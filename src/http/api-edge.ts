import type { Actor } from '../domain/actor.ts'
import type { Edge } from '../server/gate.ts'
import type { ApiServices } from './api-services.ts'
import { problemResponse } from './problem.ts'

const BEARER = /^Bearer +([\w.~+/=-]{1,200})$/i

/**
 * How the interface knows programs: a bearer token and nothing else. A session's cookie gives nothing here, so
 * there is no form's token to ask for either.
 */
export function apiEdge({ folder, now }: ApiServices): Edge {
  return {
    async identify(context, from, correlationId) {
      const [, token] = BEARER.exec(context.req.header('Authorization') ?? '') ?? []
      const known = token ? await tokenActor(folder.records, token, now()) : undefined
      const actor: Actor = known
        ? { ...known, from, correlationId }
        : {
            kind: 'nobody',
            username: '',
            role: 'nobody',
            permissions: new Set(),
            from,
            correlationId,
          }
      return { actor, formToken: '' }
    },
    isMeant: async () => true,
    refuse: problemResponse,
  }
}
