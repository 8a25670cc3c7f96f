import type { MqttClient } from 'mqtt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../support/chromium.ts'
import { LiveTown } from '../support/live-town.ts'
import { fill, main, press, untilSaid } from '../support/page-steps.ts'
import { type Spot, staying, Tag } from '../support/tag.ts'

const MINUTE = 60_000
const REFERENCE = 'LIVE/1'
const night = (time: string) => Date.parse(`2026-01-11T${time}:00Z`)
const morning = (time: string) => Date.parse(`2026-01-12T${time}:00Z`)

let town: LiveTown
let tag: Tag
let client: MqttClient
/** Where they go at night, and must not go from this morning on: two kilometres from home. */
let away: Spot
/** Where the pages are of the absence and of the entry. */
let absence = ''
const entry = ''

beforeAll(async () => {
  town = await LiveTown.begin({
    reference: REFERENCE,
    from: '20260111210000',
    to: '20260111223000',
  })
  const { latitude, longitude } = town.person.home
  away = { latitude: latitude + 2 / 111.3, longitude }
})
afterAll(() => town?.remove())

const at = (page: Page, path: string) => page.goto(town.url + path)
const queue = (family: string) => `/incidents?person=${town.person.wearer}&family=${family}`
/** Looks at a list of incidents until it has so many. */
async function incidents(page: Page, path: string, count: number): Promise<string[]> {
  await at(page, path)
  const rows = page.getByRole('table').getByRole('row')
  await expect
    .poll(() => page.reload().then(() => rows.count()), { timeout: 60_000, interval: 500 })
    .toBe(count + 1)
  return (await rows.allTextContents()).slice(1)
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
    await untilSaid(officer, /\(now\)|min ago/)
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
    const [row = ''] = await incidents(officer, queue('curfew'), 1)
    expect(row).toMatch(/Away from home during.*1 to be decided.*Over now.*Sure/)
    await officer.getByRole('link', { name: /^Away from home/ }).click()
    await officer.waitForURL(/\/incidents\/\d+$/)
    absence = new URL(officer.url()).pathname
    expect(await main(officer)).toContain('50 minutes')
    console.log(await main(officer))
  })
})
