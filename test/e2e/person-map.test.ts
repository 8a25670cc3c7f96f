import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MapPosition } from '../../src/portal/map/map-data.ts'
import { accessibilityFaults, launchChromium, tabTo } from '../support/chromium.ts'
import { MapPages } from '../support/map-page.tsx'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Friday before the night when clocks go back. */
const from = Date.parse('2026-10-23T12:00:00Z')
const to = from + 3 * 24 * HOUR
const pages = new MapPages()
const complaints: string[] = []
let url = ''
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  const place = { latitude: 53.8, longitude: -4.4 }
  pages.pages.set('person', {
    map: {
      id: 'movements',
      title: 'Movements of a made-up wearer',
      positions: positions(),
      played: { from, to },
      notesHref: '/people/W1/notes',
      stays: [
        { ...place, number: 4, from, to: from + 30 * MINUTE, radiusMetres: 60, title: 'Pub' },
      ],
      marks: [
        { ...place, kind: 'home', from, to, title: 'Home' },
        { ...place, kind: 'appointment', from, to: from + HOUR, title: 'Office' },
      ],
      bands: [
        { from, to: from + 2 * HOUR, line: 'Curfew', state: 'required', text: 'curfew hours' },
        { from, to: from + HOUR, line: 'At home', state: 'inside', text: 'at home' },
        { from: from + HOUR, to, line: 'At home', state: 'unknown', text: 'not known' },
      ],
    },
  })
  url = await pages.listen()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await pages.close()
})

