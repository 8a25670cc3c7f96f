import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { fill, main, press } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { sayTownIncidents, type TownIncidents } from '../support/town-incidents.ts'

let town: ServedTown
let browser: Browser
let said: TownIncidents

beforeAll(async () => {
  town = await serveTown(async (records, data) => {
    said = await sayTownIncidents(records, join(data, 'town'))
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

it('a monitoring officer finds what is open, takes it and notes it, by keyboard alone', async () => {
  const page = await as('monitoring-officer')
  await page.goto(`${town.url}/incidents`)
  expect(await accessibilityFaults(page)).toEqual([])
  const rows = page.getByRole('table').getByRole('row')
  // Four tampers of one person are one line, the gravest; that three cleared by themselves is said.
  expect(await rows.count()).toBe(4)
  const [, tampers = '', curfew = '', feed = ''] = await rows.allTextContents()
  expect(tampers).toMatch(
    /Most urgent.*4 incidents.*1 not known to be over.*The device reported it/,
  )
  expect(curfew).toMatch(/Away from home.*1 to be decided.*Over now.*Sure, 97 in 100/)
  expect(feed).toContain('Feed MQTT broker')

  await tabTo(page, /^Away from home during curfew hours/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/incidents\/\d+$/)
  await page.getByRole('application').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const text = await main(page)
  for (const words of ['10 minutes after it began', '25 minutes', 'Positions arrived late', 'E1']) {
    expect(text).toContain(words)
  }
  expect(text).toContain('20 minutes: 7 January 2026, 19:30 to 19:50 GMT')
  // Only whoever supervises decides.
  expect(await page.getByRole('button', { name: 'Keep my decision' }).count()).toBe(0)
  // A link leads past the positions, each of which is a stop.
  const goTo = async (target: Locator) => {
    await tabTo(page, 'Go to the work on it')
    await page.keyboard.press('Enter')
    await tabTo(page, target)
  }
  await goTo(page.getByRole('button', { name: 'Assign to me' }))
  await page.keyboard.press('Enter')
  await page.getByText('The incident is assigned.').waitFor()
  await goTo(page.getByRole('button', { name: 'Keep the note' }))
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await tabTo(page, 'Enter what you want to note')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.keyboard.type('Rang at 07:10, no answer')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Your note is kept.').waitFor()
  expect(await page.getByRole('table', { name: /What was done/ }).textContent()).toContain(
    'Rang at 07:10',
  )

  await page.goto(`${town.url}/incidents?show=mine`)
  expect(await rows.count()).toBe(2)
  await page.goto(`${town.url}/incidents?person=${said.wearer}&family=tamper`)
  expect(await rows.count()).toBe(5)
  expect(await accessibilityFaults(page)).toEqual([])
})

it('a practitioner decides, takes it back, records what followed and resolves it', async () => {
  const page = await as('probation-practitioner')
  await page.goto(`${town.url}/incidents`)
  expect(
    await page.getByText('1 violation has waited more than 5 days for a decision').count(),
  ).toBe(1)
  expect(await page.getByText('Feed MQTT broker').count()).toBe(0)
  await page.getByRole('link', { name: 'Show what waits' }).click()
  await page.getByRole('link', { name: /^Away from home/ }).click()

  const other = await as('probation-practitioner')
  await other.goto(page.url())
  // The decision comes first, then what is left to do.
  await page.getByRole('link', { name: 'Go to the decision' }).click()
  await page.waitForLoadState()
  const sections = await page.getByRole('heading', { level: 2 }).allTextContents()
  expect(sections.indexOf('Decision')).toBeLessThan(sections.indexOf('What was done'))
  // What is missing is said, and nothing typed is lost.
  await page.getByLabel('In your own words').fill('He was at the hospital')
  await press(page, 'Keep my decision')
  expect(await page.getByRole('alert').textContent()).toContain('Choose whether it is excused')
  expect(await page.getByLabel('In your own words').inputValue()).toBe('He was at the hospital')
  expect(await accessibilityFaults(page)).toEqual([])
  const decide = async (on: Page) => {
    await on.getByRole('radio', { name: 'Not excused: its minutes count' }).check()
    await on.getByLabel('Main reason').selectOption({ label: 'Not excused: No proof was shown' })
    await press(on, 'Keep my decision')
  }
  await decide(page)
  await page.getByText('Your decision is kept.').waitFor()
  await decide(other)
  expect(await main(other)).toContain('decided already')
  await press(page, 'Take the decision back')
  await page.getByText('The decision is taken back').waitFor()
  await decide(page)

  await page.getByLabel('What followed', { exact: true }).selectOption({ label: 'Warning letter' })
  await fill(page, { 'On which day': '2026-01-09' })
  await press(page, 'Record what followed')
  await page.getByRole('table', { name: 'What followed' }).getByText('2026-01-09').waitFor()
  await page
    .getByLabel('Why it needs no more work')
    .selectOption({ label: 'A decision was made about it' })
  await press(page, 'Resolve the incident')
  await page.getByText('The incident is resolved.').waitFor()

  await page.goto(`${town.url}/people/${said.wearer}`)
  expect(await page.getByText('4 open incidents').count()).toBe(1)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Compliance' }).click()
  await page.getByRole('link', { name: 'Violation minutes, line by line' }).click()
  await page.waitForLoadState()
  expect(await main(page)).toContain('25 minutes of the allowance of 2 hours counted')
  expect(await main(page)).toContain('1 hour 35 minutes left')
  expect(await page.getByRole('row', { name: /Night of 7 January 2026/ }).count()).toBe(1)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Authorised absences' }).click()
  await press(page, 'Authorise the absence')
  expect(await page.getByRole('alert').textContent()).toContain('Enter the date of the start')
  expect(await accessibilityFaults(page)).toEqual([])
})

it('absences are authorised and ended without JavaScript, and the doubled hour is asked for', async () => {
  const page = await as('probation-practitioner', false)
  await page.goto(`${town.url}/people/${said.wearer}/absences`)
  const from = page.getByRole('group', { name: 'From' })
  const until = page.getByRole('group', { name: 'Until' })
  await fill(from, { Date: '2026-10-25', Time: '00:30' })
  await fill(until, { Date: '2026-10-25', Time: '01:30' })
  await page.getByLabel('Why', { exact: true }).selectOption({ label: 'Work or training' })
  await press(page, 'Authorise the absence')
  expect(await page.getByRole('alert').textContent()).toContain('twice on that date')
  await page.getByLabel('Which of the two').selectOption('GMT')
  await press(page, 'Authorise the absence')
  await page.getByText('The absence is authorised.').waitFor()
  const absences = page.getByRole('table')
  expect(await absences.textContent()).toContain('00:30 BST to 01:30 GMT')
  await page.getByLabel('Absence', { exact: true }).selectOption({ index: 1 })
  await fill(page, { 'Why it is not authorised any more': 'The job fell through' })
  await press(page, 'End the absence')
  await page.getByText('The absence is not authorised any more.').waitFor()
  expect(await absences.textContent()).toContain('The job fell through')

  // The incident is read without a map, and noted.
  await page.goto(`${town.url}/incidents/${said.curfew}`)
  await page.getByText('The map needs JavaScript').waitFor()
  await fill(page, { Note: 'Read without a map' })
  await press(page, 'Keep the note')
  await page.getByText('Your note is kept.').waitFor()
})
