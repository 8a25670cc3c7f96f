import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { ninetyDays } from '../support/ninety-days.ts'
import { main, taken } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let page: Page
/** Whose tag reported every minute of ninety days; and who has no trail condition. */
let long: string
let untrailed: string

beforeAll(async () => {
  town = await serveTown(async (records, data) => {
    const people = await ninetyDays(records, data)
    long = people.long
    untrailed = people.untrailed
  })
  browser = await launchChromium()
  page = await newPage(browser)
  await town.signIn(page, 'probation-practitioner')
})

afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

/** From one London midnight to another. */
const days = (from: string, to: string) => `from=${from}&fromTime=00:00&to=${to}&toTime=00:00`
const NINETY = days('2025-09-15', '2025-12-14')
const SUNDAY = days('2025-10-26', '2025-10-27')

async function open(path: string, on = page): Promise<number> {
  const answer = await on.goto(`${town.url}/people/${path}`)
  return answer?.status() ?? 0
}
const link = (name: string | RegExp, on = page) => on.getByRole('link', { name })
const typed = async (end: 'From' | 'Until', on = page) => {
  const group = on.getByRole('group', { name: end })
  return `${await group.getByLabel('Date').inputValue()} ${await group.getByLabel('Time').inputValue()}`
}

describe('a period', () => {
  it('is the last day of data, a named one, or steps from it by its own length', async () => {
    expect(await open(`${long}/movements?${SUNDAY}`)).toBe(200)
    expect(await main(page)).toContain('1,500 positions')
    await link('Earlier').click()
    expect([await typed('From'), await typed('Until')]).toEqual([
      '2025-10-25 00:00',
      '2025-10-26 00:00',
    ])
    expect(await main(page)).toContain('1,440 positions')
    await link('Later').click()
    expect(await typed('From')).toBe('2025-10-26 00:00')
    await link('7 days').click()
    await page.getByRole('link', { name: '7 days' }).and(page.locator('[aria-current]')).waitFor()
    await link('Last 24 hours of data').click()
    expect([await typed('From'), await typed('Until')]).toEqual([
      '2025-12-13 00:00',
      '2025-12-14 00:00',
    ])
  })

  it('goes over the night in March, whose hour is left out', async () => {
    await open(`${long}/movements?${days('2026-03-28', '2026-03-30')}`)
    await link('Later').click()
    expect([await typed('From'), await typed('Until')]).toEqual([
      '2026-03-30 00:00',
      '2026-04-01 00:00',
    ])
    expect(await main(page)).toContain('No position is held')
  })

  it('is chosen from days with how much is held of each', async () => {
    await open(`${long}/movements?${days('2025-10-20', '2025-10-21')}`)
    await page.getByText('Go to a day').click()
    await link(/^November 2025$/).click()
    await link('Sunday 30 November 2025: 1,440 positions').waitFor()
    await link(/^October 2025$/).click()
    expect(await accessibilityFaults(page)).toEqual([])
    await link('Sunday 26 October 2025: 1,500 positions').click()
    expect(await main(page)).toContain('26 October 2025 at 00:00 BST to 27 October 2025')
    await link('Whole day').click()
    expect(await typed('Until')).toBe('2025-10-27 00:00')
  })

  it('of ninety days at one a minute is turned by pages of whole days', async () => {
    expect(await open(`${long}/movements?${NINETY}`)).toBe(200)
    await page.getByRole('heading', { name: /^Page 7 of 7: / }).waitFor()
    await page.getByText('All pages of this period').click()
    await page.waitForLoadState()
    const parts = page
      .getByRole('navigation', { name: 'Pages of this period' })
      .getByRole('listitem')
    const counts = (await parts.allTextContents()).flatMap((text) => {
      const [, count] = /, ([\d,]+) positions?$/.exec(text) ?? []
      return count === undefined ? [] : Number(count.replaceAll(',', ''))
    })
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(90 * 1440 + 60)
    expect(Math.max(...counts)).toBeLessThanOrEqual(21_600)
    await link('Page before').click()
    await page.getByRole('heading', { name: /^Page 6 of 7: / }).waitFor()
    const data = await page.locator('[data-map="data"]').textContent()
    expect((JSON.parse(data ?? '') as { positions: unknown[] }).positions.length).toBe(counts[5])
    // The period stays in the address, and so in the form.
    expect([await typed('From'), await typed('Until')]).toEqual([
      '2025-09-15 00:00',
      '2025-12-14 00:00',
    ])
    await link('Next positions').click()
    await page.getByText(/^Positions 501 to 1,000 of /).waitFor()
    await page.getByRole('heading', { name: /^Page 6 of 7: / }).waitFor()
  })
})

