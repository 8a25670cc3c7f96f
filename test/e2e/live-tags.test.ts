import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { MqttClient } from 'mqtt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { accessibilityFaults } from '../support/chromium.ts'
import { LiveTown } from '../support/live-town.ts'
import { fill, main, pathOf, press, untilSaid } from '../support/page-steps.ts'
import { type Spot, staying, Tag } from '../support/tag.ts'
import { whereabouts } from '../support/whereabouts.ts'

const MINUTE = 60_000
const REFERENCE = 'LIVE/1'
const DESK = 'desk@hub.example'
/** Of the night before and of this morning, in the incidents' words. */
const LAST_NIGHT = /11 January 2026, 2\d:/
const TODAY = /12 January 2026/
const night = (time: string) => Date.parse(`2026-01-11T${time}:00Z`)
const morning = (time: string) => Date.parse(`2026-01-12T${time}:00Z`)

let town: LiveTown
let tag: Tag
let client: MqttClient
/** Where they go at night, and must not go from this morning on: two kilometres from home. */
let away: Spot
/** Where the page is of the absence. */
let absence = ''
let webhookSecret = ''
/** When the zone began to hold. */
let published = 0

beforeAll(async () => {
  const window = { from: '20260111210000', to: '20260111223000' }
  town = await LiveTown.begin({ reference: REFERENCE, ...window })
  const { latitude, longitude } = town.person.home
  away = { latitude: latitude + 2 / 111.3, longitude }
})
afterAll(() => town?.remove())

const at = (page: Page, path: string) => page.goto(town.url + path)
const about = (path: string) => `/people/${town.person.wearer}${path}`
const ofFamily = (family: string) => `/incidents?person=${town.person.wearer}&family=${family}`
const rowsOf = (page: Page, words: RegExp) =>
  page.getByRole('table').getByRole('row').filter({ hasText: words })

/** Looks at a page until a table of it has so many rows that say something. */
async function untilRows(
  page: Page,
  path: string,
  words: RegExp,
  count: number,
): Promise<string[]> {
  await at(page, path)
  const rows = rowsOf(page, words)
  await expect
    .poll(() => page.reload().then(() => rows.count()), { timeout: 60_000, interval: 500 })
    .toBe(count)
  return rows.allTextContents()
}

describe('a tag that reports, in Chromium', () => {
  it('is given a secret by a monitoring officer, and is heard', async () => {
    const officer = await town.as('monitoring.demo')
    const { device, wearer, home } = town.person
    await at(officer, '/devices')
    await fill(officer, { 'Device id, or how it begins': device })
    await press(officer, 'Search')
    await officer.getByRole('link', { name: device, exact: true }).click()
    await press(officer, 'Make a secret')
    await officer.getByRole('img', { name: 'Settings for OwnTracks' }).waitFor()
    const [secret = ''] = /wd_[\w-]{43}/.exec(await main(officer)) ?? []
    tag = new Tag(town, device, secret)
    client = await town.mqtt(device, secret)

    await tag.ownTracks(town.clock.now, home)
    await at(officer, `/devices/${device}`)
    await untilSaid(officer, /\(now\)|minutes? ago/)
    const text = await main(officer)
    for (const words of [wearer, '46%', 'OwnTracks']) expect(text).toContain(words)
    expect(await accessibilityFaults(officer)).toEqual([])
  })

  it('says that somebody was away in curfew hours, and nothing of the time it was silent', async () => {
    const { home } = town.person
    await tag.json({
      positions: [
        ...staying(home, night('18:30'), night('21:10')),
        ...staying(away, night('21:30'), night('22:00')),
        ...staying(away, night('23:00'), night('23:20')),
        ...staying(home, night('23:40'), morning('08:50'), 5),
      ],
    })
    const officer = await town.as('monitoring.demo')
    const [row] = await untilRows(officer, ofFamily('curfew'), LAST_NIGHT, 1)
    expect(row).toMatch(/^UrgentAway from home during.*Over now.*Sure.*To be decided/)
    await rowsOf(officer, LAST_NIGHT)
      .getByRole('link', { name: /^Away from home/ })
      .click()
    await officer.getByRole('heading', { level: 1, name: /^Away from home/ }).waitFor()
    absence = pathOf(officer)
    // What it stands on is told at once. What came before it, at home, is read from the archive, where a trial looks,
    // some seconds after it was acknowledged.
    await untilSaid(officer, /11 January 2026 at 21:10:00 GMT/)
    const text = await main(officer)
    expect(text).toMatch(/Minutes of violation\s*50 minutes/)
    expect(text).toMatch(/Not known\s*\d+ hours? \d+ minutes: 11 January 2026, 22:05 to 23:00/)
    expect(await accessibilityFaults(officer)).toEqual([])
  })
})

