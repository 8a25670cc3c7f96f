import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { main, taken, untilSaid } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { sayTownIncidents, type TownIncidents } from '../support/town-incidents.ts'

const SHOTS = process.env['SHOTS']

let town: ServedTown
let browser: Browser
let page: Page
let incidents: TownIncidents

beforeAll(async () => {
  town = await serveTown(async (records, data) => {
    incidents = await sayTownIncidents(records, `${data}/town`)
  })
  browser = await launchChromium()
  page = await newPage(browser)
  page.setDefaultTimeout(120_000)
  await town.signIn(page, 'probation-practitioner')
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
  await tabTo(page, name)
  await page.keyboard.press('Enter')
  await page.waitForLoadState()
}

describe('a trail report', () => {
  it('is asked for by the keyboard, made, and told of on the first page', async () => {
    await page.goto(`${town.url}/people/${incidents.wearer}`)
    await page
      .getByRole('navigation', { name: 'Pages of this person' })
      .getByText('Reports')
      .click()
    expect(await main(page)).toContain('No report was asked for yet')
    await clean()
    await press('Make a trail report')
    await page.getByLabel('1 day', { exact: true }).check()
    await page.getByLabel('Maps').selectOption('12')
    await press('Make the report')
    await page.getByRole('alert').getByText('Enter what it is for').waitFor()
    expect(await page.getByLabel('1 day', { exact: true }).isChecked()).toBe(true)
    await clean()
    await page.getByLabel('What it is for').fill('A review of the order')
    await press('Make the report')
    await page.getByText('This page tells when it is ready').waitFor()
    await untilSaid(page, /Ready/)
    await clean()
    await page.goto(town.url)
    await page.getByRole('link', { name: '1 report you asked for is ready' }).click()
    await clean()
    await page.getByRole('link', { name: /^Trail report/ }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
  })

  it('is taken away as its PDF and its positions, byte for byte', async () => {
    const pdf = await taken(page, () => press('Download'))
    expect(pdf.suggestedFilename()).toMatch(/^trail-report-\d+\.pdf$/)
    const bytes = readFileSync(await pdf.path())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    if (SHOTS) await pdf.saveAs(`${SHOTS}/trail.pdf`)
    await page.getByLabel('File').selectOption('positions.csv')
    const csv = await taken(page, () => press('Download'))
    expect(readFileSync(await csv.path(), 'utf8')).toMatch(/^number,captured_at,london_time,/)
    await page.goto(town.url)
    expect(await main(page)).not.toContain('you asked for is ready')
  })
})
