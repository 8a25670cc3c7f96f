import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { accessibilityFaults, launchChromium, tabTo } from '../support/chromium.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'
import { whereabouts } from '../support/whereabouts.ts'

const data = mkdtempSync(join(tmpdir(), 'whereabouts-administration-'))
let served: ServedFolder
let browser: Browser
let page: Page

beforeAll(async () => {
  const town = join(data, 'town')
  const size = ['--wearers', '10', '--days', '2', '--crimes', '10']
  whereabouts(['simulate', '--seed', '3', ...size, '--out', town])
  const crimes = readdirSync(join(town, 'crimes')).map((name) => join(town, 'crimes', name))
  for (const words of [
    ['people', join(town, 'people.json')],
    ['crimes', ...crimes],
  ]) {
    const { status, stderr } = whereabouts(['import', ...words, '--data', data])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  }
  served = await serveFolder(data, { flags: ['--demo'] })
  browser = await launchChromium()
  page = await newPage()
  await signIn(page, 'administrator.demo')
})

afterAll(async () => {
  await browser?.close()
  await served?.end()
})

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ bypassCSP: false, locale: 'en-GB' })
  context.setDefaultTimeout(10_000)
  return context.newPage()
}

async function signIn(on: Page, username: string, password = demoPassword()): Promise<void> {
  await on.goto(`${served.url}/sign-in`)
  await on.getByLabel('Username').fill(username)
  await on.getByLabel('Password').fill(password)
  await on.getByRole('button', { name: 'Continue' }).click()
}

function demoPassword(): string {
  return /Password of each: (.*)/.exec(served.said)?.[1] ?? ''
}

function heading(): Promise<string | null> {
  return page.getByRole('heading', { level: 1 }).textContent()
}