describe('an exclusion zone', () => {
  it('is drafted, tried on the past, which says what it would have raised, and published', async () => {
    const officer = await town.as('monitoring.demo')
    await at(officer, about('/rules/new?kind=zone'))
    await officer.locator('[data-ready="yes"]').waitFor()
    await officer.getByLabel('Exclusion: must not be inside').check()
    await officer.getByLabel('Corners, drawn on the map or typed').check()
    const corner = (north: number, east: number) =>
      `${(away.latitude + north / 500).toFixed(6)}, ${(away.longitude + east / 300).toFixed(6)}`
    const corners = [corner(-1, -1), corner(-1, 1), corner(1, 1), corner(1, -1)].join('\n')
    await fill(officer, { Name: 'The old quarter', Corners: corners })
    await officer.getByLabel('Why?').fill('The court’s decision')
    await officer.locator('[data-shape="Polygon"]').waitFor()
    await officer.getByRole('button', { name: 'Keep as a draft' }).last().click()
    await officer.getByText('The draft is kept').waitFor()
    await press(officer, 'Try on the past 28 days')
    await untilSaid(officer, /It would have raised \d+ incidents?/)
    const tried = officer.getByRole('table', { name: 'What the draft would have raised' })
    expect(await tried.textContent()).toMatch(/In an exclusion zone.*11 January 2026, 21:30/)
    expect(await accessibilityFaults(officer)).toEqual([])
    await press(officer, 'Publish the change')
    await officer.getByText('The change is published').waitFor()
    published = town.clock.now
  })

  it('is somewhere that an administrator has a program and a desk told about', async () => {
    const administrator = await town.as('administrator.demo')
    const add = async (how: string, address: string) => {
      await at(administrator, '/notices')
      await administrator.getByRole('radio', { name: how }).check()
      await fill(administrator, { Address: address })
      await administrator.getByRole('checkbox', { name: 'Zones' }).check()
      expect(await accessibilityFaults(administrator)).toEqual([])
      await press(administrator, 'Add')
    }
    await add('E-mail', DESK)
    await administrator.getByText('Notices go there from now on.').waitFor()
    await add('Webhook, to a program', town.receiver.url)
    await administrator.getByRole('heading', { name: 'A new secret' }).waitFor()
    webhookSecret = (await administrator.locator('code').last().textContent()) ?? ''
  })

  it('is entered: one incident with its positions, and a notice to each', async () => {
    const { home } = town.person
    await town.putForward(14)
    const minuteOf = (minutes: number) => published + minutes * MINUTE
    await tag.osmAnd(minuteOf(1), home)
    await tag.osmAnd(minuteOf(3), away)
    await tag.osmAnd(minuteOf(4), away)
    await tag.mqtt(client, { positions: staying(away, minuteOf(5), minuteOf(11), 1) })
    const officer = await town.as('monitoring.demo')
    const [row] = await untilRows(officer, ofFamily('zone'), TODAY, 1)
    expect(row).toMatch(/^Most urgentIn an exclusion zone.*Since 12 January 2026.*ago.*Sure/)
    await rowsOf(officer, TODAY)
      .getByRole('link', { name: /^In an exclusion zone/ })
      .click()
    await officer.getByRole('heading', { level: 1, name: /^In an exclusion zone/ }).waitFor()
    const text = await main(officer)
    for (const words of ['The old quarter', 'E1', 'Not known to be over', 'How sure']) {
      expect(text).toContain(words)
    }
    expect(await accessibilityFaults(officer)).toEqual([])

    const mail = await town.mailbox.message(({ to }) => JSON.stringify(to).includes(DESK))
    expect(`${mail.subject} ${mail.text}`).toContain(pathOf(officer))
    expect(mail.text).not.toContain(town.person.wearer)
    await town.receiver.until(1)
    const { headers, body = '' } = town.receiver.received[0] ?? {}
    expect(JSON.parse(body)).toMatchObject({ kind: 'exclusion-entered', family: 'zone' })
    const said = String(headers?.['whereabouts-signature'])
    const [, second] = /^t=(\d+),/.exec(said) ?? []
    const hash = createHmac('sha256', webhookSecret).update(`${second}.${body}`).digest('hex')
    expect(said).toBe(`t=${second},v1=${hash}`)
  })

  it('is left, while the strap was opened for too short a time and then for long enough', async () => {
    await town.putForward(12)
    const minuteOf = (minutes: number) => published + minutes * MINUTE
    const tamper = (end: string, minutes: number) => ({
      code: `EV_PID_STRAP_TAMPER_${end}`,
      occurredAt: new Date(minuteOf(minutes)).toISOString(),
    })
    await tag.mqtt(client, { positions: staying(town.person.home, minuteOf(14), minuteOf(24), 1) })
    await tag.json({
      events: [tamper('START', 2), tamper('END', 3), tamper('START', 15), tamper('END', 20)],
    })
    const officer = await town.as('monitoring.demo')
    await untilRows(officer, ofFamily('zone'), /12 January 2026.*Over now/, 1)
    const [row] = await untilRows(officer, ofFamily('tamper'), TODAY, 1)
    expect(row).toMatch(/strap was opened or damaged.*5 minutes.*Cleared by itself/)
  })
})

