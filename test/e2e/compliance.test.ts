import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { countedStretch, sayIncident } from '../support/incident.ts'
import { main } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let wearer = ''

/** The evening of 6 January, when the curfew of everybody in the town begins at 20:00. */
const EVENING = { from: Date.parse('2026-01-06T20:00:00Z'), to: Date.parse('2026-01-06T20:25:00Z') }

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const [row] = await records.query<{ wearer: string; condition: string }>(
      `select device_wearer_id as wearer, order_conditions.id as condition
       from monitoring_orders join order_conditions on monitoring_order_id = monitoring_orders.id
       where kind = 'curfew' and device_wearer_id not in (select device_wearer_id from wearer_restrictions)
       order by device_wearer_id limit 1`,
    )
    if (!row) throw new Error('Nobody of the town is under curfew')
    wearer = row.wearer
    await records.query(
      `update allocations
       set practitioner = (select practitioner from accounts where username = 'practitioner.demo'),
         ends_at = null
       where device_wearer_id = $1`,
      [wearer],
    )
    await sayIncident(records, {
      deviceWearerId: wearer,
      kind: 'curfew-absent-at-start',
      conditionId: row.condition,
      ...EVENING,
      counted: [countedStretch(EVENING)],
    })
    await sayIncident(records, {
      deviceWearerId: wearer,
      kind: 'strap-tamper',
      from: EVENING.to,
      to: EVENING.to + 240_000,
      certainty: undefined,
    })
  })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

async function as(who: Parameters<ServedTown['signIn']>[1], javaScript = true): Promise<Page> {
  const page = await newPage(browser, { javaScript })
  await town.signIn(page, who)
  return page
}

const address = (query = '') => `${town.url}/people/${wearer}/compliance${query}`

it('a practitioner decides a violation from the page, by keyboard alone, and comes back to it', async () => {
  const page = await as('probation-practitioner')
  await page.goto(`${town.url}/people/${wearer}`)
  await tabTo(page, 'Compliance')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/compliance$/)
  // Nothing came for months: the last days of data are shown.
  const text = await main(page)
  for (const words of [
    '1 violation',
    'Waiting too long',
    'None of the allowance of 2 hours',
    '25 minutes',
  ]) {
    expect(text).toContain(words)
  }
  const night = page.getByRole('row', { name: /^Tuesday 6 January 2026/ }).first()
  expect(await night.textContent()).toContain('25 minutes waiting for a decision')
  expect(await night.getByRole('img').getAttribute('aria-label')).toBeTruthy()
  expect(await accessibilityFaults(page)).toEqual([])

  await tabTo(page, /^Decide: Not at home when curfew hours began, 6 January 2026, 20:00 to 20:25/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/incidents\/\d+/)
  // What is missing is said on the same page, and it is not forgotten where they came from.
  await tabTo(page, page.getByRole('button', { name: 'Keep my decision' }))
  await page.keyboard.press('Enter')
  await page.getByText('Choose whether it is excused').first().waitFor()
  await tabTo(page, page.getByRole('radio', { name: /^Excused/ }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByLabel('Main reason'))
  await page.keyboard.type('Excused: Transport')
  await tabTo(page, page.getByRole('button', { name: 'Keep my decision' }))
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/compliance\?done=/)
  await page.getByText('Your decision is kept.').waitFor()
  expect(await night.textContent()).toContain('25 minutes excused')
  // What else the positions say may wait; this does not any more.
  const decide = page.getByRole('link', { name: /^Decide: .* 6 January 2026, 20:00 to 20:25/ })
  expect(await decide.count()).toBe(0)
  expect(await page.getByRole('img', { name: /25 minutes excused/ }).count()).toBe(1)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await accessibilityFaults(page)).toEqual([])
})

it('is read without JavaScript, as tables, week by week, on a phone', async () => {
  const page = await as('monitoring-officer', false)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(address('?days=7&until=2026-01-11'))
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await page.waitForLoadState()
  const minutes = page.getByRole('table', { name: 'Violation minutes by day, the newest first' })
  expect(await minutes.getByRole('row', { name: /6 January 2026/ }).textContent()).toContain('25')
  await page.getByRole('link', { name: 'Longer than 15 min' }).click()
  await page.waitForLoadState()
  expect(await minutes.getByRole('row', { name: /6 January 2026/ }).count()).toBe(1)
  const tampers = page.getByRole('table', { name: /Tampering, battery/ })
  expect(await tampers.textContent()).toContain('Cleared by itself')
  // Whoever watches over tags decides nothing.
  expect(await page.getByRole('link', { name: /^Decide/ }).count()).toBe(0)
  const wider = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(wider).toBe(0)
  await page.getByRole('link', { name: '7 days earlier' }).click()
  await page.waitForLoadState()
  expect(await main(page)).toContain('Sunday 4 January 2026')
  expect(await main(page)).toContain('None in this period.')
})
