import { renewRecoveryCodes } from '../../app/accounts/recovery-codes.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountWork, sessionOf, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { RecoveryCodesPage } from './recovery-codes-page.tsx'
import { RenewCodesPage } from './renew-codes-page.tsx'

export function recoveryCodesRoutes(services: PortalServices): Route[] {
  const { show, signIn } = services
  const crumbs = [{ text: 'Your account', href: paths.account }]
  const page = (context: Asked, faults?: readonly FieldFault[]) =>
    show(
      context,
      { title: 'Make new recovery codes', crumbs, status: faults ? 422 : 200 },
      <RenewCodesPage asking={context.get('asking')} {...(faults && { faults })} />,
    )
  return [
    {
      method: 'GET',
      path: paths.recoveryCodes,
      access: 'signed-in',
      audit: 'nothing personal',
      handle: (context) => page(context),
    },
    {
      method: 'POST',
      path: paths.recoveryCodes,
      access: 'signed-in',
      audit: { action: 'alter', what: 'authenticator' },
      async handle(context) {
        const code = (await formValues(context)).text('code')
        const work = accountWork(context, services)
        const taken = await takeForm(
          () => renewRecoveryCodes(work, signIn.key, sessionOf(context), code),
          'code',
        )
        if (taken.faults) return page(context, taken.faults)
        return show(
          context,
          { title: 'Your recovery codes' },
          <RecoveryCodesPage codes={taken.done} next={paths.account} />,
        )
      },
    },
  ]
}
