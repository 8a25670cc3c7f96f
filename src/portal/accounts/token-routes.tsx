import { makeToken, revokeToken, tokenScopes } from '../../app/accounts/api-tokens.ts'
import type { Account } from '../../domain/account.ts'
import { type Permission, permissions } from '../../domain/roles.ts'
import type { Asked, Route } from '../../server/route.ts'
import { tokensOf } from '../../store/records/token-records.ts'
import { accountWork, sessionOf, takeForm } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { type FormValues, formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { accountPage } from './account-routes.tsx'
import { accountNamed } from './consulted.ts'
import { shownAbout } from './deed-routes.tsx'
import { HandedOverPage } from './handed-over-page.tsx'
import { Tokens, type TokensProps, type TypedToken } from './tokens.tsx'

const DAY = 86_400_000
const alter = { action: 'alter', what: 'tokens' } as const
const title = 'The token is made'
const instruction = 'Programs send it as a bearer token: “Authorization: Bearer …”.'

/** Tokens for programs: a service's, which an administrator makes, and one's own. */
export function tokenRoutes(services: PortalServices): Route[] {
  return [...serviceTokenRoutes(services), ...ownTokenRoutes(services)]
}

function serviceTokenRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'POST',
      path: paths.accountTokens(':id'),
      access: 'accounts:manage',
      audit: alter,
      async handle(context) {
        const account = await accountNamed(context, services)
        const typed = typedToken(await formValues(context))
        const taken = await make(context, services, account, typed)
        if (taken.faults) return accountPage(context, services, { typed, faults: taken.faults })
        return services.show(
          context,
          shownAbout(account, title),
          <HandedOverPage {...{ account, title, instruction }} secret={taken.done.token} />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.revokeAccountToken(':id'),
      access: 'accounts:manage',
      audit: alter,
      async handle(context) {
        const { id } = await accountNamed(context, services)
        await revoke(context, services)
        return context.redirect(doneAt(paths.accountOf(id), 'token-revoked'), 303)
      },
    },
  ]
}

function ownTokenRoutes(services: PortalServices): Route[] {
  const { show, folder, now } = services
  const crumbs = [{ text: 'Your account', href: paths.account }]
  const page = async (context: Asked, formed?: Pick<TokensProps, 'typed' | 'faults'>) => {
    const { account } = sessionOf(context)
    return show(
      context,
      { title: 'Tokens for programs', crumbs, status: formed ? 422 : 200 },
      <>
        <h1 class="govuk-heading-l">Tokens for programs</h1>
        <Tokens
          asking={context.get('asking')}
          tokens={await tokensOf(folder.records, account.id)}
          now={now()}
          scopes={[...tokenScopes(account.role, context.get('asking').actor)]}
          makeAt={paths.tokens}
          revokeAt={paths.revokeToken}
          {...formed}
        />
      </>,
    )
  }
  return [
    {
      method: 'GET',
      path: paths.tokens,
      access: 'signed-in',
      audit: 'nothing personal',
      handle: (context) => page(context),
    },
    {
      method: 'POST',
      path: paths.tokens,
      access: 'signed-in',
      audit: alter,
      async handle(context) {
        const { account } = sessionOf(context)
        const typed = typedToken(await formValues(context))
        const taken = await make(context, services, account, typed)
        if (taken.faults) return page(context, { typed, faults: taken.faults })
        return show(
          context,
          { title, crumbs },
          <HandedOverPage {...{ account, title, instruction }} secret={taken.done.token} isOwn />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.revokeToken,
      access: 'signed-in',
      audit: alter,
      async handle(context) {
        await revoke(context, services)
        return context.redirect(doneAt(paths.tokens, 'token-revoked'), 303)
      },
    },
  ]
}

function make(context: Asked, services: PortalServices, { id }: Account, typed: TypedToken) {
  const work = accountWork(context, services)
  return takeForm(
    () =>
      makeToken(work, {
        accountId: id,
        name: typed.name,
        scopes: typed.scopes.filter((scope): scope is Permission =>
          permissions.some((one) => one === scope),
        ),
        // What is no number of days has ended already, and is told so.
        expiresAt: work.now + (Number(typed.days) || 0) * DAY,
      }),
    'name',
  )
}

async function revoke(context: Asked, services: PortalServices): Promise<void> {
  const token = Number((await formValues(context)).text('token'))
  await revokeToken(accountWork(context, services), Number.isSafeInteger(token) ? token : 0)
}

function typedToken(form: FormValues): TypedToken {
  return { name: form.text('name'), scopes: form.ticked('scopes'), days: form.text('expiresAt') }
}
