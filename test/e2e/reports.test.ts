import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { qualifiedCase } from '../support/qualified-case.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

/** As every demonstration account's. */
const PASSWORD = 'lighthouse and three gulls'
const SHOTS = process.env['SHOTS']

let town: ServedTown
let browser: Browser
let page: Page
let crimeId = 0
let wearers: string[] = []

beforeAll(async () => {
  town = await serveTown(async (records) => {
    // A crime of the analyst's force with two wearers near.
    const matches = await records.query<{ run_id: bigint; ordinal: number }>(
      `select run_id, ordinal from standing_matches where crime_id = (
         select crime_id from standing_matches
         join matches using (run_id, ordinal)
         where standing_matches.police_force =
           (select police_force from accounts where username = 'police.demo')
           and positions_in_radius > 0
         group by crime_id having count(*) > 1 order by max(log10_lr) desc, crime_id limit 1
       ) order by ordinal limit 2`,
    )
    const reviewers = await records.query<{ id: bigint }>(
      `select id from accounts where username in ('caseworker.demo', 'second.demo') order by id`,
    )
    for (const { run_id, ordinal } of matches) {
      const made = await qualifiedCase(
        records,
        { run: Number(run_id), ordinal },
        reviewers.map(({ id }) => Number(id)),
      )
      crimeId = made.crimeId
      wearers = [...wearers, made.deviceWearerId]
    }
  })
  browser = await launchChromium()
  page = await newPage(browser)
  // Files take a while to lay out on a busy machine.
  page.setDefaultTimeout(300_000)
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

let looks = 0
/** The page as it stands has no fault, and room on a narrow screen. */
async function clean(): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  looks += 1
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${looks}.png`, fullPage: true })
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${looks}-narrow.png`, fullPage: true })
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function press(name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForLoadState()
}

async function bytesOf(download: Download): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function taken(format: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByLabel('File').selectOption(format)
  await page.getByLabel('Purpose').fill('An investigation')
  const [download] = await Promise.all([page.waitForEvent('download'), press('Download')])
  if (SHOTS) await download.saveAs(`${SHOTS}/${download.suggestedFilename()}`)
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) }
}

const main = async () => (await page.locator('main').textContent()) ?? ''

describe('an alert about two wearers, in Chromium', () => {
  let report = ''

  it('is drafted by a caseworker from the crime’s page', async () => {
    expect(wearers.length).toBe(2)
    await town.signIn(page, 'hub-caseworker')
    await page.goto(`${town.url}/crimes/${crimeId}`)
    await page.getByRole('link', { name: /^Draft an alert to/ }).click()
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    await press('Draft the alert')
    expect(await page.getByRole('alert').textContent()).toContain('Choose at least one person')
    await clean()
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await press('Draft the alert')
    await page.getByText('The draft is made.').waitFor()
    report = new URL(page.url()).pathname
    for (const wearer of wearers) expect(await main()).toContain(wearer)
    expect(await page.getByRole('link', { name: 'Sign it' }).count()).toBe(0)
    await clean()
  })

  it('is nothing that police see yet', async () => {
    await town.signIn(page, 'police-analyst')
    expect((await page.goto(`${town.url}${report}`))?.status()).toBe(404)
    await page.goto(`${town.url}/reports`)
    expect(await main()).toContain('Nothing was sent to your force yet')
    await clean()
  })

  it('is signed by a manager with their own password, by the keyboard alone', async () => {
    await town.signIn(page, 'hub-manager')
    await page.goto(`${town.url}${report}/approve`)
    await clean()
    const sign = async (password: string) => {
      const field = page.getByLabel('Your password')
      await field.focus()
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      await page.waitForLoadState()
    }
    await sign('lighthouse and four gulls')
    expect(await page.getByRole('alert').textContent()).toContain('the password is not right')
    expect(await page.getByLabel('Your password').inputValue()).toBe('')
    await clean()
    await sign(PASSWORD)
    await page.getByText('signed, numbered and kept').waitFor()
    expect(await main()).toMatch(/PA-\d{4}-000001/)
    await clean()
  })

  it('is read by its police, the same bytes each time', async () => {
    await town.signIn(page, 'police-analyst')
    await page.goto(`${town.url}/reports`)
    await clean()
    await page.getByRole('link', { name: /^PA-/ }).click()
    await page.waitForLoadState()
    expect(await main()).not.toContain(wearers[0])
    await press('Download')
    expect(await page.getByRole('alert').textContent()).toContain('Enter a purpose')
    await clean()
    const [first, second] = [await taken('pdf'), await taken('pdf')]
    expect(first.name).toMatch(/^PA-\d{4}-000001\.pdf$/)
    expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(second.bytes.equals(first.bytes)).toBe(true)
    const [word, again] = [await taken('docx'), await taken('docx')]
    expect(again.bytes.equals(word.bytes)).toBe(true)
  })

  it('is withdrawn with a reason that police read, with a notice to keep beside it', async () => {
    await town.signIn(page, 'hub-manager')
    await page.goto(`${town.url}${report}`)
    await page.getByLabel('Why it is withdrawn').fill('Too short')
    await press('Withdraw')
    expect(await page.getByRole('alert').textContent()).toContain('Enter a reason')
    expect(await page.getByLabel('Why it is withdrawn').inputValue()).toBe('Too short')
    await page.getByLabel('Why it is withdrawn').fill('The device was fitted to somebody else.')
    await press('Withdraw')
    await page.getByText('Everybody who can see it is told').waitFor()
    await clean()
    await town.signIn(page, 'police-analyst')
    await page.goto(`${town.url}${report}`)
    expect(await main()).toContain('The device was fitted to somebody else.')
    await clean()
    const notice = await taken('notice')
    expect(notice.name).toMatch(/-withdrawn\.pdf$/)
    expect((await taken('pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('can be drafted by Tab and Enter alone, and discarded without JavaScript', async () => {
    await town.signIn(page, 'hub-caseworker')
    await page.goto(`${town.url}/crimes/${crimeId}/alert`)
    await tabTo(page, 'Draft the alert')
    await page.keyboard.press('Enter')
    await page.getByText('The draft is made.').waitFor()
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'hub-caseworker')
    await plain.goto(page.url())
    await plain.getByRole('button', { name: 'Discard the draft' }).click()
    await plain.waitForURL(/\/reports\?/)
    expect(await plain.getByRole('link', { name: /, draft \d/ }).count()).toBe(0)
    await plain.close()
  })
})
