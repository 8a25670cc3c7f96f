import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage } from '../support/chromium.ts'
import { fill, main, press } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser

beforeAll(async () => {
  town = await serveTown()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

it('a phone is made a test tag: its secret is shown once, lets it report, and is revoked', async () => {
  const page: Page = await newPage(browser)
  await page.setViewportSize({ width: 390, height: 900 })
  await town.signIn(page, 'monitoring-officer')
  await page.goto(`${town.url}/devices`)
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await page.getByRole('row').count()).toBeGreaterThan(5)

  await fill(page, { 'Device id, or how it begins': 'PHONE-1' })
  await press(page, 'Search')
  expect(await main(page)).toContain('No device has the id PHONE-1')
  await page.getByRole('link', { name: 'Let a device PHONE-1 report' }).click()
  await page.waitForLoadState()
  expect(await main(page)).toContain('Nobody wears this device now')
  await press(page, 'Make a secret')
  await page.getByRole('img', { name: 'Settings for OwnTracks' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const [secret = ''] = /wd_[\w-]{43}/.exec(await main(page)) ?? []

  const report = () => {
    const at = new Date().toISOString()
    return fetch(`${town.url}/osmand?id=${secret}&lat=53.8&lon=-4.4&timestamp=${at}&batt=64`)
  }
  expect((await report()).status).toBe(200)
  await page.goto(`${town.url}/devices/PHONE-1`)
  await expect
    .poll(() => page.reload().then(() => main(page)), { timeout: 60_000, interval: 500 })
    .toMatch(/\(now\)|minutes? ago/)
  expect(await main(page)).toContain('64%')
  expect(await main(page)).not.toContain(secret)
  expect(await accessibilityFaults(page)).toEqual([])

  await page.goto(`${town.url}/feeds`)
  expect(await main(page)).toContain('OsmAnd or Traccar Client')
  const widths = await page
    .locator('.app-scroll')
    .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
  expect(Math.max(...widths)).toBe(0)
  await page.goto(`${town.url}/devices/PHONE-1`)

  await page.getByRole('button', { name: /^Revoke/ }).click()
  await page.waitForLoadState()
  expect(await main(page)).toContain('The secret is revoked')
  expect((await report()).status).toBe(401)
})

it('an administrator manages secrets and sees nobody', async () => {
  const page = await newPage(browser)
  await town.signIn(page, 'administrator')
  await page.goto(`${town.url}/devices`)
  const text = await main(page)
  expect(text).toContain('Somebody')
  expect(text).not.toMatch(/W\d{4}/)
  const first = page.getByRole('row').nth(1).getByRole('link')
  await first.click()
  await page.getByRole('heading', { name: 'What lets it report' }).waitFor()
  expect(await main(page)).not.toMatch(/W\d{4}/)
  expect(await main(page)).toMatch(/Worn by\s*Somebody/)
  const fitted = page.getByRole('table', { name: 'When it was fitted' })
  expect(await fitted.getByRole('columnheader').allTextContents()).toEqual(['From', 'To'])
  await press(page, 'Make a secret')
  await page.getByRole('link', { name: /^Back to device/ }).click()
  await page.getByLabel('End in a day').check()
  await press(page, 'Make a secret')
  await page.getByRole('link', { name: /^Back to device/ }).click()
  await page.waitForLoadState()
  expect(await page.getByRole('table', { name: 'Its secrets' }).textContent()).toMatch(
    /Good.*Ends /,
  )
})