describe('an absence', () => {
  it('is taken and noted by an officer', async () => {
    const officer = await town.as('monitoring.demo')
    await at(officer, absence)
    await press(officer, 'Assign to me')
    await officer.getByText('The incident is assigned.').waitFor()
    await fill(officer, { Note: 'Rang at 09:30, no answer' })
    await press(officer, 'Keep the note')
    await officer.getByText('Your note is kept.').waitFor()
  })

  it('is decided by whoever supervises, who thinks again; the ledger says the minutes of each', async () => {
    const practitioner = await town.as('practitioner.demo')
    const decide = async (decision: string, reason: string) => {
      await at(practitioner, absence)
      await practitioner.getByRole('radio', { name: decision }).check()
      await practitioner.getByLabel('Main reason').selectOption({ label: reason })
      await press(practitioner, 'Keep my decision')
      await practitioner.getByText('Your decision is kept.').waitFor()
    }
    const inLedger = (words: RegExp) =>
      untilRows(practitioner, about('/violations'), /Night of 11 January 2026/, 2).then((rows) =>
        rows.every((row) => words.test(row)),
      )
    await at(practitioner, absence)
    expect(await main(practitioner)).toContain('Rang at 09:30')
    await decide('Not excused: its minutes count', 'Not excused: No proof was shown')
    expect(await inLedger(/[23]0Counted/)).toBe(true)
    expect(await main(practitioner)).toMatch(/50 minutes of the allowance of 2 hours counted/)
    await at(practitioner, absence)
    await press(practitioner, 'Take the decision back')
    await practitioner.getByText('The decision is taken back').waitFor()
    await decide('Excused: its minutes do not count', 'Excused: Transport failed')
    expect(await inLedger(/[23]0No: excused/)).toBe(true)
    expect(await main(practitioner)).toMatch(/None of the allowance of 2 hours counted/)
    expect(await accessibilityFaults(practitioner)).toEqual([])
  })
})

