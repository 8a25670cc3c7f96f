import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
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

const as = async (who: Parameters<ServedTown['signIn']>[1]): Promise<Page> => {
  const page = await newPage(browser)
  await town.signIn(page, who)
  return page
}
const REMARK = 'Stood at the door for ten minutes'

/** Gives a view of the match on the page, by keyboard alone. */
async function give(page: Page, decision: 'qualify' | 'reject', reason: string, remark = '') {
  await tabTo(page, page.getByRole('radio', { name: /^Qualify/ }))
  await page.keyboard.press('Space')
  if (decision === 'reject') await page.keyboard.press('ArrowDown')
  await tabTo(page, page.getByLabel('Main reason'))
  await page.keyboard.type(reason)
  await tabTo(page, page.getByLabel('In your own words'))
  await page.keyboard.type(remark)
  await tabTo(page, page.getByRole('button', { name: 'Keep my view' }))
  await page.keyboard.press('Enter')
  await page.getByText('Your view of the match is kept.').waitFor()
}

it('two people review one match without seeing each other’s view, disagree, and a manager decides', async () => {
  const first = await as('hub-caseworker')
  await first.goto(`${town.url}/reviews`)
  expect(await accessibilityFaults(first)).toEqual([])
  await tabTo(first, first.getByRole('button', { name: 'Take the next match' }))
  await first.keyboard.press('Enter')
  await first.waitForURL(/\/reviews\/\d+$/)
  expect(await accessibilityFaults(first)).toEqual([])
  const { pathname } = new URL(first.url())

  // Somebody else is told that it is looked at, and is given another.
  const manager = await as('hub-manager')
  await manager.goto(`${town.url}${pathname}`)
  expect(await manager.getByText(/is looking at it since \d\d:\d\d/).count()).toBe(1)
  await manager.goto(`${town.url}/reviews`)
  await manager.getByRole('button', { name: 'Take the next match' }).click()
  await manager.waitForURL(/\/reviews\/\d+$/)
  expect(new URL(manager.url()).pathname).not.toBe(pathname)

  // What is missing is said, and nothing typed is lost.
  await first.getByLabel('In your own words').fill(REMARK)
  await first.getByRole('button', { name: 'Keep my view' }).click()
  expect(await first.getByRole('alert').textContent()).toContain('Choose whether to qualify')
  expect(await first.getByLabel('In your own words').inputValue()).toBe(REMARK)
  expect(await accessibilityFaults(first)).toEqual([])
  await give(first, 'qualify', 'Qualify: In the circle')
  expect(await first.getByRole('table', { name: 'Views given' }).textContent()).toContain(REMARK)

  const second = await as('second.demo')
  await second.goto(`${town.url}${pathname}`)
  const seen = (await second.locator('main').textContent()) ?? ''
  expect(seen).toContain('Second view wanted')
  for (const word of [REMARK, 'caseworker.demo', 'Demo caseworker', 'Views given']) {
    expect(seen).not.toContain(word)
  }
  await give(second, 'reject', 'Reject: Passing by')
  expect(await second.getByRole('table', { name: 'Views given' }).textContent()).toContain(REMARK)

  await first.goto(`${town.url}${pathname}`)
  expect(await first.getByRole('button', { name: 'Keep my view' }).count()).toBe(0)
  await manager.goto(`${town.url}${pathname}`)
  expect(await manager.getByText('Two people came to different views').count()).toBe(1)
  await give(manager, 'qualify', 'Qualify: The only wearer')
  expect(await manager.getByText('This match is qualified').count()).toBe(1)
  await manager.getByRole('button', { name: 'Take my view back' }).click()
  await manager.getByText('Your view is taken back').waitFor()
  await give(manager, 'qualify', 'Qualify: The only wearer')

  await manager.goto(`${town.url}/funnel`)
  expect(await accessibilityFaults(manager)).toEqual([])
  const pairs = manager.getByRole('table', { name: /^Matches: pairs .* all forces$/ })
  expect(await pairs.getByRole('row', { name: /^Qualified 1 1 pairs reviewed/ }).count()).toBe(1)
})
