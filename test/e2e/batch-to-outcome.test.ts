import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policeForces } from '../../src/domain/police-forces.ts'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { accessibilityFaults } from '../support/chromium.ts'
import { crimeLine } from '../support/crime-row.ts'
import { Journey, seenElsewhere } from '../support/journey.ts'
import { fill, main, pathOf, press, taken, untilSaid } from '../support/page-steps.ts'
import { whereabouts } from '../support/whereabouts.ts'
import { officeIsHere, wordsOf } from '../support/word-file.ts'

const DESK = 'desk@force.example'
const REFERENCE = 'JNY/1'
const FIRST_VIEW = 'Thirteen minutes beside the door'

let journey: Journey
/** The analyst's force, and the batch as it is named. */
let force = ''
let batch = ''
/** Where the pages are of the crime, of the case about its wearer, and of the alert. */
let crimeAt = ''
let caseAt = ''
let alertAt = ''
let number = ''

/** What was done with the data of whoever was near, and of whoever was not. */
const looks = [
  'Whereabouts matching combine movements and crimes',
  'caseworker.demo consult crime',
  'caseworker.demo consult match reviews',
  'caseworker.demo alter match reviews',
  'second.demo consult match reviews',
  'second.demo alter match reviews',
  'caseworker.demo alter report',
  'manager.demo consult report',
  'manager.demo alter report',
  'manager.demo disclose report',
  'police.demo consult report',
  'police.demo disclose report',
  'caseworker.demo alter outcomes',
  'police.demo alter outcomes',
  'service.demo collect movements',
  'approver.demo consult data request',
  'approver.demo alter data request',
  'police.demo consult granted locations',
  'police.demo disclose granted locations',
  'manager.demo consult audit',
]
const answers = [
  'caseworker.demo combine movements and a crime',
  'manager.demo consult exclusion question',
  'manager.demo alter exclusion statement',
]

beforeAll(async () => {
  journey = await Journey.begin()
})
afterAll(() => journey?.remove())

const as = (username: string) => journey.as(username)
const at = (page: Page, path: string) => page.goto(journey.url + path)
/** A row of the batch, at the place and time where the device was. */
const row = (reference: string, instead: object = {}) => {
  const { from, to, latitude, longitude } = journey.place
  return crimeLine({ force, batch, reference, from, to, latitude, longitude, ...instead })
}

