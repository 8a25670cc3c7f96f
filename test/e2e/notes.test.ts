import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSecretKey } from '../../src/app/accounts/secret-key.ts'
import { operator } from '../../src/app/asker.ts'
import { setCaseRecord } from '../../src/app/hand-over/case-record.ts'
import { workAt } from '../support/account-work.ts'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { fill, main, pathOf, press, untilSaid } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

let town: ServedTown
let browser: Browser
let receiver: WebhookReceiver
/** Somebody in the caseload whose trail is recorded. */
let wearer: string

beforeAll(async () => {
  receiver = await WebhookReceiver.open()
  receiver.answer = 200
  receiver.says = '{"reference": "CR-9"}'
  town = await serveTown(
    async (records, data) => {
      const [row] = await records.query<{ wearer: string }>(
        `select device_wearer_id as wearer from device_activations
         join allocations using (device_wearer_id) join monitoring_orders using (device_wearer_id)
         join order_conditions on monitoring_order_id = monitoring_orders.id
         where practitioner = (select practitioner from accounts where username = 'practitioner.demo')
           and device_activations.starts_at < '2026-01-06' and allocations.ends_at is null
           and kind = 'trail' and device_wearer_id not in (select device_wearer_id from wearer_restrictions)
         order by device_wearer_id limit 1`,
      )
      wearer = row?.wearer ?? ''
      await setCaseRecord(
        workAt(records, Date.now(), operator()),
        { address: receiver.url, sendsName: false, sendsPicture: true },
        new Set(['127.0.0.1']),
        openSecretKey(data),
      )
    },
    { env: { WHEREABOUTS_WEBHOOK_HOSTS: '127.0.0.1' } },
  )
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
  await receiver?.close()
})

async function as(who: Parameters<ServedTown['signIn']>[1], javaScript = true): Promise<Page> {
  const page = await newPage(browser, { javaScript })
  await town.signIn(page, who)
  return page
}

/** As it is on a telephone, and by whoever cannot see it; where no script runs, axe neither. */
async function isSound(page: Page, javaScript = true): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  const shots = process.env['NOTES_SHOTS']
  if (shots) {
    shot += 1
    await page.screenshot({ path: `${shots}/${shot}-390.png`, fullPage: true })
  }
  if (size) await page.setViewportSize(size)
  if (shots) await page.screenshot({ path: `${shots}/${shot}.png`, fullPage: true })
  if (javaScript) expect(await accessibilityFaults(page)).toEqual([])
}
let shot = 0

it('a practitioner writes a note about a position and hands it over, by keyboard alone and without JavaScript', async () => {
  const page = await as('probation-practitioner', false)
  const on = async (target: string | RegExp | Locator, ...keys: string[]) => {
    await tabTo(page, target)
    for (const key of keys) await page.keyboard.press(key)
  }
  const type = async (label: string, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }))
    await page.keyboard.type(text)
  }
  await page.goto(`${town.url}/people/${wearer}/notes?from=2026-01-06&fromTime=12:00`)
  await isSound(page, false)
  await type('Write a note', 'At work, as agreed')
  await on(/^Keep with the note where the device was/, 'Space')
  await on('Keep the note', 'Enter')
  await page.getByText('Your note is kept.').waitFor()
  const text = await main(page)
  expect(text).toContain('At work, as agreed')
  expect(text).toMatch(
    /Position: -?\d+\.\d+, -?\d+\.\d+, within \d+ m, \w+, captured 6 January 2026/,
  )
  expect(pathOf(page)).toBe(`/people/${wearer}/notes`)
  await isSound(page, false)

  await on(/^Note \d+$/, 'Enter')
  await page.waitForURL(/notes\/\d+$/)
  await on('Send it to the case record', 'Enter')
  await page.waitForURL(/hand-overs\/new\?note=/)
  await isSound(page, false)
  await type('Contact', 'Movements')
  await type('Condition that may have been breached', 'None')
  await type('Outcome', 'No action')
  await type('Description', 'Looked at the day together')
  await on('See what is sent', 'Enter')
  await page.getByText('Nothing is sent yet').waitFor()
  expect(receiver.received).toEqual([])
  await page.getByRole('img', { name: /^Map of the device’s positions, 6 January 2026/ }).waitFor()
  await isSound(page, false)
  await on('Change something', 'Enter')
  expect(await page.getByLabel('Description', { exact: true }).inputValue()).toBe(
    'Looked at the day together',
  )
  await on('See what is sent', 'Enter')
  await page.getByText('Nothing is sent yet').waitFor()
  await on('Send to the case record', 'Enter')
  await page.getByText('It is on its way to the case record.').waitFor()
  await untilSaid(page, /It is known there as CR-9\./)
  await isSound(page, false)
  const [sent] = receiver.received.map(({ body }) => JSON.parse(body))
  expect(sent).toMatchObject({
    person: { deviceWearerId: wearer },
    contactType: { code: 'DISCUSSED_WITH_PERSON' },
    description: 'Looked at the day together',
    notes: [{ text: 'At work, as agreed' }],
    picture: { mediaType: 'image/png', from: '2026-01-06T11:45:00Z', to: '2026-01-06T12:15:00Z' },
  })
  expect(sent.person.name).toBeUndefined()
})

