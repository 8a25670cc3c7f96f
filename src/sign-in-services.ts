import { join } from 'node:path'
import type { AccountWork } from './app/accounts/account-work.ts'
import { createDemoAccounts, disableDemoAccounts } from './app/accounts/demo-accounts.ts'
import { offerFirstRun } from './app/accounts/first-run.ts'
import { IdentityProvider } from './app/accounts/identity-provider.ts'
import { operatorWork } from './app/accounts/operator-work.ts'
import { openSecretKey } from './app/accounts/secret-key.ts'
import type { DataFolder } from './app/data-folder.ts'
import type { SignInConfig } from './config.ts'
import { counted } from './domain/count-text.ts'
import { roleLabel } from './domain/roles.ts'
import type { SignInServices } from './portal/portal-services.ts'

export interface SignInOptions {
  readonly data: string
  /** Makes an account for each role, and asks nobody for a second factor. */
  readonly demo: boolean
  /** Whether everything in the folder is the fictional town's. */
  readonly demonstration: boolean
}

/**
 * What sign-in stands on, and what people at the terminal must know to sign in for the first time.
 *
 * @throws AppError SECRETS_UNREADABLE; NOT_PERMITTED where a demonstration is asked for over other data.
 */
export async function signInServices(
  folder: DataFolder,
  { data, demo, demonstration }: SignInOptions,
  config: SignInConfig,
): Promise<{ services: SignInServices; notes: readonly string[] }> {
  const work = operatorWork(folder)
  const { provider } = config
  const services: SignInServices = {
    key: openSecretKey(data, config.secretKey),
    rule: demo ? 'optional' : config.secondFactor,
    provider: provider && { identity: new IdentityProvider(provider), grants: provider.grants },
  }
  if (demo) return { services, notes: await demoNotes(work, data) }
  // Their password is known to everybody.
  const ended = demonstration ? 0 : await disableDemoAccounts(work)
  const firstRun = await offerFirstRun(folder.records)
  const notes = [
    ...(ended > 0 ? endedNotes(ended) : []),
    ...(firstRun ? firstRunNotes(firstRun) : []),
  ]
  return { services: { ...services, firstRun }, notes }
}

function endedNotes(accounts: number): string[] {
  return [
    '',
    `${counted(accounts, 'demonstration account')} ended: the folder holds more than the simulated town, and everybody knows their password.`,
    '',
  ]
}

function firstRunNotes({ code }: { code: string }): string[] {
  return [
    '',
    'There is no account yet. Open the address below and make the first administrator with the',
    `set-up code ${code} (good until the server stops).`,
    '',
  ]
}

async function demoNotes(work: AccountWork, data: string): Promise<string[]> {
  const accounts = await createDemoAccounts(work, join(data, 'town'))
  const people = accounts.filter(({ password }) => password !== undefined)
  const widest = Math.max(...people.map(({ role }) => roleLabel(role).length))
  return [
    '',
    'Demonstration accounts (made-up people; never use them elsewhere)',
    ...people.map(({ role, username }) => `  ${roleLabel(role).padEnd(widest)}  ${username}`),
    `Password of each: ${people[0]?.password ?? ''}`,
    '',
  ]
}