describe('positions that a tag had stored', () => {
  const late = () => staying(town.person.home, night('22:10'), night('22:50'))
  let caseAt = ''
  const history = (page: Page) => page.getByRole('table', { name: 'How this came to be said' })
  const count = (text: string) => Number(/(\d+) positions? in radius/.exec(text)?.[1])

  it('are acknowledged, and kept though the server is killed at once', async () => {
    const caseworker = await town.as('caseworker.demo')
    await at(caseworker, '/crimes')
    await fill(caseworker, { 'Crime reference': REFERENCE })
    await press(caseworker, 'Search')
    await caseworker.getByRole('link', { name: REFERENCE, exact: true }).click()
    const near = caseworker.getByRole('table', { name: /^Wearers near/ }).getByRole('row')
    const found = near.filter({ hasText: town.person.wearer })
    await found.getByRole('link', { name: 'To look at' }).click()
    await caseworker.waitForURL(/\/reviews\/\d+$/)
    caseAt = pathOf(caseworker)

    await tag.json({ positions: late() })
    await town.kill()
    await town.start({ monitoring: { freshMinutes: 5, thresholdMinutes: { signal: 5 } } })
    const officer = await town.as('monitoring.demo')
    await at(officer, absence)
    await untilSaid(officer, /Positions arrived late/)
    // A device that heard no answer.
    await tag.json({ positions: late() })
  })

  it('change what is said of the absence, with why; the decision was on an older revision', async () => {
    const practitioner = await town.as('practitioner.demo')
    await at(practitioner, absence)
    const text = await main(practitioner)
    expect(text).toMatch(/Decided on revision \d+, which said 50 minutes/)
    expect(text).toMatch(/Now revision \d+ says 30 minutes: look again/)
    expect(text).toMatch(/Minutes of violation\s*30 minutes/)
    expect(await accessibilityFaults(practitioner)).toEqual([])
    // The rest of it is an occasion of its own, which waits.
    const rows = await untilRows(practitioner, ofFamily('curfew'), LAST_NIGHT, 2)
    expect(rows.filter((row) => /To be decided/.test(row))).toHaveLength(1)
    await untilRows(practitioner, ofFamily('zone'), TODAY, 1)
    await untilRows(practitioner, ofFamily('tamper'), TODAY, 1)
  })

  it('change the match of the crime that they touch', async () => {
    const caseworker = await town.as('caseworker.demo')
    await at(caseworker, caseAt)
    await untilSaid(caseworker, /positions arrived later/)
    const changed = history(caseworker)
      .getByRole('row', { name: /Changed/ })
      .last()
    const [, , before = '', now = '', why] = await changed.getByRole('cell').allTextContents()
    expect(why).toBe('positions arrived later')
    expect(count(now)).toBe(count(before) + 11)
  })
})

describe('a feed that falls silent', () => {
  it('is one incident, and pages say since when', async () => {
    for (const device of town.person.others) {
      const secret = town.secrets[device] ?? ''
      const other = new Tag(town, device, secret)
      const positions = staying(town.person.home, town.clock.now, town.clock.now)
      await other.mqtt(await town.mqtt(device, secret), { positions })
    }
    const officer = await town.as('monitoring.demo')
    for (const device of town.person.others) {
      await at(officer, `/devices/${device}`)
      await untilSaid(officer, /\(now\)|minutes? ago/)
    }
    await town.putForward(7)
    const [row] = await untilRows(officer, '/incidents?family=feed', /Nothing came from a feed/, 1)
    expect(row).toMatch(/Feed MQTT broker.*Not known to be over/)
    expect(await main(officer)).toMatch(
      /Newest data of the feed MQTT broker arrived \d+ minutes? ago/,
    )
    expect(await accessibilityFaults(officer)).toEqual([])
    const silent = await untilRows(officer, '/incidents?family=signal', /Nothing was heard/, 1)
    expect(silent[0]).toContain(town.person.wearer)
  })
})

describe('the audit of all of it', () => {
  it('has every look with whose and when, and is whole', async () => {
    await town.end()
    const records = await openEmbeddedRecords(join(town.data, 'records'))
    const events = await searchAudit(
      records,
      { subject: town.person.wearer },
      { limit: 500 },
    ).finally(() => records.close())
    const deeds = events.map(({ username, action, what }) => `${username} ${action} ${what}`)
    for (const deed of [
      'monitoring.demo alter rules',
      'monitoring.demo consult incidents',
      'monitoring.demo alter incidents',
      'practitioner.demo consult incidents',
      'practitioner.demo alter violation decisions',
      'practitioner.demo consult violations',
    ]) {
      expect(deeds).toContain(deed)
    }
    const looked = events.filter(
      ({ username, action, what, interval }) =>
        username === 'practitioner.demo' &&
        `${action} ${what}` === 'consult incidents' &&
        interval !== undefined &&
        interval.from <= night('21:30') &&
        interval.to >= night('22:00'),
    )
    expect(looked.length).toBeGreaterThan(0)
    const { status, stdout } = whereabouts(['audit', 'verify', '--data', town.data])
    expect({ status, stdout }).toMatchObject({ status: 0 })
  })
})
