import { timingSafeEqual } from 'node:crypto'
import { findSession } from '../app/sessions.ts'
import type { Actor } from '../domain/actor.ts'
import { permissionsOf } from '../domain/roles.ts'
import type { Edge } from '../server/gate.ts'
import type { Asked, Asking } from '../server/route.ts'
import { statusOf } from '../server/status.ts'
import { clearSessionCookie, formSecret, formTokenFor, sessionCookie } from './cookies.ts'
import { ErrorMessage, errorTitle } from './message/error-message.tsx'
import { paths } from './paths.ts'
import type { PortalServices } from './portal-services.ts'

/** How pages know people (a session's cookie), trust forms (a token in each), and say what cannot be done. */
export function portalEdge({ folder, show, now }: PortalServices): Edge {
  return {
    async identify(context, from, correlationId) {
      const cookie = sessionCookie(context)
      const session = cookie ? await findSession(folder.records, cookie, now()) : undefined
      if (cookie && !session) clearSessionCookie(context)
      const formToken = formTokenFor(formSecret(context, session && cookie))
      if (!session) return { actor: nobody(from, correlationId), formToken }
      const { account, idHash } = session
      const { id, username, name, role } = account
      return {
        actor: {
          kind: 'account',
          accountId: id,
          username,
          role,
          permissions: permissionsOf(role),
          from,
          correlationId,
        },
        formToken,
        account: { id, name, sessionIdHash: idHash },
      }
    },
    async isMeant(context, { formToken }) {
      if (context.req.method === 'GET' || context.req.method === 'HEAD') return true
      const { formToken: sent } = await context.req.parseBody()
      return typeof sent === 'string' && isSame(sent, formToken)
    },
    refuse(context, error) {
      const { method, path } = context.req
      if (error.code === 'NOT_SIGNED_IN' && method === 'GET' && path !== paths.signIn) {
        return context.redirect(paths.signIn, 303)
      }
      if (context.get('asking') === undefined) context.set('asking', unknownVisitor(context))
      const shown = { title: errorTitle(error), status: statusOf(error.code) }
      return show(context, shown, <ErrorMessage error={error} />)
    },
  }
}

function nobody(from: string, correlationId: string): Actor {
  return {
    kind: 'nobody',
    username: '',
    role: 'nobody',
    permissions: new Set(),
    from,
    correlationId,
  }
}

/** For a page about a request that never came to be identified. */
function unknownVisitor(context: Asked): Asking {
  return { actor: nobody('', ''), formToken: formTokenFor(formSecret(context, undefined)) }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
