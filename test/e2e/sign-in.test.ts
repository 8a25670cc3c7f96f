import { join } from 'node:path'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { accessibilityFaults, launchChromium, tabTo } from '../support/chromium.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'

const folder = new TestDataFolder()
const password = 'a kettle under the stairs'
let served: ServedFolder
let browser: Browser
let page: Page
let key = ''
let enrolledWith = ''
let recoveryCodes: string[] = []

beforeAll(async () => {
  served = await serveFolder(folder.path)
  browser = await launchChromium()
  page = await browser.newPage({ bypassCSP: false, locale: 'en-GB' })
  page.setDefaultTimeout(10_000)
})

afterAll(async () => {
  await browser?.close()
  await served?.end()
})

/** What the authenticator shows now, or so many codes later: none counts twice. */
function code(later = 0): string {
  return new TOTP({ secret: key }).generate({ timestamp: Date.now() + later * 30_000 })
}

async function fill(on: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await on.getByLabel(label, { exact: true }).fill(value)
  }
}

async function press(on: Page, name: string): Promise<void> {
  await on.getByRole('button', { name, exact: true }).click()
}

function heading(on: Page): Promise<string | null> {
  return on.getByRole('heading', { level: 1 }).textContent()
}

/** The authenticator's key, as an app takes it. */
async function shownKey(): Promise<string> {
  return ((await page.locator('#authenticator-key').textContent()) ?? '').replaceAll(' ', '')
}

async function givePassword(on: Page): Promise<void> {
  await on.goto(`${served.url}/sign-in`)
  await fill(on, { Username: 'Ada.Admin', Password: password })
  await press(on, 'Continue')
}

describe('the first administrator', () => {
  it('is made with the code the terminal shows, and returns to the page that was wanted', async () => {
    const [, setUpCode = ''] = /set-up code ([\w-]+)/.exec(served.said) ?? []
    expect(setUpCode).not.toBe('')
    await page.goto(`${served.url}/account/password`)
    expect(new URL(page.url()).pathname).toBe('/set-up')
    const made = { 'Your name': 'Ada Example', Username: 'ada.admin' }
    const passwords = { 'New password': password, 'New password again': password }
    await fill(page, { ...made, ...passwords, 'Set-up code': 'AAAA-BBBB-CCCC-DDDD' })
    await press(page, 'Make the account')
    expect(await page.getByRole('alert').textContent()).toContain('the code is not the one')
    expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Example')
    expect(await page.getByLabel('New password', { exact: true }).inputValue()).toBe('')
    expect(await accessibilityFaults(page)).toEqual([])
    await fill(page, { 'Set-up code': setUpCode.toLowerCase(), ...passwords })
    await press(page, 'Make the account')
    expect(await heading(page)).toBe('Your password is set')

    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.waitForLoadState()
    expect(await accessibilityFaults(page)).toEqual([])
    await fill(page, { Username: 'Ada.Admin', Password: password })
    await press(page, 'Continue')
    expect(await heading(page)).toBe('Set up your authenticator')
    expect(await accessibilityFaults(page)).toEqual([])
    key = await shownKey()
    await fill(page, { 'Code from the app': '000000' === code() ? '111111' : '000000' })
    await press(page, 'Confirm')
    expect(await page.getByRole('alert').textContent()).toContain('the code is not right')
    // Nothing else is open before it is done.
    await page.goto(`${served.url}/accounts`)
    expect(await heading(page)).toBe('Set up your authenticator')
    expect(await shownKey()).toBe(key)
    enrolledWith = code()
    await fill(page, { 'Code from the app': enrolledWith })
    await press(page, 'Confirm')
    expect(await heading(page)).toBe('Your recovery codes')
    recoveryCodes = await page
      .getByRole('list', { name: 'Recovery codes' })
      .getByRole('listitem')
      .allTextContents()
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'I have kept them' }).click()
    await page.waitForLoadState()
    expect(new URL(page.url()).pathname).toBe('/accounts')
  })

  it('is made once', async () => {
    const other = await browser.newPage()
    await other.goto(`${served.url}/sign-in`)
    expect(await heading(other)).toBe('Sign in')
    await other.close()
  })
})

