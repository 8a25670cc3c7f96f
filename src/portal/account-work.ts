import type { AccountWork } from '../app/accounts/account-work.ts'
import type { SignedIn } from '../app/accounts/signed-in.ts'
import { AppError, type ErrorCode } from '../domain/errors.ts'
import { writeAltered } from '../server/gate.ts'
import type { Asked } from '../server/route.ts'
import type { FieldFault } from './components/error-summary.tsx'
import type { PortalServices } from './portal-services.ts'

/** What a use case of accounts needs, with the request's one audit event. */
export function accountWork(context: Asked, { folder, now }: PortalServices): AccountWork {
  const { actor: asking, session } = context.get('asking')
  const actor = session?.actor ?? asking
  const at = now()
  return {
    records: folder.records,
    now: at,
    actor,
    audit: (query, facts, as = actor) => writeAltered(context, query, at, facts, as),
  }
}

/** The session of whoever is signed in. @throws Error on a route that lets in others. */
export function sessionOf(context: Asked): SignedIn {
  const { account, session } = context.get('asking')
  if (account && session) return session
  throw new Error('Cannot tell whose account: nobody is signed in')
}

type Taken<T> =
  | { readonly done: T; readonly faults?: undefined }
  | { readonly faults: readonly FieldFault[] }

/**
 * Does what a form asks for, or says what is wrong with the form.
 *
 * @param elsewhere the field where a fault is told that is about none.
 * @throws whatever is not about the form.
 */
export async function takeForm<T>(work: () => Promise<T>, elsewhere: string): Promise<Taken<T>> {
  try {
    return { done: await work() }
  } catch (error) {
    if (!(error instanceof AppError) || !aboutForms.has(error.code)) throw error
    return { faults: [{ field: error.field ?? elsewhere, text: error.message }] }
  }
}

const aboutForms: ReadonlySet<ErrorCode> = new Set([
  'INPUT_INVALID',
  'SIGN_IN_REFUSED',
  'POLICY_FORBIDS',
])
