import { sessionActor } from '../app/accounts/signed-in.ts'
import type { Actor } from '../domain/actor.ts'
import type { Edge } from '../server/gate.ts'
import type { Asked, Asking } from '../server/route.ts'
import { statusOf } from '../server/status.ts'
import { beginUpload } from '../server/upload-form.ts'
import { practiceUnderWay } from '../store/records/practice-records.ts'
import {
  clearSessionCookie,
  formSecret,
  formTokenFor,
  isFormToken,
  rememberWanted,
  sessionCookie,
} from './cookies.ts'
import { ErrorMessage, errorTitle } from './message/error-message.tsx'
import { paths } from './paths.ts'
import type { PortalServices } from './portal-services.ts'

/** How pages know people (a session's cookie), trust forms (a token in each), and say what cannot be done. */
export function portalEdge({
  folder,
  show,
  now,
  demonstration,
  signIn: { rule },
}: PortalServices): Edge {
  return {
    surface: 'pages',
    async identify(context, from, correlationId) {
      const cookie = sessionCookie(context)
      const session = cookie
        ? await sessionActor(folder.records, cookie, { now: now(), rule, from, correlationId })
        : undefined
      if (cookie && !session) clearSessionCookie(context)
      const formToken = formTokenFor(formSecret(context, session && cookie))
      if (session?.stage !== 'signed-in') {
        return { actor: nobody(from, correlationId), formToken, session }
      }
      const { id, name } = session.account
      const practising =
        demonstration && session.actor.permissions.has('cases:hand-over')
          ? await practiceUnderWay(folder.records, id)
          : undefined
      return { actor: session.actor, formToken, account: { id, name }, session, practising }
    },
    async isMeant(context, { session }) {
      if (context.req.method === 'GET' || context.req.method === 'HEAD') return true
      const sent = await sentToken(context)
      const secret = formSecret(context, session && sessionCookie(context))
      return typeof sent === 'string' && isFormToken(sent, secret)
    },
    refuse(context, error) {
      // Only pages lead to sign-in: what a page loads is told plainly.
      if (error.code === 'NOT_SIGNED_IN' && context.req.header('Accept')?.includes('text/html')) {
        rememberWanted(context)
        return context.redirect(signInPath(context), 303)
      }
      if (context.get('asking') === undefined) context.set('asking', unknownVisitor(context))
      const shown = { title: errorTitle(error), status: statusOf(error.code) }
      return show(context, shown, <ErrorMessage error={error} />)
    },
  }
}

/** The token of the form that was sent. A body that is no form has none. */
async function sentToken(context: Asked): Promise<unknown> {
  const { streams, maxBytes = 0 } = context.get('route')
  if (!streams) {
    const { formToken } = await context.req.parseBody().catch(() => ({ formToken: '' }))
    return formToken
  }
  const upload = await beginUpload(context, maxBytes)
  context.set('upload', upload)
  return upload?.fields.get('formToken')
}

/** Where whoever is not signed in goes on, with what they have proved already. */
function signInPath(context: Asked): string {
  const { stage } = context.get('asking').session ?? {}
  if (stage === 'second-factor') return paths.secondFactor
  if (stage === 'enrol-authenticator') return paths.authenticator
  return sessionCookie(context) ? paths.sessionEnded : paths.signIn
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
