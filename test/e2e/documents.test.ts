import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { main, taken, untilSaid } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { sayTownIncidents, type TownIncidents } from '../support/town-incidents.ts'
import { unzipped } from '../support/unzipped.ts'

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
    await page.getByLabel('First day').fill('2026-01-07')
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
    await page.getByLabel('File', { exact: true }).selectOption('positions.csv')
    const csv = await taken(page, () => press('Download'))
    expect(readFileSync(await csv.path(), 'utf8')).toMatch(/^number,captured_at,london_time,/)
    await page.goto(town.url)
    expect(await main(page)).not.toContain('you asked for is ready')
  })
})

describe('a breach pack', () => {
  it('is chosen and made without JavaScript, and its sums are right', async () => {
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'probation-practitioner')
    const form = `${town.url}/people/${incidents.wearer}/reports/breach-pack?incident=${incidents.curfew}`
    await plain.goto(form)
    await plain.getByRole('button', { name: 'Make the breach pack' }).click()
    await plain.getByRole('alert').getByText('Enter what it is for').waitFor()
    expect(
      await plain
        .getByLabel(/incident \d/)
        .first()
        .isChecked(),
    ).toBe(false)
    const box = plain.getByLabel(new RegExp(`incident ${incidents.curfew}$`))
    expect(await box.isChecked()).toBe(true)
    await plain.getByLabel('What it is for').fill('A breach hearing')
    await plain.getByRole('button', { name: 'Make the breach pack' }).click()
    await plain.getByText('looks again by itself every 10 seconds').waitFor()
    await untilSaid(plain, /Ready/)
    const zip = await taken(plain, () => plain.getByRole('button', { name: 'Download' }).click())
    expect(zip.suggestedFilename()).toMatch(/^breach-pack-\d+\.zip$/)
    const folder = mkdtempSync(join(tmpdir(), 'whereabouts-pack-'))
    await zip.saveAs(join(folder, 'pack.zip'))
    if (SHOTS) await zip.saveAs(`${SHOTS}/pack.zip`)
    const files = unzipped(readFileSync(join(folder, 'pack.zip')))
    expect([...files.keys()]).toEqual([
      expect.stringMatching(/^breach-pack-\d+\.pdf$/),
      'incidents.json',
      `positions/incident-${incidents.curfew}.csv`,
      'manifest.json',
      'SHA256SUMS',
    ])
    for (const [name, bytes] of files) {
      if (name === 'SHA256SUMS') continue
      const sum = createHash('sha256').update(bytes).digest('hex')
      expect(files.get('SHA256SUMS')?.toString()).toContain(`${sum}  ${name}\n`)
    }
    const [first] = JSON.parse(String(files.get('incidents.json')))
    expect(first).toMatchObject({ id: incidents.curfew, standing: 'Waits for a decision' })
    await plain.close()
  })

  it('has a form that reads well', async () => {
    await page.goto(`${town.url}/people/${incidents.wearer}/reports/breach-pack`)
    await clean()
  })
})
