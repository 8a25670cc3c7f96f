import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Interval } from '../../src/domain/interval.ts'
import { minutesInWords } from '../../src/domain/length-in-words.ts'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { accessibilityFaults, launchChromium } from '../support/chromium.ts'
import { type Hands, keyboard, mouse } from '../support/hands.ts'
import { main, pathOf, taken, untilSaid } from '../support/page-steps.ts'
import { PractitionerTown } from '../support/practitioner-town.ts'
import { whereabouts } from '../support/whereabouts.ts'

const USERNAME = 'practitioner.demo'
const NOTE = 'Rang them: they were at a friend’s'
const SUNDAY = {
  from: Date.parse('2026-01-11T00:00:00Z'),
  to: Date.parse('2026-01-12T00:00:00Z'),
}
const PURPOSE = 'To talk about Sunday'
const SHOTS = process.env['SHOTS']

let town: PractitionerTown
let browser: Browser
let name = ''

beforeAll(async () => {
  town = await PractitionerTown.begin()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await town?.remove()
})

interface Pass {
  readonly how: string
  readonly hands: Hands
  readonly javaScript: boolean
  /** Begins when, and is decided how. */
  readonly violation: string
  readonly decision: string
  readonly reason: string
  /** The minutes that count once it is decided, and the violations that wait. */
  readonly counted: number
  readonly waiting: number
}

const refused = {
  decision: 'Not excused: its minutes count',
  reason: 'Not excused: No reason was given',
}
const passes: readonly Pass[] = [
  {
    how: 'with a mouse',
    hands: mouse,
    javaScript: true,
    violation: '20:40',
    ...refused,
    counted: 30,
    waiting: 3,
  },
  {
    how: 'with the keyboard alone',
    hands: keyboard,
    javaScript: true,
    violation: '22:00',
    decision: 'Excused: its minutes do not count',
    reason: 'Excused: Transport failed',
    counted: 30,
    waiting: 2,
  },
  {
    how: 'with JavaScript off',
    hands: mouse,
    javaScript: false,
    violation: '23:20',
    ...refused,
    counted: 60,
    waiting: 1,
  },
]

