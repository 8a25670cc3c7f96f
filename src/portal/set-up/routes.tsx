import { createFirstAdministrator } from '../../app/accounts/first-run.ts'
import { setPassword } from '../../app/accounts/passwords.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { newPasswordFaults } from './new-password.tsx'
import { PasswordSetPage } from './password-set-page.tsx'
import { SetPasswordPage } from './set-password-page.tsx'
import { SetUpPage, type SetUpProps } from './set-up-page.tsx'

/** For whoever has a code and no password yet. Neither page signs anybody in. */
export function setUpRoutes(services: PortalServices): Route[] {
  return [...firstAdministratorRoutes(services), ...passwordRoutes(services)]
}

/** Only where the server printed a set-up code: else there is nothing at the address. */
function firstAdministratorRoutes(services: PortalServices): Route[] {
  const { show, signIn } = services
  const { firstRun } = signIn
  if (!firstRun) return []
  const page = (context: Asked, props: Omit<SetUpProps, 'asking'>) =>
    show(
      context,
      { title: 'Make the first administrator', status: props.faults ? 422 : 200 },
      <SetUpPage asking={context.get('asking')} {...props} />,
    )
  return [
    {
      method: 'GET',
      path: paths.setUp,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) => page(context, {}),
    },
    {
      method: 'POST',
      path: paths.setUp,
      access: 'anyone',
      audit: { action: 'alter', what: 'accounts' },
      async handle(context) {
        const form = await formValues(context)
        const [username, name] = [form.text('username'), form.text('name')]
        const differ = newPasswordFaults(form)
        if (differ.length > 0) return page(context, { username, name, faults: differ })
        const work = accountWork(context, services)
        const typed = { code: form.text('code'), username, name, password: form.typed('password') }
        const taken = await takeForm(() => createFirstAdministrator(work, firstRun, typed), 'code')
        if (!taken.faults) return context.redirect(paths.passwordSet, 303)
        return page(context, { username, name, faults: taken.faults })
      },
    },
  ]
}

function passwordRoutes(services: PortalServices): Route[] {
  const { show } = services
  return [
    {
      method: 'GET',
      path: paths.setPassword,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) =>
        show(
          context,
          { title: 'Set your password' },
          <SetPasswordPage asking={context.get('asking')} />,
        ),
    },
    {
      method: 'POST',
      path: paths.setPassword,
      access: 'anyone',
      audit: { action: 'alter', what: 'password' },
      async handle(context) {
        const form = await formValues(context)
        const username = form.text('username')
        const typed = { username, code: form.text('code'), password: form.typed('password') }
        let faults: readonly FieldFault[] | undefined = newPasswordFaults(form)
        if (faults.length === 0) {
          const work = accountWork(context, services)
          faults = (await takeForm(() => setPassword(work, typed), 'code')).faults
        }
        if (!faults) return context.redirect(paths.passwordSet, 303)
        return show(
          context,
          { title: 'Set your password', status: 422 },
          <SetPasswordPage asking={context.get('asking')} username={username} faults={faults} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.passwordSet,
      access: 'anyone',
      audit: 'nothing personal',
      handle: (context) => show(context, { title: 'Your password is set' }, <PasswordSetPage />),
    },
  ]
}