describe('a crime batch, from an e-mail to an outcome, in Chromium', () => {
  it('is answered with what to mend, mended, and taken', async () => {
    const administrator = await as('administrator.demo')
    const police = await as('police.demo')
    await at(police, '/ingestion')
    const cells = police.getByRole('table').getByRole('row').nth(1).getByRole('cell')
    const texts = await cells.allTextContents()
    const own = policeForces.find(({ label }) => texts.includes(label))
    force = own?.identifier ?? ''
    batch = `${own?.batchCode}20260201`
    await at(administrator, '/senders')
    await administrator.getByLabel('E-mail address').fill(DESK)
    await administrator.getByLabel('Police force').selectOption(force)
    await press(administrator, 'Add the address')
    await administrator.getByText('The address is in the list.').waitFor()

    const rows = [row(REFERENCE), row('JNY/2', { from: 'Friday' }), row('JNY/3', { latitude: '' })]
    const answer = await journey.mail(DESK, '<first@force.example>', 'batch.csv', rows.join(''))
    expect(answer.subject).toContain(`partly accepted - ${batch}`)
    const issues: { row: string; field: string }[] = parse(
      answer.attachments[0]?.content.toString() ?? '',
      { columns: true },
    )
    expect(issues.map(({ field }) => field).sort()).toEqual(['dateFrom', 'longitude'])
    for (const issue of issues) {
      const right = `JNY/${issue.row}`
      rows[Number(issue.row) - 1] = row(right)
    }
    const csv = rows.join('').replaceAll(batch, `${batch}-R`)
    const again = await journey.mail(DESK, '<second@force.example>', 'mended.csv', csv)
    expect(again.subject).toContain(`- accepted - ${batch}-R`)

    await at(police, '/ingestion')
    expect(await accessibilityFaults(police)).toEqual([])
    const shown = police.getByRole('table').getByRole('row')
    for (const [file, status] of [
      ['mended.csv', /(?<!Partly )accepted/i],
      ['batch.csv', 'Partly accepted'],
    ] as const) {
      const mailed = shown.filter({ hasText: file }).filter({ hasText: 'e-mail' })
      expect(await mailed.filter({ hasText: status }).count()).toBe(1)
    }
    await police.getByRole('link', { name: new RegExp(`^${batch}\\s+received`) }).click()
    await police.getByText('2 of 2 refused rows were corrected since.').waitFor()
    expect(await police.getByRole('cell', { name: `Corrected in ${batch}-R` }).count()).toBe(2)
  })

  it('is compared by itself, and who was near is on the crime’s page', async () => {
    const page = await as('caseworker.demo')
    await at(page, '/runs')
    await untilSaid(page, /The force sent the crime, or changed it\s*Done/)
    await page
      .getByRole('link', { name: /^Run \d+$/ })
      .first()
      .click()
    // One that still runs looks again by itself.
    const changes = page.getByRole('table', { name: 'What changed' }).getByRole('row')
    await changes.filter({ hasText: journey.place.wearer }).first().waitFor()
    await at(page, '/crimes')
    await page.getByLabel('Crime reference').fill(REFERENCE)
    await press(page, 'Search')
    await page.getByRole('link', { name: REFERENCE, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: `Crime ${REFERENCE}` }).waitFor()
    crimeAt = pathOf(page)
    expect(await accessibilityFaults(page)).toEqual([])
    const near = page.getByRole('table', { name: /^Wearers near/ })
    const found = near.getByRole('row').filter({ hasText: journey.place.wearer })
    await found.getByRole('link', { name: 'To look at' }).click()
    await page.waitForURL(/\/reviews\/\d+$/)
    caseAt = pathOf(page)
  })

  it('has its match qualified by two people, of whom the second sees no view of the first', async () => {
    const first = await as('caseworker.demo')
    const second = await as('second.demo')
    for (const [page, remark] of [
      [first, FIRST_VIEW],
      [second, 'No bus goes there'],
    ] as const) {
      await at(page, caseAt)
      expect(await main(page)).not.toContain(FIRST_VIEW)
      expect(await main(page)).not.toContain('Demo caseworker')
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('radio', { name: /^Qualify/ }).check()
      await page
        .getByLabel('Main reason')
        .selectOption({ label: 'Qualify: In the circle while the window ran' })
      await page.getByLabel('In your own words').fill(remark)
      await press(page, 'Keep my view')
      await page.getByText('Your view of the match is kept.').waitFor()
    }
    await second.getByText('This match is qualified').waitFor()
    expect(await second.getByRole('table', { name: 'Views given' }).textContent()).toContain(
      FIRST_VIEW,
    )
  })

  it('becomes an alert that a manager signs, which is the same Word file whenever it is taken', async () => {
    const caseworker = await as('caseworker.demo')
    await at(caseworker, crimeAt)
    await caseworker.getByRole('link', { name: /^Draft an alert/ }).click()
    await caseworker.getByLabel(new RegExp(journey.place.wearer)).check()
    await press(caseworker, 'Draft the alert')
    await caseworker.getByText('The draft is made.').waitFor()
    alertAt = pathOf(caseworker)
    const manager = await as('manager.demo')
    await at(manager, '/reports')
    await manager.getByRole('link', { name: 'Proximity alert, draft' }).click()
    await manager.getByRole('link', { name: 'Sign it' }).click()
    await manager.getByLabel('Your password').fill(journey.password)
    await press(manager, 'Sign')
    await manager.getByText('The report is signed, numbered and kept.').waitFor()
    expect(await accessibilityFaults(manager)).toEqual([])
    number = (await manager.getByRole('heading', { level: 1 }).textContent()) ?? ''
    expect(number).toMatch(/PA-\d{4}-000001$/)

    const take = async (page: Page) => {
      await at(page, alertAt)
      await page.getByLabel('File').selectOption({ label: 'Word (docx)' })
      await page.getByLabel('Purpose').fill('For the file of the case')
      const download = await taken(page, () => press(page, 'Download'))
      return download.path()
    }
    const [file, again] = [await take(manager), await take(await as('police.demo'))]
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex')
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true)
    expect(await main(manager)).toContain(hash)
    await at(manager, crimeAt)
    const [, method = '?'] = /by method (\S+?),/.exec(await main(manager)) ?? []
    if (!officeIsHere) return console.warn('LibreOffice is not installed: the alert is not opened')
    const words = wordsOf(file)
    for (const said of [number.slice(-14), REFERENCE, journey.place.wearer]) {
      expect(words).toContain(said)
    }
    // A cell of a table may break it anywhere.
    expect(words.replaceAll(' ', '')).toContain(method)
  })

  it('is acknowledged by police, who record what came of it, and the funnel counts it', async () => {
    const police = await as('police.demo')
    const record = async (page: Page, kind: string) => {
      await at(page, alertAt)
      await page.getByRole('link', { name: /^What came of it/ }).click()
      await page.getByLabel('What came of it').selectOption({ label: kind })
      await page.getByLabel('On which day').fill(new Date().toISOString().slice(0, 10))
      await press(page, 'Record the outcome')
      await page.getByText('The outcome is recorded.').waitFor()
    }
    await record(await as('caseworker.demo'), 'Sent to the force')
    await at(police, '/reports')
    await police.getByRole('link', { name: number }).click()
    await police.getByRole('heading', { level: 1, name: number }).waitFor()
    await record(police, 'Acknowledged by the force')
    await record(police, 'Arrest')
    expect(await accessibilityFaults(police)).toEqual([])

    const manager = await as('manager.demo')
    await at(manager, '/funnel')
    await manager.getByText(/counted as it stood on \d+ \w+ \d{4} at \d\d:\d\d/).waitFor()
    const pairs = manager.getByRole('table', { name: /^Matches: pairs .* all forces$/ })
    for (const name of [/^Qualified 1 1 pairs reviewed 100\.0 %/, /^Arrest 1 1 pairs referred/]) {
      expect(await pairs.getByRole('row', { name }).count()).toBe(1)
    }
  })
})

