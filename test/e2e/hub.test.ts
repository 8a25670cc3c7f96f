import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

const MESSAGE = 'Ask the duty manager about this person'
const SEARCH = 'Crime reference or device wearer'

let town: ServedTown
let browser: Browser
let page: Page
/** Of a match whose wearer the caseworker may not see. */
let hidden = { deviceWearerId: '', path: '' }

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const [match] = await records.query<{
      device_wearer_id: string
      run_id: bigint
      ordinal: number
      import_id: bigint
    }>(
      `select device_wearer_id, run_id, matches.ordinal, import_id
       from matches join device_wearers on device_wearers.id = device_wearer_id
       order by run_id desc, matches.ordinal limit 1`,
    )
    if (!match) throw new Error('The town has no match')
    hidden = {
      deviceWearerId: match.device_wearer_id,
      path: `/matches/${match.run_id}/${match.ordinal}`,
    }
    await records.query(
      `insert into wearer_restrictions
         (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ($1, 1000, 'excluded', '{caseworker.demo}', $2, $3)`,
      [match.device_wearer_id, MESSAGE, match.import_id],
    )
  })
  browser = await launchChromium()
})
beforeEach(async () => {
  await page?.context().close()
  page = await newPage(browser)
  await town.signIn(page, 'hub-caseworker')
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

const counts = async () => {
  const steps = page.getByRole('list', { name: 'Funnel' }).getByRole('listitem')
  return (await steps.allTextContents()).map((text) =>
    Number(text.replaceAll(',', '').trim().split(' ')[0]),
  )
}
const matchTable = () => page.getByRole('table', { name: /^Crimes and wearers compared/ })

describe('a hub caseworker, in Chromium', () => {
  it('sees the funnel as the command printed it, and pages through the matches', async () => {
    await page.goto(`${town.url}/`)
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Matches').click()
    await page.waitForLoadState()
    const printed = [
      'Crimes read',
      'Crimes accepted',
      'Crimes compared',
      'In radius of anyone',
      'Pairs',
    ].map((name) => new RegExp(`^${name} +([\\d,]+)`, 'm').exec(town.funnel)?.[1])
    expect(await counts()).toEqual(printed.map((text) => Number(text?.replaceAll(',', ''))))
    const links: string[] = []
    for (;;) {
      expect(await accessibilityFaults(page)).toEqual([])
      const hrefs = matchTable().getByRole('link')
      links.push(
        ...(await hrefs.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))),
      )
      const next = page.getByRole('link', { name: 'Next page' })
      if ((await next.count()) === 0) break
      await next.click()
    }
    expect(new Set(links).size).toBe(links.length)
    expect(links).not.toContain(hidden.path)
    expect(await page.locator('tbody').getByText(hidden.deviceWearerId).count()).toBe(0)
    await page.getByRole('link', { name: 'First page' }).click()
    await page.waitForLoadState()
    expect(page.url()).toBe(`${town.url}/matches`)
  })

  it('opens a match, its map and its table, and the crime with everyone near it', async () => {
    await page.goto(`${town.url}/matches`)
    const first = matchTable().getByRole('row').nth(1)
    const evidence = (await first.getByRole('cell').nth(3).textContent()) ?? ''
    const inRadius = Number(await first.getByRole('cell').nth(5).textContent())
    const wearer = (await first.getByRole('cell').nth(2).textContent()) ?? ''
    await first.getByRole('link').click()
    const fact = (name: string) =>
      page.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=following::dd[1]')
    const verdict = (await fact('Evidence').textContent()) ?? ''
    expect(evidence.startsWith(verdict)).toBe(true)
    const times = /(more than|about) [\d,]+ times/.exec(evidence)?.[0]
    expect(await fact('How strongly').textContent()).toContain(times ?? 'about equally likely')
    expect(await fact('Whereabouts known').textContent()).toMatch(/^\d+ % of the window$/)
    const map = page.getByRole('region', { name: 'Positions in radius', exact: true })
    await map.locator('canvas').first().waitFor()
    for (const table of [map.getByRole('table'), page.getByRole('table', { name: /how near$/ })]) {
      expect(await table.getByRole('row').count()).toBe(inRadius + 1)
    }
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('definition').getByRole('link').click()
    await page.waitForLoadState()
    const near = page.getByRole('table', { name: /^Wearers near/ })
    expect(await near.getByRole('link', { name: wearer, exact: true }).count()).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('filters by evidence and force', async () => {
    await page.goto(`${town.url}/matches`)
    const verdict = (await matchTable().locator('tbody strong').first().textContent()) ?? ''
    await page.getByLabel('Evidence', { exact: true }).selectOption({ label: verdict })
    await page.getByLabel('Police force').selectOption({ label: 'Cumbria' })
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.waitForURL(/force=Cumbria/)
    const rows = matchTable().locator('tbody tr')
    expect(await rows.count()).toBeGreaterThan(0)
    expect(await rows.filter({ hasText: 'Cumbria' }).filter({ hasText: verdict }).count()).toBe(
      await rows.count(),
    )
    await page.getByLabel('Police force').selectOption({ label: 'Kent' })
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByText('No match that you may see with these filters.').waitFor()
  })

  it('finds a wearer in any letter case; the search is in no address, and a restricted person in no answer', async () => {
    await page.goto(`${town.url}/matches`)
    const wearer =
      (await matchTable().locator('tbody tr').first().locator('td').nth(2).textContent()) ?? ''
    const search = async (text: string) => {
      await page.getByLabel(SEARCH).fill(text)
      await page.getByRole('button', { name: 'Search' }).click()
    }
    await search(` ${wearer.toLowerCase()} `)
    const wearers = await page.locator('tbody tr td:nth-child(3)').allTextContents()
    expect(new Set(wearers)).toEqual(new Set([wearer]))
    expect(page.url()).toBe(`${town.url}/matches`)
    expect(await accessibilityFaults(page)).toEqual([])
    await search(hidden.deviceWearerId)
    await page.getByText(`No match that you may see for “${hidden.deviceWearerId}”.`).waitFor()
    await search('')
    await page.getByRole('alert').getByRole('link').click()
    await page.waitForLoadState()
    expect(await page.getByLabel(SEARCH).evaluate((field) => field.matches(':focus'))).toBe(true)
    expect(await page.locator('tbody').count()).toBe(0)
  })

  it('is told why a restricted person’s match stays closed, and a manager who is not kept out sees it', async () => {
    const answer = await page.goto(town.url + hidden.path)
    expect(answer?.status()).toBe(403)
    await page.getByText(MESSAGE).waitFor()
    expect(await page.getByText(hidden.deviceWearerId).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await town.signIn(page, 'hub-manager')
    expect((await page.goto(town.url + hidden.path))?.status()).toBe(200)
    for (const path of ['/matches/1/999999', '/matches/1/99999999999', '/matches/x/1']) {
      expect((await page.goto(town.url + path))?.status()).toBe(404)
    }
  })

  it('does the same by the keyboard alone', async () => {
    await page.goto(`${town.url}/`)
    await tabTo(page, 'Matches')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/matches')
    await tabTo(page, SEARCH)
    const reference = (await matchTable().locator('tbody a').first().textContent()) ?? ''
    await page.keyboard.type(reference.split(' and ')[0] ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: /^Matches for/ }).waitFor()
    await tabTo(page, reference)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^Wearer / }).waitFor()
  })

  it('reads a verdict on one line', async () => {
    await page.goto(`${town.url}/matches`)
    // Half of “Supports presence” reads as another verdict.
    const tag = matchTable().locator('.govuk-tag').first()
    await tag.evaluate((element) => element.replaceChildren('Supports presence'))
    const { height } = (await tag.boundingBox()) ?? { height: 0 }
    await tag.evaluate((element) => element.replaceChildren('No'))
    expect((await tag.boundingBox())?.height).toBe(height)
  })

  it('does the same without JavaScript, and no markup comes back from a search', async () => {
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'hub-caseworker')
    await plain.goto(`${town.url}/matches?after=-7&verdict=%22%3E%3Cscript%3E&run=x`)
    await plain.getByLabel(SEARCH).fill('"><script>alert(1)</script>')
    await plain.getByRole('button', { name: 'Search' }).click()
    await plain.getByText('No match that you may see for “"><script>alert(1)</script>”.').waitFor()
    await plain.goto(`${town.url}/matches`)
    await plain.locator('tbody a').first().click()
    await plain.getByText('The map needs JavaScript. The table has the same facts.').waitFor()
    for (const name of [/^[\d,]+ positions?$/, /how near$/]) {
      await plain.getByRole('table', { name }).waitFor()
    }
    await plain.context().close()
  })
})

