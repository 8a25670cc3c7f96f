import { tokenActor } from '../app/accounts/signed-in.ts'
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
    surface: 'programs',
    async identify(context, from, correlationId) {
      const [, token] = BEARER.exec(context.req.header('Authorization') ?? '') ?? []
      const request = { from, correlationId }
      const actor = token
        ? await tokenActor(folder.records, token, { now: now(), ...request })
        : undefined
      return { actor: actor ?? nobody(request), formToken: '' }
    },
    isMeant: async () => true,
    refuse: problemResponse,
  }
}

function nobody(request: Pick<Actor, 'from' | 'correlationId'>): Actor {
  return { kind: 'nobody', username: '', role: 'nobody', permissions: new Set(), ...request }
}
