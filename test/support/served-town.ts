import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { createDemoAccounts, type DemoAccount } from '../../src/app/accounts/demo-accounts.ts'
import { beginSession } from '../../src/app/accounts/signed-in.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { auditEvent } from '../../src/domain/audit-event.ts'
import type { Role } from '../../src/domain/roles.ts'
import { accountByUsername } from '../../src/store/records/account-records.ts'
import { appendAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { keptFolder } from './kept-folder.ts'
import { serveFolder } from './served-folder.ts'
import { whereabouts } from './whereabouts.ts'

/** The program serving a small simulated town, with an account for each role. */
export interface ServedTown {
  readonly url: string
  /** The data folder. */
  readonly data: string
  /** Of the server. */
  readonly pid: number | undefined
  /** What `match` printed when the town was made. */
  readonly funnel: string
  account(role: Role): DemoAccount
  /** Signs a page in as the role's first account, or as `second.demo`, by a session begun before the server was. */
  signIn(page: Page, who: Role | 'second.demo'): Promise<void>
  /** What a session of the role's first account is known by; it outlives the server. */
  cookie(who: Role): string
  /** Ends the server: what it leaves in the data folder can be opened. */
  end(): Promise<void>
  /** Ends the server and removes the folder. */
  stop(): Promise<void>
}

/** @param prepare what else should be in the records before they are served. */
export async function serveTown(
  prepare: (records: Records, data: string) => Promise<void> = async () => undefined,
  options: Parameters<typeof serveFolder>[1] = {},
): Promise<ServedTown> {
  const data = copyOfTown()
  const { accounts, sessions } = await inRecords(data, async (records) => {
    const accounts = await makeAccounts(records, join(data, 'town'))
    await prepare(records, data)
    return { accounts, sessions: await beginSessions(records, accounts) }
  })
  const { url, pid, end } = await serveFolder(data, options)
  return {
    url,
    data,
    pid,
    funnel: readFileSync(join(keptTown(), 'funnel.txt'), 'utf8'),
    account(role) {
      const account = accounts.find((one) => one.role === role)
      if (!account) throw new Error(`The town has no account of a ${role}`)
      return account
    },
    cookie: (who) => `__Host-session=${sessions.get(who) ?? ''}`,
    async signIn(page, who) {
      const value = sessions.get(who) ?? ''
      await page.context().clearCookies()
      await page
        .context()
        .addCookies([
          { name: '__Host-session', value, url: url.replace('http:', 'https:'), secure: true },
        ])
    },
    end,
    async stop() {
      await end()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** @returns a data folder of one's own with the small simulated town in it, compared. */
export function copyOfTown(): string {
  const data = mkdtempSync(join(tmpdir(), 'whereabouts-served-'))
  cpSync(join(keptTown(), 'data'), data, { recursive: true })
  return data
}

const keptTown = () => keptFolder('town', makeTown)

function makeTown(folder: string): void {
  const data = join(folder, 'data')
  const town = join(data, 'town')
  const run = (...words: string[]) => {
    const { status, stdout, stderr } = whereabouts(words, {
      env: { WHEREABOUTS_PURPOSE: 'tests of pages' },
    })
    expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' })
    return stdout
  }
  const size = ['--wearers', '30', '--days', '5', '--crimes', '200']
  run('simulate', '--seed', '3', ...size, '--out', town)
  const crimes = readdirSync(join(town, 'crimes')).map((name) => join(town, 'crimes', name))
  run('import', 'people', join(town, 'people.json'), '--data', data)
  run('import', 'crimes', ...crimes, '--data', data)
  run('import', 'positions', join(town, 'positions.csv'), '--data', data)
  writeFileSync(join(folder, 'funnel.txt'), run('match', '--data', data))
}

async function inRecords<T>(data: string, work: (records: Records) => Promise<T>): Promise<T> {
  const records = await openEmbeddedRecords(join(data, 'records'))
  try {
    return await work(records)
  } finally {
    await records.close()
  }
}

function makeAccounts(records: Records, town: string): Promise<DemoAccount[]> {
  const now = Date.now()
  const actor: Actor = {
    kind: 'operator',
    username: 'tests',
    role: 'operator',
    permissions: new Set(),
    from: 'localhost',
    correlationId: 'served-town',
  }
  return createDemoAccounts(
    {
      records,
      now,
      actor,
      audit: async (query, facts) => {
        await appendAudit(query, auditEvent(actor, now, facts))
      },
    },
    town,
  )
}

/** @returns a session's secret by role, of its first account, and by username. */
async function beginSessions(
  records: Records,
  accounts: readonly DemoAccount[],
): Promise<Map<string, string>> {
  const secrets = new Map<string, string>()
  for (const { username, role } of accounts) {
    const account = await accountByUsername(records, username)
    if (!account || role === 'service') continue
    const now = Date.now()
    const facts = { accountId: account.id, now, from: 'localhost', secondFactorAt: now }
    const secret = await records.transaction((each) => beginSession(each, facts))
    secrets.set(username, secret)
    if (!secrets.has(role)) secrets.set(role, secret)
  }
  return secrets
}