describe('positions that come late', () => {
  it('are sent by a program with a token that an administrator made', async () => {
    const page = await as('administrator.demo')
    await at(page, '/accounts')
    await page.getByRole('link', { name: 'Demo service' }).click()
    await page.getByLabel('What it is for').fill('tags')
    await page.getByLabel('Send positions').check()
    await press(page, 'Make the token')
    const token = (await page.locator('#secret').textContent()) ?? ''
    const { device, from, latitude, longitude } = journey.place
    const begin = Date.parse(from.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'))
    const positions = [61, 83, 97].map((seconds) => ({
      capturedAt: new Date(begin + seconds * 1000).toISOString(),
      latitude: Number(latitude),
      longitude: Number(longitude),
      accuracyMetres: 5,
    }))
    const answer = await fetch(`${journey.url}/api/v1/positions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ deviceId: device, positions }),
    })
    expect(await answer.json()).toMatchObject({ accepted: 3, repeats: 0, refusedRows: 0 })
  })

  it('change the match, which says what it was, is and why, and the alert is withdrawn', async () => {
    const caseworker = await as('caseworker.demo')
    await at(caseworker, caseAt)
    await untilSaid(caseworker, /positions arrived later/)
    const history = caseworker.getByRole('table', { name: 'How this came to be said' })
    const cells = history.getByRole('row', { name: /Changed/ }).getByRole('cell')
    const [, , before = '', now = '', why] = await cells.allTextContents()
    expect(why).toBe('positions arrived later')
    const count = (text: string) => Number(/(\d+) positions? in radius/.exec(text)?.[1])
    expect(count(now)).toBe(count(before) + 3)

    const police = await as('police.demo')
    await at(police, alertAt)
    await police.getByText('The evidence has changed since this was signed.').waitFor()
    const manager = await as('manager.demo')
    await at(manager, alertAt)
    await manager.getByText(/^The evidence changed on/).waitFor()
    await manager.getByLabel('Why it is withdrawn').fill('Three positions came late.')
    await press(manager, 'Withdraw')
    await manager.getByText('The report is withdrawn.').waitFor()
    await police.reload()
    await police
      .getByText(/^Withdrawn on .*: Three positions came late\. Do not rely on it/)
      .waitFor()
  })
})

describe('what police ask beside', () => {
  it('location data: one request is refused, one granted in part, looked at and taken away', async () => {
    const police = await as('police.demo')
    const approver = await as('approver.demo')
    const ask = async () => {
      await at(police, '/requests/new')
      await fill(police, {
        Offence: 'Burglary of a dwelling',
        Grounds: 'Named by a witness as the driver',
        'Why this data, and how it helps': 'It says whether the tag was in the street',
        'Other intelligence relied on': 'Two statements and a number plate',
        Person: journey.place.wearer,
      })
      const { from } = journey.place
      const day = (days: number) =>
        new Date(Date.UTC(+from.slice(0, 4), +from.slice(4, 6) - 1, +from.slice(6, 8) + days))
          .toISOString()
          .slice(0, 10)
      await fill(police.getByRole('group', { name: 'From' }), { Date: day(-1), Time: '00:00' })
      await fill(police.getByRole('group', { name: 'Until' }), { Date: day(1), Time: '00:00' })
      await police.getByLabel(/What I wrote is true/).check()
      await press(police, 'Submit the request')
      await police.getByRole('heading', { level: 1, name: /^DR-\d{4}-\d{6}$/ }).waitFor()
      await at(approver, pathOf(police))
      return day(0)
    }
    await ask()
    await approver.getByLabel('Why it is refused').fill('It does not say how the data helps')
    await press(approver, 'Refuse the request')
    await approver.getByText('The request is refused.').waitFor()
    await police.reload()
    await police.getByText('It does not say how the data helps').first().waitFor()

    const day = await ask()
    await approver.getByLabel(/^How did you make sure/).selectOption('call_back')
    await press(approver, 'Keep the check')
    await approver.getByLabel(new RegExp(journey.place.wearer)).check()
    await fill(approver.getByRole('group', { name: 'From' }), { Date: day })
    await approver.getByLabel('Why only a part, if so').fill('One day is enough')
    await press(approver, 'Grant')
    await approver.getByText('Granted in part').first().waitFor()
    await police.reload()
    await police.getByRole('link', { name: 'Look at the locations' }).click()
    await police.getByRole('table').first().waitFor()
    expect(await accessibilityFaults(police)).toEqual([])
    await police.getByLabel('Format').selectOption('gpx')
    await police.getByLabel('Why you need the file').fill('For the file of the case')
    const gpx = await taken(police, () => press(police, 'Download'))
    const text = readFileSync(await gpx.path(), 'utf8')
    expect(text).toContain(`<time>${day}T`)
    expect(text.match(/<trkpt /g)?.length).toBeGreaterThan(0)
    await at(approver, '/requests')
    await approver.getByText('1 of 2 (50 %)').waitFor()
  })

  it('whether a person is ruled out: worked out, approved, and read', async () => {
    const person = seenElsewhere(journey.data, journey.place)
    const police = await as('police.demo')
    await at(police, '/exclusions/new')
    await fill(police, {
      'Crime reference': REFERENCE,
      'Full name': person.names[0] ?? '',
      'Date of birth': person.dateOfBirth.slice(0, 10),
      'Why do you need to know?': 'A description fits',
    })
    await press(police, 'Ask the hub')
    await police.getByText('Your question is with the hub').waitFor()
    const caseworker = await as('caseworker.demo')
    await at(caseworker, pathOf(police))
    await caseworker.getByLabel(new RegExp(`\\(${person.id}\\)`)).check()
    await press(caseworker, 'Work out the answer')
    await caseworker.getByText('waits for a manager').waitFor()
    const manager = await as('manager.demo')
    await at(manager, pathOf(police))
    await manager.getByLabel('Your password').fill(journey.password)
    await press(manager, 'Approve the statement')
    await manager.getByText('the force can read it').waitFor()
    await police.reload()
    await police.getByRole('heading', { level: 2, name: 'Ruled out', exact: true }).waitFor()
    expect(await main(police)).not.toContain(person.id)
  })
})

describe('the audit of all of it', () => {
  it('names everybody who looked, and is whole', async () => {
    const manager = await as('manager.demo')
    await at(manager, '/audit')
    await manager.getByLabel('The person’s id as device wearer').fill(journey.place.wearer)
    await press(manager, 'Show who looked')
    const users = manager.getByRole('table', { name: /^By user/ })
    for (const name of ['caseworker.demo', 'second.demo', 'manager.demo', 'police.demo']) {
      expect(await users.getByRole('row', { name: new RegExp(`^${name}`) }).count()).toBe(1)
    }
    await journey.end()
    const records = await openEmbeddedRecords(join(journey.data, 'records'))
    const deedsAbout = async (subject: string) => {
      const events = await searchAudit(records, { subject }, { limit: 500 })
      return events.map(({ username, action, what }) => `${username} ${action} ${what}`)
    }
    const near = await deedsAbout(journey.place.wearer)
    const away = await deedsAbout(seenElsewhere(journey.data, journey.place).id)
    await records.close()
    expect(looks.filter((look) => !near.includes(look))).toEqual([])
    expect(answers.filter((answer) => !away.includes(answer))).toEqual([])
    const { status, stdout } = whereabouts(['audit', 'verify', '--data', journey.data])
    expect({ status, stdout }).toMatchObject({ status: 0 })
  })
})
