import { openTrip, sealTrip } from '../../app/accounts/provider-trip.ts'
import { signInEvent } from '../../app/accounts/sign-in.ts'
import { signInWithProvider } from '../../app/accounts/sign-in-with-provider.ts'
import { AppError } from '../../domain/errors.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { setSessionCookie, setTripCookie, takeTripCookie, takeWanted } from '../cookies.ts'
import { paths } from '../paths.ts'
import type { PortalServices, Provider } from '../portal-services.ts'
import { SignInPage } from './sign-in-page.tsx'

/** Sign-in through an identity provider, where one is configured. */
export function providerRoutes(services: PortalServices): Route[] {
  const { provider } = services.signIn
  if (!provider) return []
  return [
    {
      // A link, not a form: browsers follow no form to another host under our policy.
      method: 'GET',
      path: paths.providerBegin,
      access: 'anyone',
      audit: 'nothing personal',
      async handle(context) {
        const { url, trip } = await provider.identity.begin(services.now())
        setTripCookie(context, sealTrip(services.signIn.key, trip))
        return context.redirect(url.href, 303)
      },
    },
    {
      method: 'GET',
      path: paths.provider,
      access: 'anyone',
      audit: { action: 'sign-in', what: 'session' },
      async handle(context) {
        const taken = await takeForm(() => finish(context, services, provider), 'username')
        if (taken.faults) {
          await noteRefusal(context, services)
          return services.show(
            context,
            { title: 'Sign in', status: 422 },
            <SignInPage asking={context.get('asking')} provider faults={taken.faults} />,
          )
        }
        setSessionCookie(context, taken.done)
        return context.redirect(takeWanted(context), 303)
      },
    },
  ]
}

/** @returns the session's secret. @throws AppError SIGN_IN_REFUSED; PROVIDER_UNAVAILABLE. */
async function finish(
  context: Asked,
  services: PortalServices,
  { identity, grants }: Provider,
): Promise<string> {
  const sealed = takeTripCookie(context)
  const trip = sealed === undefined ? undefined : openTrip(services.signIn.key, sealed)
  if (!trip) {
    throw new AppError(
      'SIGN_IN_REFUSED',
      'Cannot sign in through the identity provider: it was not begun in this browser, or longer than ten minutes ago; begin again',
    )
  }
  const work = accountWork(context, services)
  const claims = await identity.finish(new URL(context.req.url), trip, work.now)
  return signInWithProvider(work, grants, claims)
}

/** What the provider, not we, refused is a refused sign-in too. */
async function noteRefusal(context: Asked, services: PortalServices): Promise<void> {
  if (context.get('written')) return
  const { audit, records } = accountWork(context, services)
  await audit(records, signInEvent('refused', { step: 'provider' }))
}
