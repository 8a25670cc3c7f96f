import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../src/domain/audit-event.ts'
import { appendAudit, searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import type { Records } from '../../src/store/records/records.ts'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { press as pressOn } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

/** The same however a browser has its day and month. */
const DAY = '2026-02-02'
const NOON = Date.UTC(2026, 1, 2, 12)
const LOOKED = 60

let town: ServedTown
let browser: Browser
let page: Page

beforeAll(async () => {
  town = await serveTown(lookAtPeople)
  browser = await launchChromium()
})
beforeEach(async () => {
  await page?.context().close()
  page = await newPage(browser)
  await town.signIn(page, 'hub-manager')
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

/** One user looks at one person, is refused another, and takes something away. */
async function lookAtPeople(records: Records): Promise<void> {
  const event: AuditEvent = {
    at: NOON,
    action: 'consult',
    outcome: 'done',
    what: 'movements',
    subjects: ['W9001'],
    interval: { from: NOON, to: NOON + 3_600_000 },
    count: 1234,
    username: 'curious',
    role: 'hub-caseworker',
    accountId: 9001,
    from: '192.0.2.7',
    correlationId: 'c-1',
  }
  for (let second = 0; second < LOOKED; second++)
    await appendAudit(records, { ...event, at: NOON + second * 1000 })
  const later = NOON + 3_600_000
  const refused = { at: later, outcome: 'refused', details: { code: 'RESTRICTED' } } as const
  await appendAudit(records, { ...event, ...refused, subjects: ['W9002'] })
  const took = { action: 'disclose', purpose: '=HYPERLINK("x")' } as const
  await appendAudit(records, { ...event, ...took, at: later, subjects: 'everyone' })
}

const open = async (path: string, on = page) => (await on.goto(town.url + path))?.status()
const rows = () => page.getByRole('table', { name: /^Events/ }).locator('tbody tr')
const problems = () => page.getByRole('alert').getByRole('link').allTextContents()
const search = (on = page) => on.getByRole('search', { name: 'Search the audit' })
const press = (name: string, on = page) => pressOn(on, name)

async function searchFor(fields: Readonly<Record<string, string>>): Promise<void> {
  await open('/audit')
  for (const [label, value] of Object.entries(fields)) {
    const field = search().getByLabel(label)
    const isChoice = await field.evaluate((each) => each.tagName === 'SELECT')
    await (isChoice ? field.selectOption(value) : field.fill(value))
  }
  await press('Search')
}

describe('a hub manager over the audit, in Chromium', () => {
  it('sees what was done last, own looks too, and pages back through it', async () => {
    await open('/')
    await page.getByRole('main').getByRole('link', { name: 'Audit' }).click()
    await rows().first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await open('/audit')
    // What is watched by itself is in the audit too, and may come in between.
    const own = rows().filter({ hasText: 'manager.demoHub manager' }).first()
    expect(await own.textContent()).toContain('Consulted audit')
    const oldest = await rows().last().textContent()
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.waitForLoadState()
    expect(await rows().first().textContent()).not.toBe(oldest)
    await page.getByRole('link', { name: 'First page' }).click()
    await page.waitForLoadState()
    expect(page.url()).toBe(`${town.url}/audit`)
  })

  it('searches by all that is given, and nothing of it is in an address', async () => {
    await searchFor({ Username: 'curious', Action: 'consult', 'First day': DAY, 'Last day': DAY })
    expect(await rows().count()).toBe(50)
    expect(await rows().first().textContent()).toContain('Refused')
    await press('Next page')
    expect(await rows().count()).toBe(LOOKED + 1 - 50)
    expect(page.url()).toBe(`${town.url}/audit`)
    expect(await search().getByLabel('Username').inputValue()).toBe('curious')
    expect(await accessibilityFaults(page)).toEqual([])
    await searchFor({ Username: 'curious', Outcome: 'refused', 'Device wearer’s id': 'W9002' })
    expect(await rows().count()).toBe(1)
    await rows().getByRole('link').click()
    for (const text of ['W9002', 'RESTRICTED', '192.0.2.7', 'Hub caseworker'])
      expect(await page.getByRole('definition').filter({ hasText: text }).count()).toBe(1)
    expect(await page.getByText(/^[0-9a-f]{64}$/).count()).toBe(2)
    expect(await accessibilityFaults(page)).toEqual([])
    await searchFor({ Username: 'curious', 'First day': '2026-02-03' })
    await page.getByText('No event has all of this.').waitFor()
    await searchFor({ 'First day': DAY, 'Last day': '2026-02-01' })
    expect(await problems()).toEqual(['The last day must not be before the first'])
    expect(await search().getByLabel('First day').inputValue()).toBe(DAY)
    expect(await rows().count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('sees who has looked at a person: how often, and who was refused', async () => {
    await open('/audit')
    await press('Show who looked')
    expect(await problems()).toEqual(['Enter the id of a device wearer, at most 200 characters'])
    await page.getByLabel('The person’s id as device wearer').fill('W9002')
    await press('Show who looked')
    expect(page.url()).toBe(`${town.url}/audit/people/W9002`)
    const users = page.getByRole('table', { name: 'By user, on this page' })
    const curious = users.getByRole('row').filter({ hasText: 'curious' })
    expect(await curious.getByRole('cell').allTextContents()).toEqual([
      'curious',
      'Hub caseworker',
      '2',
      '1',
    ])
    expect(await rows().filter({ hasText: 'Refused' }).count()).toBe(1)
    expect(await rows().filter({ hasText: 'Everyone' }).count()).toBeGreaterThan(1)
    expect(await accessibilityFaults(page)).toEqual([])
    const own = users.getByRole('row').filter({ hasText: 'manager.demo' })
    const looks = async () =>
      (await own.count()) > 0 ? Number(await own.getByRole('cell').nth(2).textContent()) : 0
    const before = await looks()
    await page.reload()
    expect(await looks()).toBe(before + 1)
  })

  it('comes from a match to who has looked at its wearer; a caseworker does not', async () => {
    await open('/matches')
    const match = await page.locator('tbody a').first().getAttribute('href')
    await open(match ?? '')
    await page.getByRole('link', { name: /^Who has looked at wearer/ }).click()
    await page.waitForLoadState()
    expect(await rows().filter({ hasText: 'Consulted match' }).count()).toBeGreaterThan(0)
    await town.signIn(page, 'hub-caseworker')
    expect(await open(match ?? '')).toBe(200)
    expect(await page.getByRole('link', { name: /^Who has looked/ }).count()).toBe(0)
  })

  it('takes a search away as a file that does nothing in a spreadsheet, and says why', async () => {
    await searchFor({ Username: 'curious', Action: 'disclose' })
    await press('Export as CSV')
    expect(await problems()).toEqual(['Enter why you need the file, in 3 to 500 characters'])
    expect(await search().getByLabel('Username').inputValue()).toBe('curious')
    await page.getByLabel('Why you need the file').fill('a complaint of January')
    const [download] = await Promise.all([page.waitForEvent('download'), press('Export as CSV')])
    expect(download.suggestedFilename()).toBe('audit.csv')
    const chunks = (await download.createReadStream()).toArray()
    const [header, line, end] = Buffer.concat(await chunks)
      .toString()
      .split('\n')
    expect(header).toMatch(/^id,at,username,role,/)
    expect(line).toContain(`,"'=HYPERLINK(""x"")",`)
    expect(end).toBe('')
    await searchFor({ Username: 'manager.demo', Action: 'disclose', 'Kind of data': 'audit' })
    expect(await rows().count()).toBe(1)
    expect(await rows().textContent()).toContain('a complaint of January')
  })

  it('draws a sample that stays, and reviews it', async () => {
    await open('/audit/samples')
    await page.getByText('No sample has been drawn.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const draw = async (last: string, share: string, count: string) => {
      await page.getByLabel('First day').fill(DAY)
      await page.getByLabel('Last day').fill(last)
      await page.getByLabel('Share of events').selectOption(share)
      await page.getByLabel('Or a number of events').fill(count)
      await press('Draw a sample')
    }
    await draw('', '5', '9')
    expect(await problems()).toEqual([
      'Enter the last day',
      'Choose a share, or enter a number of events',
    ])
    expect(await accessibilityFaults(page)).toEqual([])
    await draw(DAY, '', '501')
    expect(await problems()).toEqual(['Enter a whole number from 1 to 500'])
    await draw(DAY, '5', '')
    await page.getByText('The sample is drawn, and stays as it is.').waitFor()
    const sample = new URL(page.url()).pathname
    const drawn = await rows().locator('a').allTextContents()
    expect(drawn).toHaveLength(Math.ceil((LOOKED + 2) * 0.05))
    await page.getByText(`0 of ${drawn.length} reviewed`, { exact: true }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await rows().first().getByRole('link').click()
    await page.getByLabel('Finding').selectOption('query')
    await press('Keep the review')
    expect(await problems()).toEqual(['Enter what your query is, in 3 characters or more'])
    expect(await page.getByLabel('Finding').inputValue()).toBe('query')
    expect(await page.getByText('192.0.2.7').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Note').fill('Why sixty times?')
    await press('Keep the review')
    await page.getByText('Your review is kept.').waitFor()
    await page.getByText(`1 of ${drawn.length} reviewed`, { exact: true }).waitFor()
    expect(await rows().first().textContent()).toMatch(/Query.*Why sixty times\?.*manager\.demo, /)
    expect(await accessibilityFaults(page)).toEqual([])
    await town.signIn(page, 'data-request-approver')
    await open(sample)
    expect(await rows().locator('a').allTextContents()).toEqual(drawn)
    await rows().first().getByRole('link').click()
    const reviews = page.getByRole('table', { name: 'Reviews' })
    expect(await reviews.getByText('manager.demo').count()).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('may not review what they did themselves', async () => {
    await searchFor({ Username: 'manager.demo' })
    await rows().first().getByRole('link').click()
    await page.getByText('You did this yourself, so somebody else reviews it.').waitFor()
    expect(await page.getByLabel('Finding').count()).toBe(0)
    const status = await page.evaluate(`(async () => {
      const formToken = document.querySelector('[name=formToken]').value
      const body = new URLSearchParams({ formToken, finding: 'ok' })
      return (await fetch(location.pathname + '/review', { method: 'POST', body })).status
    })()`)
    expect(status).toBe(403)
    await page.reload()
    expect(await page.getByRole('table', { name: 'Reviews' }).count()).toBe(0)
    await searchFor({ Username: 'manager.demo', Outcome: 'refused' })
    expect(await rows().first().textContent()).toContain('Altered audit review')
  })

  it('finds nothing where nothing is, and nobody else gets in', async () => {
    for (const path of ['/audit/events/999999', '/audit/events/x', '/audit/samples/99'])
      expect(await open(path)).toBe(404)
    await town.signIn(page, 'probation-practitioner')
    for (const path of ['/audit', '/audit/people/W9001', '/audit/samples', '/audit/events/1'])
      expect(await open(path)).toBe(403)
  })

  it('does the same by the keyboard alone', async () => {
    await open('/')
    await tabTo(page, 'Audit')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/audit')
    await tabTo(page, 'Username')
    await page.keyboard.type('curious')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: /^Events found/ }).waitFor()
    await tabTo(page, 'Dip-sampling')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/audit/samples')
    await tabTo(page, 'First day')
    await page.keyboard.type('02022026')
    await tabTo(page, 'Last day')
    await page.keyboard.type('02022026')
    await tabTo(page, 'Or a number of events')
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    // Drawn at random: it may be one that was reviewed before.
    await page.getByText(/^[01] of 1 reviewed$/).waitFor()
    await tabTo(page, /, event \d+$/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/audit/events/*')
    await tabTo(page, 'Finding')
    await page.keyboard.type('O')
    await tabTo(page, 'Keep the review')
    await page.keyboard.press('Enter')
    await page.getByText('1 of 1 reviewed', { exact: true }).waitFor()
  })

  it('does the same without JavaScript, and no markup comes back from a search', async () => {
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'data-request-approver')
    await open('/audit', plain)
    await search(plain).getByLabel('Username').fill('"><script>alert(1)</script>')
    await press('Search', plain)
    await plain.getByText('No event has all of this.').waitFor()
    await search(plain).getByLabel('Username').fill('curious')
    await press('Search', plain)
    await press('Next page', plain)
    await plain.locator('tbody a').first().click()
    await plain.getByRole('definition').getByRole('link', { name: 'W9001' }).click()
    await plain.getByRole('heading', { name: 'Who has looked at wearer W9001' }).waitFor()
    await plain.context().close()
  })
})

describe('the audit of the audit', () => {
  it('says who looked at it, about whom, and what came of it', async () => {
    await open('/audit/people/W9001')
    await town.end()
    const records = await openEmbeddedRecords(`${town.data}/records`)
    const about = { username: 'manager.demo' }
    const [looked] = await searchAudit(records, about, { limit: 1 })
    const altered = await searchAudit(records, { ...about, action: 'alter' }, { limit: 9 })
    const searched = await searchAudit(records, { ...about, action: 'search' }, { limit: 99 })
    await records.close()
    expect(looked).toMatchObject({ action: 'consult', what: 'audit', subjects: ['W9001'] })
    expect(altered.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual([
      'audit review done',
      'audit sample done',
      'audit review refused',
      'audit review done',
      'audit sample done',
    ])
    expect(JSON.stringify(altered)).not.toContain('sixty')
    expect(searched.map(({ subjects }) => subjects)).toContainEqual(['W9002'])
    expect(JSON.stringify(searched)).not.toContain('curious')
  })
})
