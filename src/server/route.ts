import type { Context } from 'hono'
import type { SignedIn } from '../app/accounts/signed-in.ts'
import type { Actor } from '../domain/actor.ts'
import type { AuditAction, AuditFacts } from '../domain/audit-event.ts'
import type { PracticeTask } from '../domain/practice-task.ts'
import type { Permission } from '../domain/roles.ts'
import type { UploadForm } from './multipart.ts'

/** What the gate knows of a request by the time a handler runs. */
export interface Asking {
  readonly actor: Actor
  /** The token that every form of this visitor must carry. */
  readonly formToken: string
  /** Of whoever is signed in. */
  readonly account?: SignedInAccount | undefined
  /** What they practise with the made-up town. */
  readonly practising?: PracticeTask | undefined
  /** The cookie's, complete or not: the actor is nobody until it is. */
  readonly session?: SignedIn | undefined
}

/** What pages show of whoever is signed in. */
interface SignedInAccount {
  readonly id: number
  readonly name: string
}

/** What a handler says of the personal data in its answer; the gate makes the audit event of it. */
export interface Told {
  readonly subjects: AuditFacts['subjects']
  readonly interval?: AuditFacts['interval']
  readonly count?: number
  readonly purpose?: string | undefined
  readonly details?: AuditFacts['details']
}

export interface ServerVariables {
  asking: Asking
  route: Route
  told: Told | undefined
  /** Written by the handler, inside the transaction that altered something. */
  written: boolean
  /** Of a form with a file: read as far as the file. */
  upload: UploadForm | undefined
}

export type Asked = Context<{ Variables: ServerVariables }>

/**
 * One address and who may use it. Routes are data, so that a test can go through all of them: whoever
 * adds one says who may ask and whether its answer holds personal data, or it does not compile.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As hono writes it: `/people/:id`. Addresses hold ids, never names, secrets or what was searched for. */
  readonly path: string
  /** Everybody; everybody who is signed in; a device by its own secret; or who holds the permission (one of several). */
  readonly access: 'anyone' | 'signed-in' | 'device' | Permission | readonly Permission[]
  /**
   * Of an answer that holds personal data, or a request that alters it: exactly one event is written. A
   * command that was handed over writes its own, as it does at any host; what devices report is told with the batch it is kept in.
   */
  readonly audit:
    | { readonly action: AuditAction; readonly what: string }
    | 'nothing personal'
    | 'by its command'
    | 'with its batch'
  /** Asked by whatever watches over the server: nobody's many requests make it look dead. */
  readonly uncounted?: true
  /** Most bytes of a request's body; 16 KiB unless said otherwise. */
  readonly maxBytes?: number
  /** Its handler reads the body as it comes, and itself holds what says no length to `maxBytes`. */
  readonly streams?: boolean
  readonly handle: (context: Asked) => Response | Promise<Response>
}

/** Says whose data the answer holds. The gate writes it down before the answer leaves. */
export function tell(context: Asked, told: Told): void {
  if (context.get('told')) throw new Error('Cannot tell twice: one answer is one audit event')
  context.set('told', told)
}
