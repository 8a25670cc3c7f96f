import type { AccountWork } from '../../app/accounts/account-work.ts'
import {
  disableAccount,
  enableAccount,
  forgetAuthenticator,
  offerPassword,
} from '../../app/accounts/accounts.ts'
import { endSessionsEverywhere } from '../../app/accounts/end-sessions.ts'
import type { Account } from '../../domain/account.ts'
import type { Asked, Route } from '../../server/route.ts'
import { accountWork } from '../account-work.ts'
import { type Done, doneAt } from '../dones.ts'
import { type AccountDeed, paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { ConfirmPage, type ConfirmProps } from './confirm-page.tsx'
import { accountNamed, tellAccounts } from './consulted.ts'
import {
  authenticatorInstruction,
  HandedOverPage,
  type HandedOverProps,
  passwordInstruction,
} from './handed-over-page.tsx'

interface Deed {
  readonly deed: AccountDeed
  readonly what: string
  /** Asked on a page of its own; without it the account's page has the button. */
  readonly confirm?: Pick<ConfirmProps, 'question' | 'consequence' | 'button'>
  readonly does:
    | { readonly done: Done; work(work: AccountWork, id: number): Promise<void> }
    | (Pick<HandedOverProps, 'title' | 'instruction'> & {
        /** @returns what is shown once. */
        work(work: AccountWork, id: number): Promise<string>
      })
}

const deeds: readonly Deed[] = [
  {
    deed: 'disable',
    what: 'accounts',
    confirm: {
      question: 'Disable this account?',
      consequence:
        'It is signed out everywhere and cannot sign in; its tokens are revoked. What it did stays in the audit. It can be enabled again, without them.',
      button: 'Disable the account',
    },
    does: { done: 'disabled', work: disableAccount },
  },
  { deed: 'enable', what: 'accounts', does: { done: 'enabled', work: enableAccount } },
  {
    deed: 'end-sessions',
    what: 'session',
    does: { done: 'account-signed-out', work: endSessionsEverywhere },
  },
  {
    deed: 'password-code',
    what: 'accounts',
    confirm: {
      question: 'Give a one-time code for a new password?',
      consequence:
        'An earlier code no longer works. The present password works until a new one is set. Be sure who asks you.',
      button: 'Make the code',
    },
    does: { title: 'One-time code', instruction: passwordInstruction, work: offerPassword },
  },
  {
    deed: 'lost-authenticator',
    what: 'authenticator',
    confirm: {
      question: 'Remove the lost authenticator?',
      consequence:
        'The authenticator and every recovery code stop working, the account is signed out everywhere, and its tokens are revoked. This cannot be taken back. Be sure who asks you: the code you get is half of what it takes to sign in.',
      button: 'Remove the authenticator',
    },
    does: {
      title: 'One-time code',
      instruction: authenticatorInstruction,
      work: forgetAuthenticator,
    },
  },
]

/** What is done to an account at the press of one button, after a question where it matters. */
export function accountDeedRoutes(services: PortalServices): Route[] {
  return deeds.flatMap((deed) => [
    ...(deed.confirm ? [confirmRoute(services, deed.deed, deed.confirm)] : []),
    deedRoute(services, deed),
  ])
}

function confirmRoute(
  services: PortalServices,
  deed: AccountDeed,
  confirm: NonNullable<Deed['confirm']>,
): Route {
  return {
    method: 'GET',
    path: paths.accountDeed(':id', deed),
    access: 'accounts:manage',
    audit: { action: 'consult', what: 'accounts' },
    async handle(context) {
      const account = await accountNamed(context, services)
      tellAccounts(context, [account])
      return services.show(
        context,
        shownAbout(account, confirm.question),
        <ConfirmPage
          asking={context.get('asking')}
          account={account}
          action={paths.accountDeed(account.id, deed)}
          {...confirm}
        />,
      )
    },
  }
}

function deedRoute(services: PortalServices, { deed, what, does }: Deed): Route {
  return {
    method: 'POST',
    path: paths.accountDeed(':id', deed),
    access: 'accounts:manage',
    audit: { action: 'alter', what },
    async handle(context: Asked) {
      const account = await accountNamed(context, services)
      const work = accountWork(context, services)
      if ('done' in does) {
        await does.work(work, account.id)
        return context.redirect(doneAt(paths.accountOf(account.id), does.done), 303)
      }
      const { title, instruction } = does
      const secret = await does.work(work, account.id)
      return services.show(
        context,
        shownAbout(account, title),
        <HandedOverPage account={account} {...{ title, instruction, secret }} />,
      )
    },
  }
}

/** Where a page about an account lies. */
export function shownAbout({ id, name }: Account, title: string) {
  const crumbs = [
    { text: 'Accounts', href: paths.accounts },
    { text: name, href: paths.accountOf(id) },
  ]
  return { title, crumbs, section: paths.accounts }
}
