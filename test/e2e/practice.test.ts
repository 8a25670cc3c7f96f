import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { main, pathOf } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { sayTownIncidents, type TownIncidents } from '../support/town-incidents.ts'

const SHOTS = process.env['SHOTS']

let town: ServedTown
let browser: Browser
let page: Page
let seen: Page
let incidents: TownIncidents

beforeAll(async () => {
  town = await serveTown(async (records, data) => {
    incidents = await sayTownIncidents(records, `${data}/town`)
  })
  browser = await launchChromium()
  // Somebody new, by the keyboard alone and without JavaScript.
  page = await newPage(browser, { javaScript: false })
  await town.signIn(page, 'probation-practitioner')
  seen = await newPage(browser)
  await town.signIn(seen, 'probation-practitioner')
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

/** Follows a link, or presses a button, and waits for the page it leads to. */
async function on(target: Parameters<typeof tabTo>[1]): Promise<void> {
  await tabTo(page, target)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

let looks = 0
/** The page's address, on a page that can be looked through with scripts, has no fault and room on a narrow screen. */
async function clean(): Promise<void> {
  await seen.goto(page.url())
  expect(await accessibilityFaults(seen)).toEqual([])
  looks += 1
  if (SHOTS) await seen.screenshot({ path: `${SHOTS}/${looks}.png`, fullPage: true })
  await seen.setViewportSize({ width: 390, height: 800 })
  expect(await seen.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  if (SHOTS) await seen.screenshot({ path: `${SHOTS}/${looks}-narrow.png`, fullPage: true })
  await seen.setViewportSize({ width: 1280, height: 900 })
}

/** Opens a task and begins it. */
async function begin(task: string): Promise<void> {
  await page.goto(`${town.url}/practice/${task}`)
  await on('Begin')
  expect(await main(page)).toContain('What a good answer has')
}

async function writeAbout(notes: string, time: string): Promise<void> {
  await page.goto(`${town.url}${notes}?${time}`)
  await tabTo(page, 'Write a note')
  await page.keyboard.type('Nothing held: where the device was is not known')
  await on('Keep the note')
}

/** The task does not see it. */
async function notYet(): Promise<void> {
  await on('Back to the task')
  await on('Check my work')
  expect(await main(page)).toContain('Not yet: the records do not show that')
}

/** By the banner that goes along. */
async function backDone(): Promise<void> {
  await on('Back to the task')
  await on('Check my work')
  expect(await main(page)).toContain('You have done this task.')
}

it('has help on every page of a person, about that page, and in the footer', async () => {
  await page.goto(`${town.url}/people/${incidents.wearer}/compliance`)
  await on('What does this mean?')
  expect(pathOf(page)).toBe('/help/compliance')
  expect(await main(page)).toContain('Who decides')
  await clean()
  await on('Help')
  expect(await main(page)).toContain('The map and the positions')
  await clean()
  const topics = await page.getByRole('main').locator('a[href^="/help/"]').all()
  expect(topics).toHaveLength(8)
  for (const href of await Promise.all(topics.map((each) => each.getAttribute('href')))) {
    expect((await page.request.get(`${town.url}${href}`)).status()).toBe(200)
  }
  expect((await page.request.get(`${town.url}/help/nothing`)).status()).toBe(404)
})

it('a new practitioner finds who needs attention, and the task sees it', async () => {
  await page.goto(town.url)
  expect(await main(page)).toMatch(/\d+ of your cases needs? attention/)
  await clean()
  await on('Practise with short tasks')
  await clean()
  await begin('attention')
  await clean()
  await on('Go to My cases')
  expect(await page.getByLabel('Practice').textContent()).toContain('Task 1 of 6')
  await clean()
  await notYet()
  await page.goto(`${town.url}/people`)
  await on(page.getByRole('table').locator('a[href^="/people/"]:not([href*="?"])').first())
  expect(await main(page)).toContain('Needs attention')
  await backDone()
  await clean()
  await on('Next: Follow an evening')
  expect(pathOf(page)).toBe('/practice/evening')
  expect(await page.getByLabel('Practice').count()).toBe(0)
})

it('decides a violation and writes a note about it', async () => {
  await begin('violation')
  await on('Go to the violation')
  expect(pathOf(page)).toBe(`/incidents/${incidents.curfew}`)
  await tabTo(page, page.locator('input[name="decision"]').first())
  await page.keyboard.press('Space')
  await tabTo(page, page.getByLabel('Main reason'))
  await page.keyboard.type('Excused: Em')
  await on('Keep my decision')
  expect(await main(page)).toContain('Your decision is kept.')
  await backDone()
  await begin('note')
  await on('Go to the notes')
  await tabTo(page, 'Write a note')
  await page.keyboard.type('Rang: the bus was late')
  await on('Keep the note')
  await backDone()
})

it('follows an evening, finds a gap and asks for a report', async () => {
  await begin('evening')
  await on('Go to the movements')
  // Another time than the one that was asked for.
  await notYet()
  const [, day = ''] = /evening of \w+ (\d+ \w+ \d{4}), 18:00/.exec(await main(page)) ?? []
  const date = new Date(`${day} UTC`).toISOString().slice(0, 10)
  const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
  await on('Go to the movements')
  const evening = `from=${date}&fromTime=18:00&to=${next}&toTime=00:00`
  await page.goto(`${town.url}${pathOf(page)}?${evening}`)
  await backDone()
  await begin('gap')
  await on('Go to the last whole day')
  expect(await main(page)).toContain('Stays and trips')
  const notes = pathOf(page).replace('movements', 'notes')
  const gaps = page.locator('table', { has: page.locator('caption', { hasText: 'Gaps' }) })
  const [gap = ''] = await gaps.locator('td').allTextContents()
  // Before anything was held of them, and then the first minute of a gap.
  await writeAbout(notes, 'from=2020-01-05&fromTime=18:00')
  await notYet()
  const [, gapDay, time] = /^(.*) at (..:..)/.exec(gap) ?? []
  const from = new Date(`${gapDay} UTC`).toISOString().slice(0, 10)
  await writeAbout(notes, `from=${from}&fromTime=${time}`)
  await backDone()
  await begin('report')
  await on('Go to the form')
  await tabTo(page, 'What it is for')
  await page.keyboard.type('To practise')
  await on('Make the report')
  await backDone()
})

it('keeps how far somebody is, and forgets it when they start again', async () => {
  await page.goto(`${town.url}/practice`)
  expect(await main(page)).toContain('6 of 6 tasks done.')
  await on('Start again')
  expect(await main(page)).toContain('0 of 6 tasks done.')
  expect((await page.request.get(`${town.url}/practice/nothing`)).status()).toBe(404)
})
