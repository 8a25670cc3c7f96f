import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/roles.ts'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
/** Whom the requests are about. */
let wearer = { id: '', name: '' }
const pages: Page[] = []

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const [row] = await records.query<{ id: string; names: string[] }>(
      `select id, names from device_wearers
       where id in (select device_wearer_id from device_activations where starts_at < '2026-01-06')
       order by id limit 1`,
    )
    wearer = { id: row?.id ?? '', name: row?.names[0] ?? '' }
  })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

async function as(role: Role, options: { javaScript?: boolean } = {}): Promise<Page> {
  const page = await newPage(browser, options)
  pages.push(page)
  await town.signIn(page, role)
  return page
}

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(value)
  }
}

const why = {
  Offence: 'Burglary of a dwelling',
  Grounds: 'Named by a witness <b>as</b> the driver',
  'Why this data, and how it helps': 'It says whether the tag was in the street',
  'Other intelligence relied on': 'Two statements and a number plate',
}

async function writeRequest(page: Page, period: readonly [string, string, string, string]) {
  await page.goto(`${town.url}/requests/new`)
  await fill(page, why)
  await page.getByLabel('Person', { exact: true }).fill(wearer.name)
  const [from, fromTime, to, toTime] = period
  for (const [group, date, time] of [
    ['From', from, fromTime],
    ['Until', to, toTime],
  ] as const) {
    const fields = page.getByRole('group', { name: group })
    await fields.getByLabel('Date').fill(date)
    await fields.getByLabel('Time').fill(time)
  }
}

describe('a request for location data, in Chromium', () => {
  it('says all that is missing, loses nothing, and is refused with its reason; without JavaScript', async () => {
    const police = await as('police-analyst', { javaScript: false })
    await police.goto(`${town.url}/requests`)
    await police.getByRole('link', { name: 'Make a request' }).click()
    await fill(police, why)
    await police.getByRole('button', { name: 'Submit the request' }).click()
    await police.waitForLoadState()
    const problems = police.getByRole('alert').getByRole('link')
    expect(await problems.allTextContents()).toEqual([
      'Enter the person whose locations you ask for',
      'Enter the period',
      'Confirm the declaration',
    ])
    expect(await police.getByLabel('Grounds').inputValue()).toBe(why.Grounds)
    await writeRequest(police, ['2026-01-01', '00:00', '2026-01-31', '00:00'])
    await police.getByLabel(/What I wrote is true/).check()
    await police.getByRole('button', { name: 'Submit the request' }).click()
    await police.getByRole('alert').getByText('The period must be 168 hours or shorter').waitFor()
    await police.getByRole('group', { name: 'Until' }).getByLabel('Date').fill('2026-01-06')
    await police.getByRole('group', { name: 'From' }).getByLabel('Date').fill('2026-01-05')
    await police.getByRole('button', { name: 'Keep as a draft' }).click()
    await police.getByRole('link', { name: 'Change or submit the draft' }).click()
    await police.getByRole('button', { name: 'Submit the request' }).click()
    await police.getByRole('heading', { level: 1, name: /^DR-\d{4}-000001$/ }).waitFor()

    const approver = await as('data-request-approver', { javaScript: false })
    await approver.goto(`${town.url}/requests`)
    await approver.getByRole('link', { name: /^DR-/ }).click()
    await approver.getByText('Named by a witness <b>as</b> the driver').waitFor()
    await approver.getByRole('button', { name: 'Refuse the request' }).click()
    await approver.getByRole('alert').getByText('Enter why it is refused').waitFor()
    await approver.getByLabel('Why it is refused').fill('It does not say how the data helps')
    await approver.getByRole('button', { name: 'Refuse the request' }).click()
    await approver.getByText('The request is refused.').waitFor()

    await police.reload()
    await police.getByText('It does not say how the data helps').first().waitFor()
    expect(await police.getByRole('button').allTextContents()).toEqual(['Sign out'])
  })

  it('is granted in part once the requester was checked, looked at within it, and taken away', async () => {
    const police = await as('police-analyst')
    await writeRequest(police, ['2026-01-05', '00:00', '2026-01-08', '00:00'])
    expect(await accessibilityFaults(police)).toEqual([])
    await police.getByLabel(/What I wrote is true/).check()
    await police.getByRole('button', { name: 'Submit the request' }).click()
    await police.getByRole('heading', { level: 1, name: /^DR-\d{4}-000002$/ }).waitFor()
    const number = (await police.getByRole('heading', { level: 1 }).textContent()) ?? ''
    expect(await police.getByRole('main').getByText(wearer.id).count()).toBe(0)
    const address = new URL(police.url()).pathname

    const approver = await as('data-request-approver')
    await approver.goto(town.url + address)
    expect(await accessibilityFaults(approver)).toEqual([])
    expect(await approver.getByRole('button', { name: 'Grant' }).count()).toBe(0)
    await approver.getByLabel(/^How did you make sure/).selectOption('call_back')
    await approver.getByRole('button', { name: 'Keep the check' }).click()
    await approver.getByLabel(new RegExp(wearer.id)).check()
    const until = approver.getByRole('group', { name: 'Until' })
    await until.getByLabel('Date').fill('2026-01-07')
    await approver.getByRole('button', { name: 'Grant', exact: true }).click()
    await approver.getByRole('alert').getByText('Enter why only a part is granted').waitFor()
    await approver.getByLabel('Why only a part, if so').fill('Two days are enough')
    await approver.getByRole('button', { name: 'Grant', exact: true }).click()
    await approver.getByText('Your decision is kept.').waitFor()
    await approver.getByText('Granted in part').first().waitFor()

    await police.reload()
    await police.getByText('Two days are enough').first().waitFor()
    await police.getByRole('link', { name: 'Look at the locations' }).click()
    await police
      .getByRole('table', { name: /^(\d|Positions)/ })
      .first()
      .waitFor()
    expect(await accessibilityFaults(police)).toEqual([])
    // Beyond what was granted nothing is shown, and it is said.
    const beyond = `${police.url().split('?')[0]}?from=2026-01-06&fromTime=12:00&to=2026-01-08&toTime=00:00`
    await police.goto(beyond)
    await police.getByText(/^Only 5 January 2026 .* is granted/).waitFor()
    const times = await police.locator('tbody tr').allTextContents()
    expect(times.some((row) => row.includes('6 January 2026'))).toBe(true)
    expect(times.some((row) => row.includes('7 January 2026'))).toBe(false)

    const counts = new Map<string, number>()
    for (const format of ['csv', 'geojson', 'kml', 'gpx']) {
      await police.getByLabel('Format').selectOption(format)
      await police.getByLabel('Why you need the file').fill('For the file of the case')
      const [download] = await Promise.all([
        police.waitForEvent('download'),
        police.getByRole('button', { name: 'Download' }).click(),
      ])
      expect(download.suggestedFilename()).toBe(
        `${number}-${wearer.id}-20260106T120000Z-20260107T000000Z.${format}`,
      )
      const text = readFileSync(await download.path(), 'utf8')
      expect(text).toContain(number)
      counts.set(format, await positionsIn(police, format, text))
    }
    expect(new Set(counts.values()).size).toBe(1)
    expect(counts.get('csv')).toBeGreaterThan(0)

    await approver.reload()
    const looks = approver.getByRole('table', { name: /^What was looked at/ })
    expect(await looks.getByText('Taken away as a file').count()).toBe(4)
    await approver.getByLabel('Why it is ended').fill('The case is closed')
    await approver.getByRole('button', { name: 'End the grant now' }).click()
    expect((await police.goto(beyond))?.status()).toBe(404)
    await approver.goto(`${town.url}/requests`)
    await approver.getByText('1 of 2 (50 %)').waitFor()
    expect(await accessibilityFaults(approver)).toEqual([])
  })
})