describe('an evaluator, in Chromium', () => {
  it('sees figures by force that add up, and nobody in them', async () => {
    await town.signIn(page, 'evaluator')
    await page.goto(`${town.url}/`)
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Figures').click()
    await page.waitForLoadState()
    const rows = page.getByRole('table', { name: 'By police force' }).locator('tbody tr')
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    )
    expect(cells.length).toBeGreaterThan(2)
    for (const text of cells.flatMap(([, ...figures]) => figures)) {
      expect(text).toMatch(/^(0|[5-9]|[1-9][\d,]+|Fewer than 5|[\d,]+ to [\d,]+|[\d,]+ or more)$/)
    }
    const received = cells.map((row) => Number(row[1]?.replaceAll(',', '')))
    expect(received.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(received.at(-1))
    expect(await accessibilityFaults(page)).toEqual([])
    for (const path of ['/matches', '/crimes', '/ingestion', hidden.path]) {
      expect((await page.goto(town.url + path))?.status()).toBe(403)
    }
  })
})

describe('the audit of what was seen', () => {
  it('says whose matches were shown, searched for and refused', async () => {
    await town.signIn(page, 'hub-caseworker')
    await page.goto(`${town.url}/matches`)
    const shown = await page.locator('tbody tr td:nth-child(3)').allTextContents()
    await page.goto(town.url + hidden.path)
    await town.end()
    const records = await openEmbeddedRecords(`${town.data}/records`)
    const about = { username: 'caseworker.demo' }
    const [refused, listed] = await searchAudit(records, about, { limit: 2 })
    const searched = await searchAudit(records, { ...about, action: 'search' }, { limit: 100 })
    await records.close()
    expect(refused).toMatchObject({ outcome: 'refused', subjects: [hidden.deviceWearerId] })
    expect(refused?.details).toEqual({ code: 'RESTRICTED' })
    expect(listed).toMatchObject({ action: 'consult', what: 'matches', outcome: 'done' })
    expect(listed?.count).toBe(shown.length)
    expect(new Set(listed?.subjects)).toEqual(new Set(shown))
    expect(searched.length).toBeGreaterThan(2)
    expect(JSON.stringify(searched)).not.toContain('script')
  })
})
