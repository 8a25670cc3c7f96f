import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPeople } from '../../src/ingest/people-json.ts'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { countedStretch, sayIncident } from '../support/incident.ts'
import { press } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let town: ServedTown
let browser: Browser
let page: Page
/** Allocated to the practitioner now; of whom they may see, and a restriction of each kind. */
let seen: string[]
let excluded: string
let restricted: string
let others: string
/** Somebody of theirs with a violation that waits for a decision. */
let urgent: string
/** And with an incident that waits for nothing. */
let lesser: string

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const now = Date.now()
    const [first, second] = await records.query<{ id: string }>(
      `select visible.device_wearer_id as id
       from accounts, visible_wearers(accounts.id, now()) as visible
       where role = 'probation-practitioner'
       -- Of whom little is required the town says least by itself.
       order by accounts.id, (
         select count(*) from monitoring_orders as monitoring
         join order_conditions on monitoring_order_id = monitoring.id
         where monitoring.device_wearer_id = visible.device_wearer_id and kind <> 'trail'
       ), visible.device_wearer_id limit 2`,
    )
    urgent = first?.id ?? ''
    lesser = second?.id ?? ''
    const from = now - 6 * DAY
    const counted = [countedStretch({ from, to: from + HOUR })]
    await sayIncident(records, {
      deviceWearerId: urgent,
      kind: 'curfew-left-during',
      from,
      to: from + HOUR,
      counted,
    })
    await sayIncident(records, {
      deviceWearerId: lesser,
      kind: 'battery-low',
      from: now - HOUR,
    })
    await records.query(
      `update device_wearers set further_identifiers = '{"cepr": "CE-77"}',
         facts = '{"aliases": ["Johnny O''Vex"], "language": "Welsh", "interpreterRequired": true}'
       where id = $1`,
      [urgent],
    )
  })
  browser = await launchChromium()
  page = await newPage(browser)
  await town.signIn(page, 'probation-practitioner')
  const people = readPeople(readFileSync(join(town.data, 'town', 'people.json')))
  const { practitioner } = town.account('probation-practitioner')
  const now = Date.now()
  const current = people.allocations.filter(({ from, to }) => from <= now && now < to)
  const kinds = new Map(people.deviceWearers.map(({ id, restrictions }) => [id, restrictions?.[0]]))
  const mine = current.filter((allocation) => allocation.practitioner === practitioner)
  const ids = mine.map(({ deviceWearerId }) => deviceWearerId)
  seen = ids.filter((id) => !kinds.get(id))
  const saying = (words: string) => ids.find((id) => kinds.get(id)?.message.startsWith(words)) ?? ''
  excluded = saying('You know')
  restricted = saying('Only some')
  others = people.deviceWearers.find(({ id }) => !ids.includes(id))?.id ?? ''
})

afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const found = () => page.getByRole('table').getByRole('row')

const rowOf = (id: string) => found().filter({ has: page.locator(`a[href="/people/${id}"]`) })

/** The two who need attention, in the order of the list. */
async function ranked(): Promise<string[]> {
  const links = found().locator('td:first-child a')
  const ids = await links.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
  return ids.map((href) => href.slice(8)).filter((id) => id === urgent || id === lesser)
}

async function open(path: string, on = page): Promise<number> {
  const answer = await on.goto(`${town.url}${path}`)
  return answer?.status() ?? 0
}

