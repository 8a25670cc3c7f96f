import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { policeForce } from '../../src/domain/police-forces.ts'
import {
  accessibilityFaults,
  chooseByEnter,
  launchChromium,
  newPage,
  tabTo,
} from '../support/chromium.ts'
import { crimeLine } from '../support/crime-row.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let page: Page
let folder: string
/** The analyst's force, and how its batch ids begin. */
let force = ''
let code = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'whereabouts-files-'))
  town = await serveTown(async (records) => {
    const [row] = await records.query<{ police_force: string }>(
      `select police_force from accounts where username = 'police.demo'`,
    )
    force = row?.police_force ?? ''
    code = policeForce(force)?.batchCode ?? ''
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
  rmSync(folder, { recursive: true, force: true })
})

/** A file of the analyst's force, on disk. */
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const line = (batch: string, reference: string, more: object = {}) =>
  crimeLine({ force, batch: `${code}${batch}`, reference, ...more })

async function upload(on: Page, path: string, button: 'Upload' | 'Check only'): Promise<void> {
  await on.goto(`${town.url}/ingestion/upload`)
  await on.getByLabel('Crime batch file').setInputFiles(path)
  await on.getByRole('button', { name: button }).click()
}

describe('a police analyst with a crime batch, in Chromium', () => {
  it('checks it, uploads it, corrects what was refused and sends that again, without JavaScript', async () => {
    await page.context().close()
    page = await newPage(browser, { javaScript: false })
    await town.signIn(page, 'police-analyst')
    const text = line('20260201', 'U/1') + line('20260201', '=cmd|x', { from: 'yesterday' })
    const first = file('<b>"first".csv', text)
    await upload(page, first, 'Check only')
    await page.getByText('Checked only: nothing was taken').waitFor()
    await page.getByText('2 rows: 1 accepted, 1 refused.').waitFor()
    await page.goto(`${town.url}/ingestion`)
    expect(await page.getByText(`${code}20260201`).count()).toBe(0)

    await upload(page, first, 'Upload')
    await page.getByRole('heading', { level: 1, name: `Batch ${code}20260201` }).waitFor()
    expect(page.url()).toMatch(/\/ingestion\/\d+$/)
    await page.getByText('Partly accepted').waitFor()
    await page.getByText('<b>"first".csv').waitFor()
    const wrong = page.getByRole('table', { name: 'What was wrong' })
    await wrong.getByText('Give the date and time as yyyyMMddHHmmss, in UTC').waitFor()

    const taken = async (link: RegExp) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: link }).click(),
      ])
      const name = download.suggestedFilename()
      return { name, text: readFileSync(await download.path(), 'utf8') }
    }
    const issues = await taken(/what was wrong/)
    expect(issues.name).toMatch(/^row-issues-\d+\.csv$/)
    expect(issues.text).toContain(",'=cmd|x\n")
    const refused = await taken(/refused rows/)
    expect(refused.text).toBe(line('20260201', '=cmd|x', { from: 'yesterday' }))

    const fixed = refused.text
      .replace('yesterday', '20260201100000')
      .replace('20260126161500', '20260201110000')
      .replace(`${code}20260201`, `${code}20260201-R`)
    await upload(page, file('fixed.csv', fixed), 'Upload')
    await page.getByRole('heading', { level: 1, name: `Batch ${code}20260201-R` }).waitFor()
    await page.getByText(`adds to batch ${code}20260201 and replaces nothing`).waitFor()
    await page.getByRole('link', { name: new RegExp(`^${code}20260201\\s+received`) }).click()
    await page.getByText('1 of 1 refused row was corrected since.').waitFor()
    await page.getByRole('cell', { name: `Corrected in ${code}20260201-R` }).waitFor()
  })

  it('does the same by the keyboard alone', async () => {
    await page.goto(`${town.url}/ingestion`)
    await tabTo(page, 'Upload a crime batch')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/upload')
    await tabTo(page, 'Crime batch file')
    await chooseByEnter(page, file('keys.csv', line('20260202', 'K/1')))
    await tabTo(page, 'Upload')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: `Batch ${code}20260202` }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await tabTo(page, 'Crimes of this batch')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'K/1' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('is told on the form what cannot be taken, and of a file that came before where it did', async () => {
    await page.goto(`${town.url}/ingestion/upload`)
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByRole('alert').getByText('Choose a file').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await upload(page, file('bad.csv', line('20260205', 'B/1', { type: 'XX' })), 'Check only')
    await page.getByText('No row would be accepted.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await upload(page, file('empty.csv', ''), 'Upload')
    await page.getByRole('alert').getByText('The file is empty: choose another').waitFor()
    await upload(page, file('long.csv', 'x\n'.repeat(200_000)), 'Check only')
    await page.getByRole('alert').getByText('more than 10000 lines').waitFor()

    const again = file('again.csv', line('20260203', 'A/1'))
    await upload(page, again, 'Upload')
    await page.getByText('Accepted', { exact: true }).first().waitFor()
    await upload(page, again, 'Upload')
    await page.getByText('Came before', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'See when it first came' }).click()
    await page.getByRole('heading', { level: 2, name: 'The same batch' }).waitFor()
  })

  it('is refused another force’s file, with the reason, and it stays in the list', async () => {
    const other = force === 'Cheshire' ? ['Kent', 'KNT'] : ['Cheshire', 'CHS']
    const text = crimeLine({
      force: other[0] ?? '',
      batch: `${other[1]}20260204`,
      reference: 'O/1',
    })
    await upload(page, file('other.csv', text), 'Upload')
    await page.getByText('Send crimes of your own force only').waitFor()
    await page.goto(`${town.url}/ingestion`)
    await page.getByLabel('Status').selectOption('Refused')
    await page.getByLabel('With something refused').check()
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForLoadState()
    const shown = page.getByRole('table', { name: 'What you asked for, the newest first' })
    await shown.getByText('other.csv').waitFor()
    expect(await page.getByLabel('Status').inputValue()).toBe('refused')
    expect(await page.getByLabel('With something refused').isChecked()).toBe(true)
    expect(await page.getByLabel('Police force').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('finds a batch by how its id begins, which no address tells', async () => {
    await page.goto(`${town.url}/ingestion?channel=command`)
    await page.getByLabel('Batch id').fill(`${code.toLowerCase()}2026010`)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForLoadState()
    const found = page.getByRole('table', { name: 'What you asked for, the newest first' })
    await found.waitFor()
    expect(page.url()).toBe(`${town.url}/ingestion`)
    const links = found.getByRole('link')
    const ids = await links.evaluateAll((all) => all.map((link) => link.firstChild?.textContent))
    expect(ids.length).toBeGreaterThan(0)
    for (const id of ids) expect(id).toMatch(new RegExp(`^${code}2026010`))
    expect(await page.getByLabel('How it came').inputValue()).toBe('command')
    await page.getByLabel('Batch id').fill('ZZZ')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('Nothing that came in is what you asked for.').waitFor()
    await page.goto(`${town.url}/ingestion?from=2026-02-30`)
    await page.getByRole('alert').getByText('Enter the first day as a real date').waitFor()
  })
})

describe('the hub, in Chromium', () => {
  it('takes away the matches of chosen batches, once it has said why', async () => {
    await town.signIn(page, 'hub-caseworker')
    await page.goto(`${town.url}/ingestion`)
    expect(await accessibilityFaults(page)).toEqual([])
    await page
      .getByRole('checkbox', { name: /^Choose / })
      .first()
      .check()
    await page.getByRole('button', { name: /^Download matches/ }).click()
    await page.getByRole('alert').getByText('Enter why you need the file').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Why you need the file').fill('To look at them together')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download (CSV)' }).click(),
    ])
    const [header = '', ...lines] = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n')
    expect(header).toContain('batch_id')
    expect(lines.length).toBeGreaterThan(0)
  })
})
