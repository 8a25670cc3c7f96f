import { tokenScopes } from '../../app/accounts/api-tokens.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountHistory } from '../../store/records/account-history.ts'
import { tokensOf } from '../../store/records/token-records.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { AccountPage } from './account-page.tsx'
import { accountNamed, tellAccounts } from './consulted.ts'
import type { TokensProps } from './tokens.tsx'

const HISTORY = 20

/** One account's page. */
export function accountRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.accountOf(':id'),
      access: 'accounts:manage',
      audit: { action: 'consult', what: 'accounts' },
      handle: (context) => accountPage(context, services),
    },
  ]
}

/** @param formed a token's form that could not be taken. */
export async function accountPage(
  context: Asked,
  services: PortalServices,
  formed?: Pick<TokensProps, 'typed' | 'faults'>,
): Promise<Response> {
  const { folder, show, now } = services
  const account = await accountNamed(context, services)
  const { id, role } = account
  const typed = Number(context.req.query('before') || Number.NaN)
  const before = Number.isSafeInteger(typed) ? typed : undefined
  const events = await accountHistory(folder.records, id, { before, limit: HISTORY + 1 })
  const history = events.slice(0, HISTORY)
  const last = history.at(-1)
  const tokens = role === 'service' ? await tokensOf(folder.records, id) : undefined
  if (!formed) tellAccounts(context, [account])
  return show(
    context,
    {
      title: account.name,
      crumbs: [{ text: 'Accounts', href: paths.accounts }],
      section: paths.accounts,
      status: formed ? 422 : 200,
    },
    <AccountPage
      asking={context.get('asking')}
      account={account}
      done={context.req.query('done')}
      tokens={
        tokens && {
          tokens,
          now: now(),
          scopes: [...tokenScopes(role, context.get('asking').actor)],
          makeAt: paths.accountTokens(id),
          revokeAt: paths.revokeAccountToken(id),
          ...formed,
        }
      }
      history={history}
      earlier={
        events.length > HISTORY && last ? `${paths.accountOf(id)}?before=${last.id}` : undefined
      }
    />,
  )
}