describe.each(passes)('a new practitioner, $how', (pass) => {
  const { hands, javaScript } = pass
  let page: Page
  let incident = 0

  beforeAll(async () => {
    page = await browser.newPage({
      bypassCSP: false,
      javaScriptEnabled: javaScript,
      locale: 'en-GB',
      acceptDownloads: true,
      viewport: { width: 1200, height: 900 },
    })
    page.setDefaultTimeout(60_000)
  })
  afterAll(() => page?.close())

  const follow = (link: string | RegExp) => hands.follow(page, link)
  const press = (button: string) => hands.press(page, button)
  const type = (label: string, text: string) => hands.type(page, label, text)
  const heading = (words: RegExp) => page.getByRole('heading', { level: 1, name: words }).waitFor()

  let looks = 0
  /** As it stands, on a telephone too; axe once for all, where a script runs. */
  async function isSound(): Promise<void> {
    looks += 1
    for (const width of [390, 1200]) {
      await page.setViewportSize({ width, height: 900 })
      const across = await page.evaluate('document.documentElement.scrollWidth')
      expect({ at: pathOf(page), across }).toEqual({ at: pathOf(page), across: width })
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${pass.how}-${looks}-${width}.png` })
    }
    if (hands === mouse && javaScript) expect(await accessibilityFaults(page)).toEqual([])
  }

  it('sees who needs attention and why', async () => {
    await page.goto(`${town.url}/sign-in`)
    await type('Username', USERNAME)
    await type('Password', town.password)
    await press('Continue')
    await heading(/What you can do here/)
    await isSound()
    await follow('My cases')
    await heading(/My cases/)
    // What the tag told is judged in the seconds after.
    await untilSaid(
      page,
      new RegExp(`incidents to deal with, ${pass.waiting + 1} waiting for a decision`),
    )
    const first = page.getByRole('table').getByRole('row').nth(1)
    expect(await first.textContent()).toMatch(
      /Most urgent.*incidents to deal with.*The gravest: The strap was opened or damaged/,
    )
    await isSound()
    name = (await first.getByRole('link').first().textContent()) ?? ''
    await follow(name)
    await heading(new RegExp(name))
    const why = page.getByRole('region', { name: /^Needs attention/ })
    expect(await why.textContent()).toContain('The strap was opened or damaged')
    const now = page.getByRole('table', { name: /open incidents/ })
    expect(await now.textContent()).toMatch(/Away from home during curfew hours.*To be decided/)
    await isSound()
  })

  it('follows a day: where the device was, a gap, home and curfew then, stays and trips', async () => {
    await follow('Movements')
    await heading(/^Movements of/)
    await follow('Yesterday')
    await page.waitForURL(/from=2026-01-11/)
    expect(await main(page)).toMatch(/\d+ positions, 11 January 2026 at 00:00 GMT/)
    if (javaScript) await playAndChoose()
    else {
      const rows = page.getByRole('table', { name: /positions/ }).getByRole('row')
      const after = rows.filter({ hasText: '11 January 2026 at 14:30:00' })
      expect(await after.textContent()).toMatch(/8 m.*GPS.*1 h 30 min, whereabouts unknown/)
      await hands.unfold(page, 'The lines beneath the time, in words')
      await page.getByRole('cell', { name: 'curfew hours' }).first().waitFor()
    }
    await isSound()
    await follow('Stays and trips')
    const stays = page.getByRole('region', { name: 'Stays and trips', exact: true })
    expect(await stays.textContent()).toMatch(/Home.*Trip/)
  })

  async function playAndChoose(): Promise<void> {
    await page.locator('[data-positions]').waitFor()
    const part = (which: string) => page.locator(`[data-map="${which}"]`)
    await press('Play')
    await expect
      .poll(() => part('time-text').textContent(), { timeout: 60_000 })
      .toMatch(/11 January 2026 at/)
    await press('Pause')
    const slider = page.getByRole('slider', { name: 'Position' })
    await hands.focus(page, slider)
    await page.keyboard.press('End')
    const card = page.getByRole('region', { name: 'Chosen position' })
    const chosen = () => card.textContent()
    const backTo = async (time: string) => {
      while (!(await chosen())?.includes(`at ${time}`)) await page.keyboard.press('ArrowLeft')
    }
    await backTo('20:50')
    expect(await chosen()).toMatch(/8 m.*GPS/)
    expect(await part('bands-text').textContent()).toMatch(/Curfew.*curfew hours.*away/)
    await backTo('14:30')
    expect(await chosen()).toMatch(/1 h 30 min, whereabouts unknown/)
  }

  it('decides a violation, and sees the allowance change', async () => {
    await follow('Compliance')
    await heading(/^Compliance of/)
    await isSound()
    await follow(new RegExp(`^Decide.*11 January 2026(,| at) ${pass.violation}`))
    await heading(/^Away from home during curfew hours/)
    incident = Number(/\/incidents\/(\d+)/.exec(page.url())?.[1])
    await isSound()
    await hands.tick(page, pass.decision)
    await hands.choose(page, 'Main reason', pass.reason)
    await press('Keep my decision')
    await page.getByText('Your decision is kept.').waitFor()
    const text = await main(page)
    expect(text).toContain(`${minutesInWords(pass.counted)} of the allowance of 2 hours counted`)
    expect(text).toMatch(new RegExp(`Waiting for a decision\\s*${pass.waiting} violation`))
  })

  it('writes a note about it, and hands it over', async () => {
    await follow(new RegExp(`incident ${incident}$`))
    await heading(/^Away from home during curfew hours/)
    await follow('Write a note about it')
    await heading(/^Notes of/)
    await type('Write a note', NOTE)
    await isSound()
    await press('Keep the note')
    await page.getByText('Your note is kept.').waitFor()
    await isSound()
    await follow(/^Note \d+$/)
    await page.waitForURL(/notes\/\d+$/)
    await isSound()
    await follow('Send it to the case record')
    await heading(/^Send to the case record/)
    await hands.choose(page, 'Contact', 'Violation or alert')
    await hands.choose(page, 'Condition that may have been breached', 'Curfew')
    await hands.choose(page, 'Outcome', 'To be discussed')
    await type('Description', 'Away on Sunday evening')
    await isSound()
    await press('See what is sent')
    await page.getByText('Nothing is sent yet').waitFor()
    await page
      .getByRole('img', { name: /^Map of the device’s positions, 11 January 2026/ })
      .waitFor()
    await isSound()
    await press('Send to the case record')
    await page.getByText('It is on its way to the case record.').waitFor()
    await untilSaid(page, /It is known there as CR-9\./)
    await isSound()

    const { headers, body = '' } = town.caseRecord.received.at(-1) ?? {}
    const signature = String(headers?.['whereabouts-signature'])
    const [, second] = /^t=(\d+),/.exec(signature) ?? []
    const hash = createHmac('sha256', town.secret).update(`${second}.${body}`).digest('hex')
    expect(signature).toBe(`t=${second},v1=${hash}`)
    const sent = JSON.parse(body)
    expect(sent).toMatchObject({
      person: { deviceWearerId: town.person.wearer, name },
      incident: { number: incident },
      notes: [{ text: NOTE }],
    })
    expect(Buffer.from(sent.picture.base64, 'base64').subarray(1, 4).toString()).toBe('PNG')
  })

  it('asks for a trail report of the day, waits for it, and takes it away', async () => {
    await follow('Movements')
    await heading(/^Movements of/)
    await follow('Yesterday')
    await page.waitForURL(/from=2026-01-11/)
    await follow('What you can do with this period')
    await follow('Make a trail report of this period')
    await heading(/^Trail report on/)
    await type('What it is for', PURPOSE)
    await isSound()
    await press('Make the report')
    await page.getByText('This page').first().waitFor()
    await untilSaid(page, /Ready/)
    await follow('Whereabouts')
    await follow('1 report you asked for is ready')
    await heading(/reports/i)
    await isSound()
    await follow(/^Trail report/)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await isSound()
    const file = await taken(page, () => press('Download'))
    const pdf = readFileSync(await file.path())
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
    if (read.error) return console.warn('pdftotext is not installed: the report is not read')
    const words = read.stdout.replaceAll(/\s+/g, ' ')
    for (const said of [name, '11 January 2026', PURPOSE]) expect(words).toContain(said)
  })
})

describe('the audit of it', () => {
  it('is whole, and holds every look by this account with its person and stretch', async () => {
    await browser.close()
    await town.end()
    const { status, stdout } = whereabouts(['audit', 'verify', '--data', town.data])
    expect({ status, stdout }).toMatchObject({ status: 0 })
    const records = await openEmbeddedRecords(join(town.data, 'records'))
    const subject = town.person.wearer
    const events = await searchAudit(records, { subject }, { limit: 1000 })
    await records.close()
    const times = (action: string, what: string, within?: Interval) =>
      events.filter(
        (event) =>
          `${event.action} ${event.what}` === `${action} ${what}` &&
          (event.username === USERNAME || event.action === 'disclose') &&
          (!within || isWithin(within, event.interval)),
      ).length
    const count = passes.length
    // Each pass looks twice at the day; a curfew that it begins or ends in is read whole.
    expect(times('consult', 'movements', SUNDAY)).toBe(2 * count)
    expect(times('consult', 'device wearer')).toBe(count)
    expect(times('consult', 'compliance', SUNDAY)).toBeGreaterThanOrEqual(2 * count)
    expect(times('consult', 'incidents')).toBeGreaterThanOrEqual(2 * count)
    expect(times('alter', 'violation decisions')).toBe(count)
    expect(times('alter', 'notes')).toBe(count)
    expect(times('consult', 'hand-overs')).toBeGreaterThanOrEqual(2 * count)
    expect(times('alter', 'hand-overs')).toBe(count)
    expect(times('disclose', 'hand-overs')).toBe(count)
    expect(times('alter', 'documents', SUNDAY)).toBe(count)
    expect(times('disclose', 'documents', SUNDAY)).toBe(count)
  })
})

/** Whether what was looked at holds all of a stretch. */
function isWithin({ from, to }: Interval, held: Interval | undefined): boolean {
  return held !== undefined && held.from <= from && held.to >= to
}
