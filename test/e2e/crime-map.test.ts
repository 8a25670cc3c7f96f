import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MapPosition } from '../../src/portal/map/map-data.ts'
import { accessibilityFaults, launchChromium } from '../support/chromium.ts'
import { MapPages } from '../support/map-page.tsx'

const MINUTE = 60_000
/** The night when clocks go back: 00:50 to 01:10 UTC is 01:50 BST to 01:10 GMT. */
const autumn = Date.parse('2026-10-25T00:50:00Z')
/** The night when they go forward: at 01:00 UTC it is 02:00 BST. */
const spring = Date.parse('2026-03-29T00:50:00Z')
const wearers = ['W1', 'W2']
const crime = {
  latitude: 53.8,
  longitude: -4.4,
  radiusMetres: 100,
  title: '100 m around the crime',
}
const pages = new MapPages()
let url = ''
let browser: Browser

beforeAll(async () => {
  for (const [name, start] of Object.entries({ autumn, spring })) {
    const map = {
      id: 'trails',
      title: 'Trails around crime A/1',
      crime,
      wearers,
      played: { from: start, to: start + 20 * MINUTE },
      positions: trails(start),
    }
    pages.pages.set(name, { map })
  }
  url = await pages.listen()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await pages.close()
})

/** A page in a browser whose clock is somewhere: what is shown is London's all the same. */
async function open(name: string, timezoneId = 'Europe/London'): Promise<Page> {
  const context = await browser.newContext({
    timezoneId,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 1000 },
  })
  const page = await context.newPage()
  await page.goto(`${url}/${name}`)
  await page.locator('[data-positions]').waitFor()
  return page
}

const shell = (page: Page) => page.locator('[data-map="shell"]')
const timeText = (page: Page) => page.locator('[data-map="time-text"]').textContent()
const said = (page: Page) => page.locator('[data-map="announcement"]').textContent()
const time = (page: Page) => page.getByRole('slider', { name: 'Time' })

describe('several wearers at one crime, in Chromium', () => {
  it('shows each with a number, and what lies outside the window only while that is wanted', async () => {
    const page = await open('autumn')
    const legend = page.getByRole('list', { name: 'Legend' })
    await legend.getByText('Wearer 1: W1').waitFor()
    await legend.getByText('Wearer 2: W2').waitFor()
    await legend.getByText('more than 5 minutes').waitFor()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.locator('[data-map="shell"][data-positions="24"]').waitFor()
    expect(Number(await shell(page).getAttribute('data-gaps'))).toBe(1)
    await page.getByLabel('Before and after the window').uncheck()
    await page.locator('[data-map="shell"][data-positions="15"]').waitFor()
    expect(await legend.getByText('Before or after').isVisible()).toBe(false)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })

  it('plays by keyboard alone: it moves, says where devices are, and stops where it is told to', async () => {
    const page = await open('autumn')
    await page.getByLabel('Speed').selectOption('2')
    await page.getByRole('button', { name: 'Play', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    expect(await said(page)).toContain('25 October 2026 at 01:50:00 BST')
    await expect
      .poll(() => shell(page).getAttribute('data-time').then(Number))
      .toBeGreaterThan(autumn + MINUTE)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    const stopped = await shell(page).getAttribute('data-time')
    expect(await said(page)).toMatch(/BST|GMT/)
    expect(await said(page)).toContain('Wearer 1 (W1): position')
    expect(await page.locator('tbody tr[aria-current="true"]').count()).toBe(1)
    // Nothing that was captured later is drawn, and nothing moves any more.
    const drawn = Number(await shell(page).getAttribute('data-positions'))
    expect(drawn).toBeLessThan(24)
    expect(await shell(page).getAttribute('data-time')).toBe(stopped)
    await page.getByRole('button', { name: 'Show the whole period' }).press('Enter')
    expect(await timeText(page)).toBe('The whole period is shown')
    await page.context().close()
  })

  it('goes by the time slider and stops at a position that is chosen', async () => {
    const page = await open('autumn')
    await time(page).focus()
    await page.keyboard.press('End')
    expect(await timeText(page)).toBe('25 October 2026 at 01:10:00 GMT')
    expect(await time(page).getAttribute('aria-valuetext')).toBe('25 October 2026 at 01:10:00 GMT')
    await page.getByText('Wearer 2 (W2): whereabouts unknown for').waitFor()
    await page.getByRole('button', { name: 'First position' }).click()
    await page.waitForLoadState()
    expect(await timeText(page)).toBe('25 October 2026 at 01:50:00 BST')
    await page.getByText('Wearer 2 (W2): no position yet').waitFor()
    await page.context().close()
  })

  it.each(['UTC', 'Europe/London', 'Australia/Lord_Howe'])(
    'shows London’s hour on both nights when clocks change, to somebody in %s',
    async (zone) => {
      const page = await open('autumn', zone)
      await time(page).fill('540')
      expect(await timeText(page)).toBe('25 October 2026 at 01:59:00 BST')
      await time(page).fill('600')
      expect(await timeText(page)).toBe('25 October 2026 at 01:00:00 GMT')
      await page.context().close()
      const forward = await open('spring', zone)
      await time(forward).fill('540')
      expect(await timeText(forward)).toBe('29 March 2026 at 00:59:00 GMT')
      await time(forward).fill('600')
      expect(await timeText(forward)).toBe('29 March 2026 at 02:00:00 BST')
      await forward.context().close()
    },
  )

  it('is a table of all of them without JavaScript', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(`${url}/autumn`)
    expect(await page.locator('tbody tr').count()).toBe(24)
    const first = await page.locator('tbody tr').first().locator('td').allTextContents()
    expect(first).toContain('1: W1')
    expect(first).toContain('25 October 2026 at 01:50:00 BST')
    expect(await page.getByRole('button').count()).toBe(0)
    await page.close()
  })

  it('keeps within a narrow screen', async () => {
    const page = await open('autumn')
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().close()
  })
})

/** W1 has a position a minute, W2 four and then nothing; the first five minutes and the last five are outside. */
function trails(start: number): MapPosition[] {
  const of = (minute: number, wearer: number) => ({
    capturedAt: start + minute * MINUTE,
    latitude: 53.8 + 0.0004 * wearer,
    longitude: -4.41 + 0.001 * minute,
    accuracyMetres: 15,
    mechanism: 'GPS',
    device: `D${wearer + 1}`,
    wearer,
    distanceMetres: 66 * Math.abs(10 - minute),
    overlapShare: minute === 10 ? 1 : 0,
    label: minute === 10 && wearer === 0 ? 'A1' : undefined,
    outsideWindow: minute < 5 || minute > 15,
  })
  const first = Array.from({ length: 20 }, (_, minute) => of(minute, 0))
  const second = [5, 6, 13, 14].map((minute) => of(minute, 1))
  return [...first, ...second]
    .sort((a, b) => a.capturedAt - b.capturedAt)
    .map((position, index) => ({ ...position, number: index + 1 }))
}
