import {
  beginEnrolment,
  confirmEnrolment,
  enrollingEntry,
} from '../../app/accounts/enrol-authenticator.ts'
import { replaceAuthenticator } from '../../app/accounts/replace-authenticator.ts'
import type { SignedIn } from '../../app/accounts/signed-in.ts'
import { AppError } from '../../domain/errors.ts'
import { notSignedIn } from '../../server/gate.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { setSessionCookie, takeWanted } from '../cookies.ts'
import { type FormValues, formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { AuthenticatorPage } from './authenticator-page.tsx'
import { RecoveryCodesPage } from './recovery-codes-page.tsx'

/**
 * Sets up an authenticator: the first one, which sign-in is not complete without, or another in its place.
 * Open to sessions that have only a password, so the gate cannot ask; these handlers do.
 */
export function authenticatorRoutes(services: PortalServices): Route[] {
  const {
    show,
    signIn: { key },
  } = services
  return [
    {
      method: 'GET',
      path: paths.authenticator,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) => page(context, services),
    },
    {
      method: 'POST',
      path: paths.authenticator,
      access: 'anyone',
      audit: { action: 'alter', what: 'authenticator' },
      async handle(context) {
        const session = enrolling(context)
        const form = await formValues(context)
        const work = accountWork(context, services)
        const isFirst = !session.account.hasAuthenticator
        const taken = await takeForm(
          () =>
            isFirst
              ? confirmEnrolment(work, key, session, firstFrom(form))
              : replaceAuthenticator(work, key, session, replacementFrom(form)),
          'code',
        )
        if (taken.faults) return page(context, services, taken.faults)
        const { secret, recoveryCodes }: { secret?: string; recoveryCodes: string[] } = taken.done
        if (secret) setSessionCookie(context, secret)
        const next = isFirst ? takeWanted(context) : paths.account
        return show(
          context,
          { title: 'Your recovery codes' },
          <RecoveryCodesPage codes={recoveryCodes} next={next} />,
        )
      },
    },
  ]
}

async function page(
  context: Asked,
  services: PortalServices,
  faults?: readonly FieldFault[],
): Promise<Response> {
  const session = enrolling(context)
  const { key } = services.signIn
  const work = accountWork(context, services)
  const replaces = session.account.hasAuthenticator
  const entry = replaces
    ? { ...(await enrollingEntry(work, key, session)), needsHandedOverCode: false }
    : await beginEnrolment(work, key, session)
  return services.show(
    context,
    { title: 'Set up your authenticator', status: faults ? 422 : 200 },
    <AuthenticatorPage
      asking={context.get('asking')}
      uri={entry.uri}
      secretText={entry.secretText}
      replaces={replaces}
      needsHandedOverCode={entry.needsHandedOverCode}
      {...(faults && { faults })}
    />,
  )
}

/** @throws AppError NOT_SIGNED_IN, which leads to what is missing. */
function enrolling(context: Asked): SignedIn {
  const { session } = context.get('asking')
  if (!session || session.stage === 'second-factor') throw notSignedIn()
  if (session.account.fromProvider) {
    throw new AppError('NOT_FOUND', 'There is no authenticator of ours to set up')
  }
  return session
}

function firstFrom(form: FormValues) {
  return { code: form.text('code'), handedOverCode: form.text('handedOverCode') }
}

function replacementFrom(form: FormValues) {
  return { code: form.text('code'), currentCode: form.text('currentCode') }
}