describe('sign-in', () => {
  it('says the same of a name nobody has and of a wrong password', async () => {
    await press(page, 'Sign out')
    expect(await heading(page)).toBe('You have signed out')
    await page.goto(`${served.url}/sign-in`)
    const refusals: string[] = []
    for (const username of ['ada.admin', 'nobody.known']) {
      await fill(page, { Username: username, Password: 'not the password at all' })
      await press(page, 'Continue')
      refusals.push((await page.getByRole('alert').textContent()) ?? '')
      expect(await page.getByLabel('Username').inputValue()).toBe(username)
      expect(await page.getByLabel('Password').inputValue()).toBe('')
    }
    expect(refusals[0]).toContain('The username or password is not right')
    expect(refusals[1]).toBe(refusals[0])
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('wants the second factor, and takes each code once', async () => {
    await givePassword(page)
    expect(await heading(page)).toBe('Enter your code')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.goto(`${served.url}/account`)
    expect(await heading(page)).toBe('Enter your code')
    await fill(page, { Code: enrolledWith })
    await press(page, 'Sign in')
    expect(await page.getByRole('alert').textContent()).toContain('used before')
    await fill(page, { Code: code(1) })
    await press(page, 'Sign in')
    expect(new URL(page.url()).pathname).toBe('/account')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('takes a recovery code in place of it, with the keyboard alone and without JavaScript', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false })
    await plain.goto(`${served.url}/sign-in`)
    await tabTo(plain, plain.getByLabel('Username'))
    await plain.keyboard.type('ada.admin')
    await tabTo(plain, plain.getByLabel('Password'))
    await plain.keyboard.type(password)
    await plain.keyboard.press('Enter')
    await plain.getByLabel('Code').waitFor()
    await tabTo(plain, plain.getByLabel('Code'))
    await plain.keyboard.type(recoveryCodes[0]?.toLowerCase().replaceAll('-', ' ') ?? '')
    await plain.keyboard.press('Enter')
    await plain.getByText('You signed in with a recovery code').waitFor()
    await plain.getByText('9 left').waitFor()
    await plain.close()
  })

  it('leads to no other host, whatever a browser was made to carry', async () => {
    const other = await browser.newPage()
    const cookie = { name: '__Host-wanted', value: encodeURIComponent('//evil.example/') }
    const secure = served.url.replace('http:', 'https:')
    await givePassword(other)
    await other.context().addCookies([{ ...cookie, url: secure, secure: true, httpOnly: true }])
    await fill(other, { Code: recoveryCodes[1] ?? '' })
    await press(other, 'Sign in')
    expect(new URL(other.url()).origin).toBe(served.url)
    await other.close()
  })

  it('ends elsewhere when one says so, and says what happened there', async () => {
    const other = await browser.newPage()
    await givePassword(other)
    await fill(other, { Code: recoveryCodes[2] ?? '' })
    await press(other, 'Sign in')
    await page.goto(`${served.url}/account`)
    await press(page, 'Sign out everywhere else')
    expect(await page.getByRole('alert').textContent()).toContain('signed out everywhere else')
    await other.goto(`${served.url}/account`)
    await other.getByText('Your session has ended').waitFor()
    expect(await accessibilityFaults(other)).toEqual([])
    await other.close()
  })

  it('keeps cookies from scripts and from other sites', async () => {
    const cookies = await page.context().cookies()
    const session = cookies.find(({ name }) => name === '__Host-session')
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  })
})

describe('one’s own account', () => {
  it('changes its password, for whoever knows the present one', async () => {
    await page.goto(`${served.url}/account/password`)
    const other = 'four grey geese at noon'
    await fill(page, {
      'Current password': 'not the password at all',
      'New password': other,
      'New password again': other,
    })
    await press(page, 'Change the password')
    expect(await page.getByRole('alert').textContent()).toContain('current one is not right')
    await fill(page, {
      'Current password': password,
      'New password': other,
      'New password again': other,
    })
    await press(page, 'Change the password')
    expect(await page.getByRole('alert').textContent()).toContain('Your password is changed')
  })

  it('puts another authenticator in the place of the first', async () => {
    await page.getByRole('link', { name: 'Set up another in its place' }).click()
    await page.waitForLoadState()
    const fresh = await shownKey()
    expect(fresh).not.toBe(key)
    const shown = new TOTP({ secret: fresh }).generate()
    await fill(page, {
      'Code from your present authenticator': 'wrong',
      'Code from the new one': shown,
    })
    await press(page, 'Confirm')
    expect(await page.getByRole('alert').textContent()).toContain('present one is not right')
    await fill(page, {
      'Code from your present authenticator': recoveryCodes[3] ?? '',
      'Code from the new one': shown,
    })
    await press(page, 'Confirm')
    expect(await heading(page)).toBe('Your recovery codes')
    await page.getByRole('link', { name: 'I have kept them' }).click()
    await page.getByText('10 left').waitFor()
  })
})

describe('the audit', () => {
  it('has every try, the refused ones too, and is whole', async () => {
    await served.end()
    const records = await openEmbeddedRecords(join(folder.path, 'records'))
    const events = await searchAudit(records, { action: 'sign-in' }, { limit: 100 })
    await records.close()
    const tries = events.map(({ outcome, details }) => `${outcome} ${details?.['step']}`).reverse()
    expect(tries).toEqual([
      'refused first administrator',
      'done password',
      'done sign-out',
      'refused password',
      'refused password',
      'done password',
      'refused second-factor',
      'done authenticator',
      'done password',
      'done recovery-code',
      'done password',
      'done recovery-code',
      'done password',
      'done recovery-code',
    ])
    expect(JSON.stringify(events)).not.toContain('nobody.known')
    expect(await folder.run('audit', 'verify')).toMatch(/^Sound:/)
  })
})
