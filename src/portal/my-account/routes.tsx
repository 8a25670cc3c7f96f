import { endOtherSessions } from '../../app/accounts/end-sessions.ts'
import { changePassword } from '../../app/accounts/passwords.ts'
import type { Asked, Route } from '../../server/route.ts'
import { countRecoveryCodes } from '../../store/records/credential-records.ts'
import { openSessionsOf } from '../../store/records/session-records.ts'
import { accountWork, sessionOf, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { newPasswordFaults } from '../set-up/new-password.tsx'
import { authenticatorRoutes } from './authenticator-routes.tsx'
import { MyAccountPage } from './my-account-page.tsx'
import { PasswordPage } from './password-page.tsx'
import { recoveryCodesRoutes } from './recovery-codes-routes.tsx'

const crumbs = [{ text: 'Your account', href: paths.account }]

/** One's own account. Its pages hold the data of nobody but who asks, so looking is not audited; changes are. */
export function myAccountRoutes(services: PortalServices): Route[] {
  const { show, folder, now } = services
  const passwordPage = (context: Asked, faults?: readonly FieldFault[]) =>
    show(
      context,
      { title: 'Change your password', crumbs, status: faults ? 422 : 200 },
      <PasswordPage asking={context.get('asking')} {...(faults && { faults })} />,
    )
  return [
    {
      method: 'GET',
      path: paths.account,
      access: 'signed-in',
      audit: 'nothing personal',
      async handle(context) {
        const { account, session } = sessionOf(context)
        const sessions = await openSessionsOf(folder.records, account.id, now())
        const own = Buffer.from(session.idHash)
        return show(
          context,
          { title: 'Your account' },
          <MyAccountPage
            asking={context.get('asking')}
            account={account}
            done={context.req.query('done')}
            recoveryCodesLeft={await countRecoveryCodes(folder.records, account.id)}
            sessions={sessions.map((one) => ({ ...one, isThisOne: own.equals(one.idHash) }))}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.endSessions,
      access: 'signed-in',
      audit: { action: 'alter', what: 'session' },
      async handle(context) {
        await endOtherSessions(accountWork(context, services), sessionOf(context))
        return context.redirect(doneAt(paths.account, 'sessions-ended'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.password,
      access: 'signed-in',
      audit: 'nothing personal',
      handle: (context) => passwordPage(context),
    },
    {
      method: 'POST',
      path: paths.password,
      access: 'signed-in',
      audit: { action: 'alter', what: 'password' },
      async handle(context) {
        const form = await formValues(context)
        const differ = newPasswordFaults(form)
        if (differ.length > 0) return passwordPage(context, differ)
        const work = accountWork(context, services)
        const typed = { current: form.typed('current'), password: form.typed('password') }
        const { faults } = await takeForm(
          () => changePassword(work, sessionOf(context), typed),
          'current',
        )
        if (faults) return passwordPage(context, faults)
        return context.redirect(doneAt(paths.account, 'password-changed'), 303)
      },
    },
    ...authenticatorRoutes(services),
    ...recoveryCodesRoutes(services),
  ]
}