describe('a practitioner', () => {
  it('sees who needs attention first and why, and sorts otherwise as they like', async () => {
    await open('/people')
    expect(await found().count()).toBe(seen.length + 1)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByText(/^\d+ of \d+ people needs? attention/).waitFor()
    const order = ['Most urgent', 'Urgent', 'Soon', 'Routine', 'For information']
    const tags = await found()
      .locator('td:nth-child(2) li:first-child .govuk-tag')
      .allTextContents()
    expect(tags.length).toBeGreaterThanOrEqual(2)
    const ranks = tags.map((tag) => order.indexOf(tag))
    expect(ranks).toEqual(ranks.toSorted())
    expect(await rowOf(urgent).getByText('Away from home during curfew hours').count()).toBe(1)
    expect(await rowOf(urgent).getByText('1 violation has waited longer than 5').count()).toBe(1)
    expect(await rowOf(lesser).getByText('The battery is low').count()).toBe(1)
    // On a phone the reasons are read without scrolling sideways.
    await page.setViewportSize({ width: 390, height: 800 })
    const reasons = await rowOf(urgent).locator('td:nth-child(2)').boundingBox()
    expect(reasons && reasons.x + reasons.width).toBeLessThanOrEqual(390)
    await page.setViewportSize({ width: 1280, height: 720 })
    const crns = () => found().locator('td:nth-child(3)').allTextContents()
    await page.getByRole('link', { name: 'CRN' }).click()
    await page.waitForLoadState()
    const ascending = await crns()
    expect(ascending).toEqual(ascending.toSorted())
    await page.getByRole('columnheader', { name: 'CRN' }).getByRole('link').click()
    await page.waitForLoadState()
    expect(await crns()).toEqual(ascending.toReversed())
    expect(await page.getByRole('columnheader', { name: 'CRN' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
  })

  it('reads what is urgent, and says that they have seen it, until it is shown as new again', async () => {
    await open('/people')
    await rowOf(urgent).getByRole('link').first().click()
    await page.waitForURL(`${town.url}/people/${urgent}`)
    const banner = page.getByRole('region', { name: /^Needs attention/ })
    await banner.getByText('I have seen this').click()
    await banner.getByLabel('Note, if you want to leave one').fill('Spoke to them <today>')
    expect(await accessibilityFaults(page)).toEqual([])
    await banner.getByRole('button', { name: 'Say that I have seen it' }).click()
    await page.getByText('It is noted that you have seen this.').waitFor()
    await banner.getByText(/^Seen by .*: Spoke to them <today>$/).waitFor()
    await open('/people')
    await rowOf(urgent)
      .getByText(/^Seen by /)
      .waitFor()
    expect(await ranked()).toEqual([lesser, urgent])
    await open(`/people/${urgent}`)
    await banner.getByRole('button', { name: 'Show as new again' }).click()
    await page.getByText('It is told as new again.').waitFor()
    await open('/people')
    expect(await ranked()).toEqual([urgent, lesser])
  })

  it('finds again whom they looked at last, and by every name and number', async () => {
    await open(`/people/${seen[2]}`)
    await open(`/people/${urgent}`)
    await open('/people?view=recent')
    expect(await page.title()).toBe('Recently viewed - My cases - Whereabouts')
    const link = found().nth(1).getByRole('link').first()
    expect(await link.getAttribute('href')).toBe(`/people/${urgent}`)
    expect(await accessibilityFaults(page)).toEqual([])
    for (const text of ['ovex', "O'Vex", 'ce77']) {
      await page.getByLabel('Search people').fill(text)
      await page.getByRole('button', { name: 'Search' }).click()
      await page.waitForLoadState()
      expect(await link.getAttribute('href')).toBe(`/people/${urgent}`)
    }
    for (const view of ['Cover', 'My team']) {
      await open('/people')
      await page.getByRole('link', { name: view }).click()
      await page.locator(`[aria-current=page]:text-is("${view}")`).waitFor()
      await heading('My cases').waitFor()
    }
  })

  it('is led to a person by their CRN, and to nobody else’s', async () => {
    await open(`/people/${urgent}`)
    const crn = await page.getByText(/^X\d{6}$/).textContent()
    expect(await open(`/crn/${crn?.toLowerCase()}`)).toBe(200)
    expect(page.url()).toBe(`${town.url}/people/${urgent}`)
    expect(await open('/crn/X999999')).toBe(404)
  })

  it('looks for somebody by name, and who it was is in no address', async () => {
    await open('/people')
    const name = await found().nth(1).getByRole('link').first().textContent()
    await page.getByLabel('Search people').fill(`  ${name?.toUpperCase()}`)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForLoadState()
    expect(page.url()).toBe(`${town.url}/people`)
    expect(
      await found()
        .getByRole('link', { name: name ?? '' })
        .count(),
    ).toBeGreaterThan(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Search people').fill(others)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForLoadState()
    expect(await page.getByText('Nobody you may see has that').count()).toBe(1)
  })

  it('is not told that there is nobody where nobody was looked for, or the list has ended', async () => {
    await open('/people')
    await page.getByLabel('Search people').fill('   ')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: /^Enter a name, a date of birth/ }).click()
    await page.waitForLoadState()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.getByText(/^Nobody/).count()).toBe(0)
    await open('/people?after=ZZZ')
    await page.getByText('Nobody comes after the people on the page before.').waitFor()
    await page.getByRole('link', { name: 'First page' }).waitFor()
  })

  it('reads a person’s order and goes to their movements', async () => {
    await open(`/people/${urgent}`)
    for (const name of ['Now', 'Who', 'Order and conditions', 'Device', 'Timeline']) {
      expect(await page.getByRole('heading', { name, exact: true }).count()).toBe(1)
    }
    for (const text of ['Where the device goes is recorded', /^Welsh$/, /years old$/, /^CE-77$/]) {
      expect(await page.getByText(text).count()).toBe(1)
    }
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await accessibilityFaults(page)).toEqual([])
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(390)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByRole('link', { name: 'Movements', exact: true }).click()
    await page.waitForLoadState()
    expect(await heading(/^Movements of /).count()).toBe(1)
    expect(await page.getByText(/^[\d,]+ positions$/).count()).toBe(1)
    await page.getByRole('application').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('reads all that happened, by month and by kind', async () => {
    await open(`/people/${urgent}`)
    const timeline = page.getByRole('region', { name: 'Timeline' })
    expect(await timeline.getByText('Away from home during curfew hours').count()).toBe(1)
    await timeline.getByLabel('Show').selectOption({ label: 'Devices' })
    await timeline.getByRole('button', { name: 'Show' }).click()
    await timeline.getByText(/^Device fitted: /).waitFor()
    expect(await timeline.getByText('Away from home during curfew hours').count()).toBe(0)
    await open(`/people/${urgent}?timeline=2024-01`)
    await timeline.getByText('Nothing is recorded in January 2024.').waitFor()
    await timeline.getByRole('link', { name: 'Later: February 2024' }).click()
    await timeline.getByText('Nothing is recorded in February 2024.').waitFor()
  })

  it('reads what orders require, whether rules let them be, and their versions', async () => {
    await open('/people')
    await found().nth(1).getByRole('link').first().click()
    await page.getByRole('link', { name: 'Orders in full, and their versions' }).click()
    await page.waitForLoadState()
    expect(await heading(/^Orders of /).count()).toBe(1)
    for (const name of ['Conditions', 'Versions', /^May this person be monitored/]) {
      expect(await page.getByRole('heading', { name }).count()).toBe(1)
    }
    expect(await page.getByText('the file people.json').count()).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('is told what is wrong with a period, and which of two equal times is meant', async () => {
    const show = async (from: string, fromTime: string, to: string, toTime: string) => {
      await page.getByRole('group', { name: 'From' }).getByLabel('Date').fill(from)
      await page.getByRole('group', { name: 'From' }).getByLabel('Time').fill(fromTime)
      await page.getByRole('group', { name: 'Until' }).getByLabel('Date').fill(to)
      await page.getByRole('group', { name: 'Until' }).getByLabel('Time').fill(toTime)
      await page.getByRole('button', { name: 'Show this period' }).click()
    }
    const problems = page.getByRole('alert').getByRole('link')
    await open(`/people/${seen[0]}/movements`)
    await show('2026-03-29', '01:30', '2026-03-30', '00:00')
    expect(await problems.allTextContents()).toEqual([
      'There was no 01:30 in London on that date: clocks went from 01:00 to 02:00',
    ])
    expect(await accessibilityFaults(page)).toEqual([])
    await show('2026-10-25', '00:00', '2026-10-25', '01:30')
    expect(await problems.allTextContents()).toEqual([
      'London clocks showed 01:30 twice on that date: say which is meant',
    ])
    await page
      .getByLabel('Which of the two')
      .selectOption({ label: 'The second, after clocks went back (GMT)' })
    await page.getByRole('button', { name: 'Show this period' }).click()
    await page.waitForLoadState()
    expect(await problems.count()).toBe(0)
    const text = '25 October 2026, 00:00 BST to 01:30 GMT'
    expect(await page.getByText(text).count()).toBe(1)
    expect(await page.getByText('That is not absence').count()).toBe(1)
  })

  it('sees no trail from before the order', async () => {
    const period = 'from=2020-01-05&fromTime=00%3A00&to=2020-01-06&toTime=00%3A00'
    expect(await open(`/people/${seen[0]}/movements?${period}`)).toBe(200)
    expect(await page.getByText('No trail condition is in force').count()).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('is kept from people who are restricted, and told why', async () => {
    for (const path of ['', '/movements']) {
      expect(await open(`/people/${excluded}${path}`)).toBe(403)
      expect(await page.getByText('You know this person outside of work.').count()).toBe(1)
      expect(await open(`/people/${restricted}${path}`)).toBe(403)
      expect(await page.getByText('Only some people may see this person').count()).toBe(1)
    }
  })

  it('cannot tell another’s case from nobody', async () => {
    for (const path of [`/people/${others}`, `/people/${others}/movements`, '/people/nobody']) {
      expect(await open(path)).toBe(404)
      expect(await page.getByRole('main').textContent()).not.toContain(others)
    }
    expect(await open('/me')).toBe(403)
  })
})

it('the journey passes with the keyboard alone', async () => {
  await open('/people')
  await tabTo(page, 'Search people')
  await page.keyboard.type(seen[1] ?? '')
  await page.keyboard.press('Enter')
  await page.waitForLoadState()
  const name = (await found().nth(1).getByRole('link').first().textContent()) ?? ''
  await tabTo(page, name)
  await page.keyboard.press('Enter')
  await heading(name).waitFor()
  await tabTo(page, 'Movements')
  await page.keyboard.press('Enter')
  await heading(/^Movements of /).waitFor()
  await tabTo(page, 'Whole day')
  await page.keyboard.press('Enter')
  await page.waitForURL(/fromTime=00%3A00/)
  await tabTo(page, 'Skip the map, and go to a table with the same facts.'.slice(0, 12))
  await page.keyboard.press('Enter')
  await page.waitForURL(/#movements-table$/)
})

it('the journey passes without JavaScript', async () => {
  const plain = await newPage(browser, { javaScript: false })
  await town.signIn(plain, 'probation-practitioner')
  await open('/people', plain)
  await plain.getByLabel('Search people').fill(seen[0] ?? '')
  await plain.getByRole('button', { name: 'Search' }).click()
  await plain.getByRole('table').getByRole('link').first().click()
  await plain.getByText('I have seen this').or(plain.getByText('Now')).first().waitFor()
  await plain.getByRole('link', { name: 'Movements', exact: true }).click()
  await plain.getByText('The map needs JavaScript').waitFor()
  expect(await plain.getByRole('rowheader', { name: '1', exact: true }).count()).toBe(1)
  await plain.getByRole('link', { name: 'Whole day' }).click()
  await press(plain, 'Show this period')
  expect(await plain.getByRole('alert').count()).toBe(0)
  await plain.close()
})

it('a monitoring officer reads of people, not of cases', async () => {
  const officer = await newPage(browser)
  await town.signIn(officer, 'monitoring-officer')
  await open('/people', officer)
  expect(await officer.getByRole('heading', { level: 1, name: 'People' }).count()).toBe(1)
  expect(await officer.getByText('My cases').count()).toBe(0)
  await open(`/people/${urgent}`, officer)
  expect(await officer.getByText('My cases').count()).toBe(0)
  expect(await accessibilityFaults(officer)).toEqual([])
  await officer.close()
})

describe('a device wearer', () => {
  it('sees their own order, what is held and who may see it, and their movements', async () => {
    const own = await newPage(browser)
    await town.signIn(own, 'device-wearer')
    expect(await open('/me', own)).toBe(200)
    expect(
      await own
        .getByText(town.account('device-wearer').deviceWearerId ?? '?', { exact: true })
        .count(),
    ).toBeGreaterThan(0)
    expect(await own.getByRole('heading', { name: 'Who may see it' }).count()).toBe(1)
    expect(await accessibilityFaults(own)).toEqual([])
    await own.getByRole('link', { name: 'My movements' }).click()
    await own.getByRole('application').waitFor()
    expect(await own.getByText(/^[\d,]+ positions$/).count()).toBe(1)
    expect(await accessibilityFaults(own)).toEqual([])
    expect(await open('/people', own)).toBe(403)
    expect(await open(`/people/${seen[0]}/movements`, own)).toBe(403)
    await own.close()
  })
})