describe('locations for a task, in Chromium', () => {
  it('are looked at with a purpose, by the keyboard alone, 48 hours at most', async () => {
    const page = await as('hub-caseworker')
    await page.goto(`${town.url}/`)
    await tabTo(page, 'Locations')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/locations')
    expect(await accessibilityFaults(page)).toEqual([])
    await tabTo(page, 'Device wearer')
    await page.keyboard.type(wearer.id)
    await page.keyboard.press('Enter')
    await page
      .getByRole('alert')
      .getByText(/^Enter what you need it for/)
      .waitFor()
    await tabTo(page, 'What you need it for')
    await page.keyboard.type('A call from the police')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/locations\/\d+$/)
    await page.getByText('For: A call from the police.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const query = '?from=2026-01-05&fromTime=00:00&to=2026-01-07&toTime=00:01'
    const path = page.url()
    expect((await page.goto(path + query))?.status()).toBe(422)
    await page.getByRole('alert').getByText('48 hours or shorter').waitFor()
    expect((await page.goto(path + query.replace('00:01', '00:00')))?.status()).toBe(200)
  })

  it('of somebody live cannot be asked for: it is off', async () => {
    const page = await as('hub-caseworker')
    await page.goto(`${town.url}/following`)
    await page.getByText('Following somebody live is switched off').waitFor()
    expect(await page.getByRole('textbox').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

/** How many positions a file holds, read as such a file is read. */
async function positionsIn(page: Page, format: string, text: string): Promise<number> {
  if (format === 'csv') return text.trimEnd().split('\n').length - 1
  if (format === 'geojson') {
    const { type, features } = JSON.parse(text)
    expect(type).toBe('FeatureCollection')
    return features.length
  }
  const tag = format === 'kml' ? 'Placemark' : 'trkpt'
  const found = (await page.evaluate(`(() => {
    const parsed = new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml')
    const count = (name) => parsed.getElementsByTagName(name).length
    return { faults: count('parsererror'), count: count('${tag}') }
  })()`)) as { faults: number; count: number }
  expect(found.faults).toBe(0)
  return found.count
}