describe('what is shown of a period', () => {
  it('says what was required then and what is known, stays and trips, and what the map means', async () => {
    await open(`${long}/movements?${SUNDAY}`)
    const required = page.getByRole('region', { name: 'What was required, and what is known' })
    const night = required.getByRole('row', { name: /Curfew: at home/ }).first()
    expect(await night.textContent()).toMatch(/At home \d+ hours/)
    const stays = page.getByRole('region', { name: 'Stays and trips', exact: true })
    expect(await stays.getByRole('cell', { name: 'Home', exact: true }).count()).toBeGreaterThan(0)
    const data = await page.locator('[data-map="data"]').textContent()
    const drawn = JSON.parse(data ?? '') as { marks: { kind: string }[]; bands: { text: string }[] }
    expect(drawn.marks.some(({ kind }) => kind === 'home')).toBe(true)
    expect(drawn.bands.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['curfew hours', 'at home']),
    )
    await page.getByText('What circles, lines, gaps and delays on the map mean').click()
    await page.getByText('Nothing is held for more than 5 minutes').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await stays.getByRole('link', { name: 'Show number 1' }).click()
    expect(new URL(page.url()).hash).toBe('#movements')
    expect(await typed('From')).toBe('2025-10-26 00:00')
  })

  it('is taken away as a file, with why', async () => {
    await open(`${long}/movements?${SUNDAY}`)
    await page.getByRole('button', { name: 'Download' }).click()
    await page.getByRole('alert').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Format').selectOption('csv')
    await page.getByLabel('Why you need the file').fill('Supervision meeting')
    const file = await taken(page, () => page.getByRole('button', { name: 'Download' }).click())
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines.length).toBe(1501)
    expect(lines[0]).toMatch(/,hdop,satellites,recorded_at,uploaded_at$/)
    expect(lines[1]).toContain('2025-10-25T23:00:00Z')
  })

  it('is compared with another period', async () => {
    await open(`${long}/movements?${SUNDAY}`)
    await link('Compare it with another period').click()
    await page.getByLabel('Compare it with').selectOption('week')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.waitForLoadState()
    const text = await main(page)
    expect(text).toContain('Sunday 19 October 2025, 00:00 to Monday 20 October 2025, 00:00')
    expect(text).toContain('2 places: 2 in both periods, 0 in one only')
    await page.getByRole('application').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await open(`${long}/movements/compare?${days('2025-10-01', '2025-10-12')}&other=week`)
    expect(await page.getByRole('alert').textContent()).toContain('would overlap')
  })
})

it('there is no page of movements where there is no trail condition', async () => {
  for (const path of ['', `?${SUNDAY}`, '/compare']) {
    expect(await open(`${untrailed}/movements${path}`)).toBe(404)
    const text = await main(page)
    expect(text).toContain('There is no trail condition')
    expect(text).not.toMatch(/\d positions/)
  }
  for (const path of ['movements', 'patterns', 'visits', 'together', 'places', 'notes']) {
    await open(`${untrailed}/${path}`)
    const tabs = page.getByRole('navigation', { name: 'Pages of this person' })
    expect(await tabs.getByRole('link', { name: 'Notes' }).count()).toBe(1)
    expect(await tabs.getByRole('link', { name: /Movements|Patterns/ }).count()).toBe(0)
  }
  // A form of another person's page, sent to theirs.
  await open(`${long}/movements?${SUNDAY}`)
  const form = page.locator(`form[action$="/${long}/movements/export"]`)
  await form.evaluate((element, id) => {
    element.setAttribute('action', `/people/${id}/movements/export`)
  }, untrailed)
  await page.getByLabel('Why you need the file').fill('Supervision meeting')
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/export')),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(answer.status()).toBe(404)
})

it('the page passes with the keyboard alone, and without JavaScript on a phone', async () => {
  await open(`${long}/movements?${SUNDAY}`)
  await tabTo(page, 'Go to a day')
  await page.keyboard.press('Enter')
  await tabTo(page, link('Saturday 25 October 2025: 1,440 positions'))
  await page.keyboard.press('Enter')
  await page.waitForURL(/from=2025-10-25/)
  const plain = await newPage(browser, { javaScript: false })
  await plain.setViewportSize({ width: 390, height: 800 })
  await town.signIn(plain, 'probation-practitioner')
  await open(`${long}/movements?${NINETY}`, plain)
  await link('Stays and trips', plain).click()
  await plain
    .getByRole('row', { name: /Curfew: at home/ })
    .first()
    .waitFor()
  await plain.getByText('The map needs JavaScript').waitFor()
  await plain.close()
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of [`?${NINETY}&month=2025-10`, `/compare?${SUNDAY}&other=week`]) {
    await open(`${long}/movements${path}`)
    const width = await page.evaluate('document.scrollingElement.scrollWidth')
    expect({ path, width }).toEqual({ path, width: 390 })
  }
})