async function press(name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Opens an account's page by its name in the list. */
async function openAccount(name: string): Promise<void> {
  await page.goto(`${served.url}/accounts`)
  const list = page.getByRole('table', { name: 'Accounts' })
  await list.getByRole('link', { name, exact: true }).click()
}

function said(): Promise<string | null> {
  return page.getByRole('alert').textContent()
}

describe('whereabouts serve --demo', () => {
  it('prints an account for each role that signs in', () => {
    expect(served.said).toContain('made-up people; never use them elsewhere')
    for (const username of ['practitioner', 'wearer', 'police', 'manager', 'administrator']) {
      expect(served.said).toContain(`${username}.demo`)
    }
  })
})

describe('an administrator', () => {
  it('lists accounts, sorted and by role', async () => {
    await page.goto(`${served.url}/accounts`)
    expect(await accessibilityFaults(page)).toEqual([])
    const names = () => page.locator('tbody tr td:nth-child(2)').allTextContents()
    await page.getByRole('link', { name: 'Username' }).click()
    await page.waitForLoadState()
    const ascending = await names()
    expect(ascending).toEqual([...ascending].sort())
    await page.getByRole('link', { name: 'Username' }).click()
    await page.waitForLoadState()
    expect(await names()).toEqual([...ascending].reverse())
    await page.getByLabel('Role').selectOption({ label: 'Police analyst' })
    await press('Show')
    expect(await names()).toEqual(['police.demo'])
  })

  it('makes an account, whose owner sets a password with the code', async () => {
    await page.goto(`${served.url}/accounts/new`)
    await page.getByLabel('Name', { exact: true }).fill('Bo <b>Example</b>')
    await page.getByLabel('Username').fill('bo.example')
    await page.getByLabel('Role').selectOption({ label: 'Police analyst' })
    await press('Make the account')
    expect(await said()).toContain('police force')
    expect(await page.getByLabel('Username').inputValue()).toBe('bo.example')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Police force').selectOption({ label: 'Cumbria' })
    await press('Make the account')
    expect(await accessibilityFaults(page)).toEqual([])
    const code = (await page.locator('#secret').textContent()) ?? ''
    const bo = await newPage()
    await bo.goto(`${served.url}/set-password`)
    await bo.getByLabel('Username').fill('bo.example')
    await bo.getByLabel('One-time code').fill(code)
    for (const label of ['New password', 'New password again']) {
      await bo.getByLabel(label, { exact: true }).fill('seven tins of paint')
    }
    await bo.getByRole('button', { name: 'Set the password' }).click()
    await signIn(bo, 'bo.example', 'seven tins of paint')
    await bo.getByRole('link', { name: 'Bo <b>Example</b>' }).waitFor()

    await openAccount('Bo <b>Example</b>')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Disable the account' }).click()
    await page.waitForLoadState()
    expect(await heading()).toBe('Disable this account?')
    await press('Disable the account')
    expect(await said()).toContain('disabled, and signed out everywhere')
    await bo.goto(`${served.url}/account`)
    await bo.getByText('Your session has ended').waitFor()
    const history = await page.getByRole('table', { name: 'History' }).textContent()
    for (const part of ['Accounts: disabled', 'Sign-in: password', 'administrator.demo']) {
      expect(history).toContain(part)
    }
    await bo.context().close()
  })

  it('gives another role, and signs its account out everywhere', async () => {
    const approver = await newPage()
    await signIn(approver, 'approver.demo')
    await openAccount('Demo approver')
    await page.getByRole('link', { name: 'Change the role, force or team' }).click()
    await page.waitForLoadState()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Role').selectOption({ label: 'Evaluator' })
    await press('Change')
    expect(await said()).toContain('signed out everywhere')
    await approver.goto(`${served.url}/`)
    await approver.getByText('Your session has ended').waitFor()
    await approver.context().close()
  })

  it('removes a lost authenticator only after a question, and never their own', async () => {
    await openAccount('Demo evaluator')
    await page.getByRole('link', { name: 'Authenticator lost' }).click()
    await page.waitForLoadState()
    expect(await accessibilityFaults(page)).toEqual([])
    await press('Remove the authenticator')
    expect(await page.locator('#secret').textContent()).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    await openAccount('Demo administrator')
    expect(await page.getByRole('link', { name: 'Authenticator lost' }).count()).toBe(0)
  })

  it('makes a token for a service, shows it once, and revokes it', async () => {
    await openAccount('Demo service')
    await page.getByLabel('What it is for').fill('tags')
    await press('Make the token')
    expect(await said()).toContain('Cannot make a token')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Send positions').check()
    await press('Make the token')
    const token = (await page.locator('#secret').textContent()) ?? ''
    expect(token).toMatch(/^wa_[\w-]{43}$/)
    await page.getByRole('link', { name: 'Go to the account' }).click()
    await page.waitForLoadState()
    expect(await page.content()).not.toContain(token)
    await press('Revoke the token tags')
    expect(await said()).toContain('The token is revoked')
    expect(await page.getByRole('table', { name: 'Tokens for programs' }).textContent()).toContain(
      'Revoked',
    )
  })

  it('makes, renames and deletes a team', async () => {
    await page.goto(`${served.url}/teams`)
    await page.getByLabel('Name', { exact: true }).fill('Kite team')
    await press('Make the team')
    await page.getByLabel('Name', { exact: true }).fill('Kite team')
    await press('Make the team')
    expect(await said()).toContain('there is one')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Team to rename').selectOption('Kite team')
    await page.getByLabel('New name').fill('Heron team')
    await press('Rename')
    await page.getByLabel('Team to delete').selectOption('Heron team')
    await press('Delete')
    expect(await said()).toContain('The team is deleted')
    expect(await page.getByText('Heron team').count()).toBe(0)
  })

  it('adds cover with the keyboard alone and without JavaScript, and ends it', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false })
    await signIn(plain, 'administrator.demo')
    await plain.goto(`${served.url}/covers`)
    const type = async (label: string, text: string) => {
      await tabTo(plain, plain.getByLabel(label, { exact: true }))
      await plain.keyboard.type(text)
    }
    await type('Who covers', 'practitioner.demo')
    await type('For one practitioner', 'Jo Example')
    await type('Reason', 'Leave')
    await plain.keyboard.press('Enter')
    await plain.getByText('The cover is added').waitFor()
    const table = plain.getByRole('table', { name: 'Cover now and later' })
    expect(await table.textContent()).toContain('Jo Example')
    const end = plain.getByRole('button', { name: /^End now/ })
    await tabTo(plain, end)
    await plain.keyboard.press('Enter')
    await plain.getByText('The cover is ended').waitFor()
    await plain.getByText('Nobody covers for anybody').waitFor()
    await plain.close()
    await page.goto(`${served.url}/covers`)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('finds who supervises whom, and transfers a wearer', async () => {
    await page.goto(`${served.url}/allocations`)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Device wearer').fill('nobody at all')
    await press('Find the wearer')
    expect(await said()).toContain('Nobody you may see has this id or CRN')
    await page.getByLabel('Device wearer').fill('W0004')
    await press('Find the wearer')
    expect(await heading()).toBe('Who supervises W0004')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Practitioner').fill('Jo Example')
    await press('Save')
    expect(await said()).toContain('transferred')
    await page.goto(`${served.url}/allocations`)
    await page.getByLabel('Practitioner').fill('jo example')
    await press('Show the caseload')
    await page.getByRole('link', { name: 'W0004' }).waitFor()
    expect(page.url()).not.toContain('example')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('sees no location, and nobody else sees the administrator’s pages', async () => {
    for (const path of ['/people', '/matches', '/crimes']) {
      const answer = await page.goto(served.url + path)
      expect([403, 404]).toContain(answer?.status())
    }
    const analyst = await newPage()
    await signIn(analyst, 'police.demo')
    for (const path of ['/accounts', '/accounts/1', '/teams', '/covers', '/allocations']) {
      expect((await analyst.goto(served.url + path))?.status()).toBe(403)
    }
    await analyst.context().close()
  })
})

describe('the audit', () => {
  it('has one event for each change, with who made it', async () => {
    await served.end()
    const records = await openEmbeddedRecords(join(data, 'records'))
    const filter = { action: 'alter', username: 'administrator.demo' } as const
    const events = await searchAudit(records, filter, { limit: 100 })
    await records.close()
    expect(events.map(({ what, details }) => `${what} ${details?.['change']}`).reverse()).toEqual([
      'accounts created',
      'accounts disabled',
      'accounts role',
      'authenticator authenticator removed',
      'tokens made',
      'tokens revoked',
      'teams created',
      'teams renamed',
      'teams deleted',
      'covers added',
      'covers ended',
      'allocations transferred',
    ])
    expect(events.find(({ what }) => what === 'allocations')?.subjects).toEqual(['W0004'])
  })
})