beforeEach(async () => {
  complaints.length = 0
  context = await browser.newContext({
    reducedMotion: 'reduce',
    timezoneId: 'Australia/Lord_Howe',
    viewport: { width: 1280, height: 1000 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', ({ message }) => complaints.push(message))
  await page.goto(`${url}/person`)
  await page.locator('[data-positions]').waitFor()
})

afterEach(async () => {
  expect(complaints).toEqual([])
  await context.close()
})

const shell = () => page.locator('[data-map="shell"]')
const drawn = async (name: string) => Number(await shell().getAttribute(`data-${name}`))
const part = (name: string) => page.locator(`[data-map="${name}"]`)
const chosen = () => shell().getAttribute('data-chosen')
const said = () => part('announcement').textContent()
const drawnAs = (name: string, count: number) =>
  page.locator(`[data-map="shell"][data-${name}="${count}"]`).waitFor()
const rows = () => page.locator('#movements-table tbody tr')
const button = (name: string) => page.getByRole('button', { name, exact: true })

describe('the map of one person’s days, in Chromium', () => {
  it('plays an hour a second by the keyboard, with what was required and known beside it', async () => {
    expect(await page.locator('.app-map__bands text').allTextContents()).toEqual(
      expect.arrayContaining(['Sat 24', 'Sun 25', 'Mon 26', 'Curfew', 'At home']),
    )
    await page.getByLabel('Speed').selectOption('60')
    await tabTo(page, 'Play')
    await page.keyboard.press('Enter')
    await page.locator(`[data-map="shell"][data-marks="1"]`).waitFor()
    await page.keyboard.press('Enter')
    expect(await said()).toMatch(/October 2026 at .* BST\. Now: .*\. Curfew|At home: not known/)
    const time = page.getByRole('slider', { name: 'Time' })
    await time.fill('600')
    expect(await part('bands-text').textContent()).toBe('Curfew: curfew hours. At home: at home')
    await drawnAs('marks', 2)
    await drawnAs('positions', 11)
    expect(await part('cursor').getAttribute('visibility')).toBe('visible')
    await time.focus()
    await page.keyboard.press('End')
    // After the night of 25 hours it is noon once more, and called by its own name.
    expect(await part('time-text').textContent()).toBe('26 October 2026 at 12:00:00 GMT')
    await part('devices').getByText('Now: whereabouts unknown for').waitFor()
    await drawnAs('positions', 12)
    await drawnAs('stays', 1)
    await drawnAs('marks', 0)
    await page.getByLabel('Trail behind').selectOption('hour')
    await drawnAs('positions', 0)
    await button('First position').click()
    expect(await part('time-text').textContent()).toBe('23 October 2026 at 13:00:00 BST')
    await drawnAs('positions', 1)
    await button('Next position').press('Enter')
    await drawnAs('positions', 2)
  })

  it('filters, always says how many it hides, and draws no line where they were', async () => {
    expect(await part('hidden-count').textContent()).toBe('All 12 positions shown')
    expect([await drawn('lines'), await drawn('gaps'), await drawn('filtered')]).toEqual([10, 1, 0])
    await tabTo(page, 'Filter positions')
    await page.keyboard.press('Enter')
    await tabTo(page, 'By cell tower (LBS)')
    await page.keyboard.press('Space')
    expect(await part('hidden-count').textContent()).toBe('2 of 12 positions hidden by filters')
    await drawnAs('positions', 10)
    expect([await drawn('lines'), await drawn('gaps'), await drawn('filtered')]).toEqual([7, 1, 1])
    await page.getByRole('list', { name: 'Legend' }).getByText('Filters hide').waitFor()
    expect(await rows().nth(4).locator('th').textContent()).toContain('filtered')
    await button('4 show on the map').click()
    await button('Next position').click()
    expect(await chosen()).toBe('7')
    const slider = page.getByRole('slider', { name: 'Accuracy' })
    await slider.fill('7')
    expect(await slider.getAttribute('aria-valuetext')).toBe('No worse than 20 m')
    expect(await part('hidden-count').textContent()).toBe('5 of 12 positions hidden by filters')
    await page.getByText('Filters hide it: it is not drawn').waitFor({ state: 'hidden' })
    // The trail comes from a position that is held and not shown, and goes on to one.
    expect(await drawn('ends')).toBe(2)
    await button('1 show on the map').click()
    await page.getByText('Filters hide it: it is not drawn').waitFor()
    await button('Show them all').click()
    await drawnAs('positions', 12)
    expect(await page.getByText('not on the map').count()).toBe(0)
  })

  it('shows time spent and groups of positions, and says what they mean', async () => {
    await page.getByLabel('Heat map: time spent').check()
    await page.getByText(/Darkest: \d+ min.* within/).waitFor()
    expect(await drawn('heat')).toBeGreaterThan(1)
    await page.getByLabel('Group close positions').check()
    for (let i = 0; i < 4; i++) await button('Zoom out').click()
    await expect.poll(() => drawn('groups')).toBeGreaterThan(0)
    expect(await drawn('numbers')).toBe(0)
    await page.reload()
    await page.locator('[data-positions]').waitFor()
    // Kept for the tab.
    expect(await page.getByLabel('Group close positions').isChecked()).toBe(true)
    expect(await drawn('groups')).toBeGreaterThan(0)
  })

  it('has a card with all that is known, to copy, to note and to find again', async () => {
    await button('2 show on the map').press('Enter')
    const card = page.getByRole('region', { name: 'Chosen position' })
    const facts = await card.locator('dd').allTextContents()
    expect(facts).toEqual(await rows().nth(1).locator('td').allTextContents())
    expect(facts).toEqual(expect.arrayContaining(['10 min 5 s', '8', '12 km/h (7 mph)']))
    await card.getByText('about 95 % likely to be within 15 m').waitFor()
    await button('Copy as degrees and minutes').press('Enter')
    await page.getByText('Copied: 53° 48′').first().waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^53° 48′ .* W$/)
    await button('Copy the place').press('Enter')
    await expect.poll(said).toMatch(/^Copied: 53\.8\d+, -4\.39\d+$/)
    expect(await card.getByRole('link', { name: 'Write a note' }).getAttribute('href')).toBe(
      '/people/W1/notes?from=2026-10-23&fromTime=13%3A01&to=2026-10-23&toTime=13%3A02',
    )
    await button('Zoom to it').press('Enter')
    await page.locator('[data-map="shell"]:not([data-positions="12"])').waitFor()
    await button('5 show on the map').press('Enter')
    expect(await card.locator('dd').allTextContents()).toContain('not known: not by satellite')
  })

  it('measures from one position to another by keyboard, and between two points by pointer', async () => {
    await button('1 show on the map').press('Enter')
    await button('Measure from here').press('Enter')
    await button('Next position').press('Enter')
    await page.getByText('Measure, turn, print and more').press('Enter')
    expect(await part('measured').textContent()).toBe(
      'From position 1 to position 2: 66 m, east (90°), in a straight line',
    )
    await button('Measure between two points').click()
    const canvas = page.getByRole('application')
    await canvas.click({ position: { x: 200, y: 300 } })
    await canvas.click({ position: { x: 400, y: 300 } })
    expect(await part('measured').textContent()).toMatch(/^From 53\.\d+.*east \(90°\)/)
    expect(await chosen()).toBe('2')
    await button('Clear the measure').click()
    expect(await part('measured').textContent()).toBe('')
  })

  it('turns, zooms and says where it looks, in an address that keeps it', async () => {
    await page.getByText('Measure, turn, print and more').click()
    await page.waitForLoadState()
    const hash = () => new URL(page.url()).hash
    expect(hash()).toBe('')
    await page.getByLabel('Let the map be turned').check()
    await page.getByRole('slider', { name: 'Turn' }).fill('90')
    await page.getByRole('slider', { name: 'Zoom' }).fill('16')
    await expect.poll(hash).toMatch(/^#map=16\.00\/53\.8\d+\/-4\.39\d+\/90$/)
    const numbers = await drawn('numbers')
    expect(numbers).toBeGreaterThan(0)
    await page.locator('[data-map="place-form"]').selectOption('dms')
    expect(await part('place').textContent()).toMatch(/^53° 4[78]′ .* N, 4° 2\d′ .* W$/)
    const kept = hash()
    await page.reload()
    await page.locator('[data-positions]').waitFor()
    expect(hash()).toBe(kept)
    await page.getByText('Measure, turn, print and more').click()
    await page.waitForLoadState()
    expect(await page.getByRole('slider', { name: 'Turn' }).inputValue()).toBe('90')
    await button('North up').click()
    await expect.poll(hash).toMatch(/\/0$/)
    await page.locator('[data-map="day"]').selectOption({ index: 1 })
    await expect.poll(hash).not.toContain('#map=16.00')
    await page.locator('[data-map="scale"]').selectOption('off')
    expect(await page.locator('.app-map__scale').isVisible()).toBe(false)
  })

  it('is printed without its controls and saved as a picture with its caveat', async () => {
    await page.getByText('Measure, turn, print and more').click()
    await page.waitForLoadState()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button('Save a picture').click(),
    ])
    expect(download.suggestedFilename()).toBe('map.png')
    const picture = readFileSync(await download.path())
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    const size = await page.getByRole('application').boundingBox()
    // Beneath the map there are lines of text.
    expect(picture.readUInt32BE(20)).toBeGreaterThan((size?.height ?? 0) + 60)
    await expect.poll(said).toBe('The picture is saved as map.png')
    await page.emulateMedia({ media: 'print' })
    expect(await button('Zoom in').isVisible()).toBe(false)
    expect(await page.getByRole('application').isVisible()).toBe(true)
    expect(await page.getByRole('list', { name: 'Legend' }).isVisible()).toBe(true)
  })

  it('holds its controls on a narrow screen, and as wide as the window where that is wanted', async () => {
    for (const summary of ['Filter positions', 'Measure, turn, print and more']) {
      await page.getByText(summary).click()
    }
    await page.getByLabel('Let the map be turned').check()
    await button('First position').click()
    await page.getByText('The lines beneath the time, in words').click()
    await page.waitForLoadState()
    const across = () => page.evaluate<number>('document.documentElement.scrollWidth')
    await button('Full width').click()
    const wide = await page.getByRole('application').boundingBox()
    expect(wide?.width).toBeGreaterThan(800)
    expect(await across()).toBeLessThanOrEqual(1280)
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await across()).toBeLessThanOrEqual(390)
    await button('Full width').click()
    expect(await across()).toBeLessThanOrEqual(390)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('says the lines beneath the time in words without JavaScript', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false })
    await plain.goto(`${url}/person`)
    await plain.getByText('The lines beneath the time, in words').click()
    await plain.getByRole('cell', { name: 'curfew hours' }).waitFor()
    expect(await plain.getByRole('button').count()).toBe(0)
    await plain.close()
  })
})

/** Twelve positions, one a minute but for a gap of a day before the last; 5 and 6 by cell tower, three of little accuracy. */
function positions(): MapPosition[] {
  return Array.from({ length: 12 }, (_, index) => {
    const isCell = index === 4 || index === 5
    const capturedAt = from + (index + (index === 11 ? 24 * 60 : 0)) * MINUTE
    return {
      number: index + 1,
      capturedAt,
      latitude: 53.8 + (index > 1 ? 0.0005 * index : 0),
      longitude: -4.4 + 0.001 * index,
      accuracyMetres: isCell ? 400 : index === 0 || index > 9 ? 40 : 15,
      mechanism: isCell ? 'LBS' : 'GPS',
      device: 'D1',
      speedKmh: isCell ? 0 : 12,
      headingDegrees: 90,
      satellites: isCell ? undefined : 8,
      recordedAt: capturedAt + 1000,
      uploadedAt: capturedAt + 605_000,
    }
  })
}
