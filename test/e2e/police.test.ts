import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let page: Page
/** A crime of the analyst's force that has several versions, and one of another force. */
let own = { id: 0, reference: '', versions: 0 }
let other = { id: 0, reference: '', batch: 0, attempt: 0 }

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const [force] = await records.query<{ police_force: string }>(
      `select police_force from accounts where username = 'police.demo'`,
    )
    const crimes = await records.query<{
      id: bigint
      crime_reference: string
      own: boolean
      versions: bigint
      import_id: bigint
    }>(
      `select crimes.id, crime_reference, police_force = $1 as own, count(*) as versions,
         max(import_id) as import_id
       from crimes join crime_versions on crime_id = crimes.id
       group by crimes.id order by versions desc, crimes.id`,
      [force?.police_force],
    )
    const mine = crimes.find((crime) => crime.own)
    const theirs = crimes.find((crime) => !crime.own)
    const attemptOf = async (importId = 0n) => {
      const sql = 'select id from ingestion_attempts where import_id = $1'
      const [attempt] = await records.query<{ id: bigint }>(sql, [importId])
      return Number(attempt?.id)
    }
    own = {
      id: Number(mine?.id),
      reference: mine?.crime_reference ?? '',
      versions: Number(mine?.versions),
    }
    other = {
      id: Number(theirs?.id),
      reference: theirs?.crime_reference ?? '',
      batch: Number(theirs?.import_id),
      attempt: await attemptOf(theirs?.import_id),
    }
  })
  browser = await launchChromium()
})
beforeEach(async () => {
  await page?.context().close()
  page = await newPage(browser)
  await town.signIn(page, 'police-analyst')
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

describe('a police analyst, in Chromium', () => {
  it('sees the crimes of the own force, the newest first, and no other', async () => {
    await page.goto(`${town.url}/`)
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Crimes').click()
    await page.waitForLoadState()
    const forces = await page.locator('tbody tr td:nth-child(2)').allTextContents()
    expect(forces.length).toBe(50)
    expect(new Set(forces).size).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.waitForLoadState()
    expect(page.url()).toMatch(/\/crimes\?before=\d+$/)
    await page.waitForLoadState()
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0)
  })

  it('finds a crime by its reference and reads what was said of it, and of nobody near', async () => {
    await page.goto(`${town.url}/crimes`)
    await page.getByLabel('Crime reference').fill(own.reference.toLowerCase())
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForLoadState()
    expect(page.url()).toBe(`${town.url}/crimes`)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: own.reference }).click()
    await page.waitForLoadState()
    expect(page.url()).toBe(`${town.url}/crimes/${own.id}`)
    await page.getByText('What the force wrote').first().waitFor()
    const versions = page.getByRole('table', { name: /^Versions/ })
    expect(own.versions).toBeGreaterThan(1)
    expect(await versions.getByRole('row').count()).toBe(own.versions + 1)
    expect(await versions.getByText('first statement').count()).toBe(1)
    expect(await page.getByText(/wearer|match/i).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('cannot tell another force’s crime or batch from one that does not exist', async () => {
    const texts: string[] = []
    for (const path of [
      `/crimes/${other.id}`,
      '/crimes/999999',
      `/batches/${other.batch}`,
      `/ingestion/${other.attempt}`,
      `/ingestion/${other.attempt}/row-issues.csv`,
    ]) {
      expect((await page.goto(town.url + path))?.status()).toBe(404)
      texts.push((await page.locator('main').textContent()) ?? '')
    }
    expect(new Set(texts).size).toBe(1)
    await page.goto(`${town.url}/crimes`)
    await page.getByLabel('Crime reference').fill(other.reference)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('No crime that you may see is like that.').waitFor()
    for (const path of ['/matches', '/matches/1/0', '/figures']) {
      expect((await page.goto(town.url + path))?.status()).toBe(403)
    }
  })

  it('does the same by the keyboard alone, and without JavaScript', async () => {
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'police-analyst')
    await plain.goto(`${town.url}/crimes`)
    await plain.getByLabel('Crime reference').fill('')
    await plain.getByRole('button', { name: 'Search' }).click()
    await plain.getByRole('alert').waitFor()
    await plain.getByLabel('Crime reference').fill(own.reference)
    await plain.getByRole('button', { name: 'Search' }).click()
    await plain.getByRole('link', { name: own.reference }).waitFor()
    await plain.context().close()

    await page.goto(`${town.url}/`)
    await tabTo(page, 'Crimes')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/crimes')
    await tabTo(page, 'Crime reference')
    await page.keyboard.type(own.reference)
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: /^Crimes found/ }).waitFor()
    await tabTo(page, own.reference)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: `Crime ${own.reference}` }).waitFor()
    await tabTo(page, /^[A-Z]{3}\d{8}$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^Batch / }).waitFor()
  })
})
