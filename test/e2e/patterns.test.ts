import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { takePlaces } from '../../src/app/import-places.ts'
import { accessibilityFaults, launchChromium, newPage } from '../support/chromium.ts'
import { fill, main, press, untilSaid } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let page: Page
/** Somebody in the practitioner's caseload with visits. */
let wearer = ''

beforeAll(async () => {
  town = await serveTown(async (records, data) => {
    const fileName = 'places.geojson'
    const path = join(data, 'town', fileName)
    await takePlaces({ records }, { actor: operator() }, { path, fileName }, {})
  })
  browser = await launchChromium()
  page = await newPage(browser)
  await town.signIn(page, 'probation-practitioner')
  await open('/people')
  const links = await page
    .locator('main a[href^="/people/W"]')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  for (const path of links) {
    await open(`${path}/visits?days=30`)
    if ((await page.getByRole('link', { name: /^Show on map/ }).count()) < 2) continue
    wearer = path
    break
  }
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

async function open(path: string, on = page): Promise<number> {
  const answer = await on.goto(`${town.url}${path}`)
  return answer?.status() ?? 0
}

let shots = 0
/** Nothing that keeps anybody out, and no wider than a telephone. */
const clean = async () => {
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 800 })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width).toBeLessThanOrEqual(390)
  const folder = process.env['SHOTS']
  shots += 1
  if (folder) await page.screenshot({ path: `${folder}/patterns-${shots}.png`, fullPage: true })
  await page.setViewportSize({ width: 1280, height: 900 })
}

describe('patterns of somebody, in Chromium', () => {
  it('visits name the place, when, how long and how sure; each is shown on the map', async () => {
    expect(wearer).not.toBe('')
    await open(`${wearer}/visits?days=30`)
    const text = await main(page)
    expect(text).toMatch(/\d+ visits?, .* Told from \d+ stays that were found in [\d,]+ positions/)
    expect(text).toMatch(/(Sure|Fairly sure|Not sure|More likely not), \d+ in 100/)
    expect(text).toContain('Places: The fictional town')
    expect(text).toContain('Not looked at, because no trail condition names it: places of worship')
    await clean()
    await page
      .getByRole('link', { name: /^Show on map/ })
      .first()
      .click()
    await page.getByRole('application').waitFor()
    expect(await main(page)).toContain('With ten minutes before and after')
    await page.getByRole('link', { name: 'All movements of that time' }).waitFor()
    await clean()
  })

  it('are filtered by kind and length, and stepped through, without JavaScript too', async () => {
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'probation-practitioner')
    await open(`${wearer}/visits?days=30`, plain)
    const kinds = await plain.getByLabel('Kind of place').locator('option').allTextContents()
    expect(kinds).toContain('Pubs, bars and clubs')
    expect(kinds.join()).not.toMatch(/worship|Health|Politics/)
    await plain.getByLabel('Kind of place').selectOption('school')
    await plain.getByLabel('Stays of at least').selectOption('60')
    await press(plain, 'Show visits')
    expect(await main(plain)).toContain('0 visits')
    expect(await plain.getByLabel('Kind of place').inputValue()).toBe('school')
    await plain.getByRole('link', { name: 'Last 7 days' }).click()
    expect(new URL(plain.url()).search).toContain('category=school')
    await plain.getByLabel('Date').first().fill('2031-01-01')
    await press(plain, 'Show visits')
    expect(await main(plain)).toContain('The end must be after the start')
    expect(await plain.getByLabel('Date').first().inputValue()).toBe('2031-01-01')
    await plain.close()
  })

  it('an own place is added where somebody was, counts at once, and is ended with a reason', async () => {
    await open(`${wearer}/visits?days=30`)
    const link = page.getByRole('link', { name: /^Show on map/ }).first()
    const at = new URL((await link.getAttribute('href')) ?? '', town.url).searchParams.get('at')
    const moment = new Date(Date.parse(at ?? '') + 8 * 60_000).toISOString().replace('.000', '')
    await open(`${wearer}/places?at=${moment}`)
    expect(await page.getByLabel('Where this person was at a date and time').isChecked()).toBe(true)
    await press(page, 'Add the place')
    expect(await main(page)).toContain('Enter a name for the place')
    expect(await page.getByLabel('Date', { exact: true }).inputValue()).not.toBe('')
    await fill(page, { Name: 'A friend’s shop', 'Why do visits to it matter?': 'Named at court' })
    await clean()
    await press(page, 'Add the place')
    expect(await main(page)).toContain('The place is kept')
    await clean()
    await page.getByRole('link', { name: 'Visits to own places' }).click()
    await page.waitForLoadState()
    expect(await main(page)).toContain('A friend’s shop')
    await page.getByRole('link', { name: 'Own places', exact: true }).click()
    await page.getByLabel('Place', { exact: true }).selectOption({ label: 'A friend’s shop' })
    await press(page, 'End the place')
    expect(await main(page)).toContain('Say why visits to it matter no more')
    await fill(page, { 'Why do visits to it matter no more?': 'He moved away' })
    await press(page, 'End the place')
    expect(await main(page)).toContain('The place is not watched for any more')
    await page.getByRole('link', { name: 'Visits to own places' }).click()
    await page.waitForLoadState()
    expect(await main(page)).toContain('0 visits')
  })

  it('who was near is told of one’s own people only, and says so', async () => {
    expect(await open(`${wearer}/together?days=7`)).toBe(200)
    const text = await main(page)
    expect(text).toContain('Only people whom you may see yourself are looked at')
    expect(text).toMatch(/\d+ other people were looked at/)
    await clean()
    await page.getByLabel('Date').first().fill('2025-01-01')
    await press(page, 'Show this period')
    expect(await main(page)).toContain('The period must be 14 days or shorter')
  })

  it('days are told once they are worked out, with what is not known', async () => {
    await open(`${wearer}/patterns?days=7`)
    await untilSaid(page, /Told from [1-9] of \d+ days/)
    const text = await main(page)
    expect(text).toContain('Nothing is predicted')
    expect(text).toMatch(/Home is where|Where home is is not known|No order says where home is/)
    expect(text).toContain('Usual places')
    await clean()
  })

  it('a monitoring officer brings in a newer map; a practitioner cannot', async () => {
    await open('/places-of-interest')
    expect(await main(page)).not.toContain('Bring in a newer map')
    await clean()
    await town.signIn(page, 'monitoring-officer')
    await open('/places-of-interest')
    await press(page, 'Bring in the map')
    expect(await main(page)).toContain('Choose a file')
    const upload = (text: string) =>
      page.getByLabel('File', { exact: true }).setInputFiles({
        name: 'new.geojson',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      })
    await upload('{"type":"Point"}')
    await press(page, 'Bring in the map')
    expect(await main(page)).toContain('it is neither a GeoJSON FeatureCollection')
    const geometry = { type: 'Point', coordinates: [-4.4, 53.8] }
    const properties = { amenity: 'pub', name: '<b>The Anchor</b>' }
    await upload(JSON.stringify({ type: 'Feature', properties, geometry }))
    await page.getByLabel('As of what day is it').fill('2026-11-01')
    await press(page, 'Bring in the map')
    expect(await main(page)).toContain('The places are taken in')
    expect(await main(page)).toContain('© OpenStreetMap contributors, as of 1 November 2026')
    await clean()
  })
})
