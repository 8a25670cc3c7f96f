import { giveSecondFactor, type SecondFactorResult } from '../../app/accounts/second-factor.ts'
import { signIn, signOut } from '../../app/accounts/sign-in.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { SessionStage } from '../../domain/session-stage.ts'
import { notSignedIn } from '../../server/gate.ts'
import type { Asked, Route } from '../../server/route.ts'
import { anyAccount } from '../../store/records/account-records.ts'
import { accountWork } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { clearSessionCookie, setSessionCookie, takeWanted } from '../cookies.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { CodePage } from './code-page.tsx'
import { SignInPage, type SignInProps } from './sign-in-page.tsx'
import { SignedOutPage } from './signed-out-page.tsx'

/** Sign-in with what we keep ourselves: password, then a code. Every try is one audit event. */
export function signInRoutes(services: PortalServices): Route[] {
  const {
    show,
    signIn: { key, rule, provider, firstRun },
  } = services
  const page = (context: Asked, props: Partial<SignInProps>, status: 200 | 422 = 200) =>
    show(
      context,
      { title: 'Sign in', status },
      <SignInPage asking={context.get('asking')} provider={provider !== undefined} {...props} />,
    )
  const codePage = (context: Asked, faults: readonly FieldFault[] = []) =>
    show(
      context,
      { title: 'Enter your code', status: faults.length ? 422 : 200 },
      <CodePage asking={context.get('asking')} faults={faults} />,
    )
  const next = (context: Asked, stage: SessionStage) => {
    if (stage === 'second-factor') return paths.secondFactor
    return stage === 'enrol-authenticator' ? paths.authenticator : takeWanted(context)
  }
  return [
    {
      method: 'GET',
      path: paths.signIn,
      access: 'anyone',
      audit: 'nothing personal',
      async handle(context) {
        if (context.get('asking').account) return context.redirect(paths.home, 303)
        const first = firstRun && !(await anyAccount(services.folder.records))
        return first ? context.redirect(paths.setUp, 303) : page(context, {})
      },
    },
    {
      method: 'GET',
      path: paths.sessionEnded,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) =>
        page(context, {
          notice: 'Your session has ended. Sign in again; what you had not sent was not kept.',
        }),
    },
    {
      method: 'POST',
      path: paths.signIn,
      access: 'anyone',
      audit: { action: 'sign-in', what: 'session' },
      async handle(context) {
        const form = await formValues(context)
        const typed = { username: form.text('username'), password: form.typed('password') }
        const result = await signIn(accountWork(context, services), typed, rule)
        if (result.outcome === 'refused') {
          const faults = [{ field: 'username', text: result.message }]
          return page(context, { username: typed.username, faults }, 422)
        }
        setSessionCookie(context, result.secret)
        return context.redirect(next(context, result.stage), 303)
      },
    },
    {
      method: 'GET',
      path: paths.secondFactor,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) =>
        context.get('asking').session?.stage === 'second-factor'
          ? codePage(context)
          : context.redirect(paths.signIn, 303),
    },
    {
      method: 'POST',
      path: paths.secondFactor,
      access: 'anyone',
      audit: { action: 'sign-in', what: 'session' },
      async handle(context) {
        const { session } = context.get('asking')
        if (session?.stage !== 'second-factor') throw notSignedIn()
        const code = (await formValues(context)).text('code')
        const result = await giveSecondFactor(accountWork(context, services), key, session, code)
        if (result.outcome === 'refused') return codePage(context, [codeFault(result)])
        setSessionCookie(context, result.secret)
        const wanted = takeWanted(context)
        const left = result.recoveryCodesLeft
        const to = left === undefined ? wanted : doneAt(paths.account, 'recovery-code-used')
        return context.redirect(to, 303)
      },
    },
    {
      method: 'POST',
      path: paths.signOut,
      access: 'anyone',
      audit: { action: 'sign-in', what: 'session' },
      async handle(context) {
        const { session } = context.get('asking')
        if (!session) throw notSignedIn()
        await signOut(accountWork(context, services), session)
        clearSessionCookie(context)
        return context.redirect(paths.signedOut, 303)
      },
    },
    {
      method: 'GET',
      path: paths.signedOut,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) => show(context, { title: 'You have signed out' }, <SignedOutPage />),
    },
  ]
}

function codeFault(result: SecondFactorResult & { outcome: 'refused' }): FieldFault {
  const text =
    result.lockedUntil === undefined
      ? 'The code is not right, or was used before. Enter the one your authenticator shows now'
      : `Too many wrong codes. Try again after ${londonTime(result.lockedUntil)}`
  return { field: 'code', text }
}