it('keeps what was typed, puts a note right with another, and finds notes by their words', async () => {
  const page = await as('monitoring-officer')
  const notes = `${town.url}/people/${wearer}/notes`
  // The hour that comes twice is asked for.
  await page.goto(`${notes}?from=2025-10-26&fromTime=01:30`)
  await fill(page, { 'Write a note': 'Rang: no answer' })
  await press(page, 'Keep the note')
  expect(await page.getByRole('alert').textContent()).toContain('showed 01:30 twice')
  expect(await page.getByLabel('Write a note').inputValue()).toBe('Rang: no answer')
  await isSound(page)
  await page.getByLabel('Which of the two').selectOption({ index: 2 })
  await press(page, 'Keep the note')
  await page.getByText('About 26 October 2025 at 01:30 GMT').waitFor()

  await page
    .getByRole('link', { name: /^Note \d+$/ })
    .first()
    .click()
  // Only whoever supervises sends to the case record.
  expect(await page.getByRole('link', { name: 'Send it to the case record' }).count()).toBe(0)
  await isSound(page)
  await page.getByRole('link', { name: 'Put it right with another note' }).click()
  await page.getByLabel(/^Put note \d+ right$/).fill('They answered, later')
  await press(page, 'Keep the note')
  await page.getByText(/^Put right by note/).waitFor()
  await fill(page, { 'Words in the note': 'NO ANSWER' })
  await press(page, 'Search')
  expect(await page.getByRole('article').count()).toBe(1)
  expect(page.url()).toBe(`${notes}/search`)
  await isSound(page)
})

it('an administrator sees where hand-overs go and what could not be delivered, and no person', async () => {
  receiver.answer = 422
  const practitioner = await as('probation-practitioner')
  await practitioner.goto(`${town.url}/people/${wearer}/hand-overs/new`)
  await practitioner.getByLabel('Contact', { exact: true }).selectOption({ index: 1 })
  await practitioner.getByLabel('Condition that may have been breached').selectOption('none')
  await practitioner.getByLabel('Outcome', { exact: true }).selectOption({ index: 1 })
  await press(practitioner, 'See what is sent')
  expect(await practitioner.getByRole('alert').textContent()).toContain('in your own words')
  await isSound(practitioner)
  await fill(practitioner, { Description: 'Refused there' })
  await press(practitioner, 'See what is sent')
  await isSound(practitioner)
  await press(practitioner, 'Send to the case record')
  await untilSaid(practitioner, /could not be delivered.*it answered 422/)
  await isSound(practitioner)
  await practitioner.goto(town.url)
  await practitioner.getByRole('link', { name: '1 hand-over of yours' }).click()
  await isSound(practitioner)
  await practitioner.getByRole('table').getByRole('link').click()

  const page = await as('administrator')
  await page.goto(`${town.url}/case-record`)
  expect(await main(page)).toMatch(/it answered 422/)
  expect(await main(page)).not.toContain(wearer)
  await isSound(page)
  receiver.answer = 200
  await press(practitioner, 'Send it again')
  await untilSaid(practitioner, /It was taken on/)
  await press(page, 'Send a test')
  await page.getByText('A test is on its way.').waitFor()
  await press(page, 'End this address')
  await page.getByText('No more hand-overs go there.').waitFor()
  await isSound(page)
  await practitioner.goto(`${town.url}/people/${wearer}/hand-overs/new`)
  expect(await main(practitioner)).toContain('Ask an administrator to set it up')
})
