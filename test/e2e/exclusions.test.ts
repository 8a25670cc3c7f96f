import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let page: Page
/** A crime of the analyst's force, and somebody who was monitored all the while. */
let crime = ''
let person = { id: '', name: '', born: '' }

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const [row] = await records.query<{ reference: string }>(
      `select crime_reference as reference from crimes
       where police_force = (select police_force from accounts where username = 'police.demo')
       order by id limit 1`,
    )
    crime = row?.reference ?? ''
    const [wearer] = await records.query<{ id: string; name: string; born: string }>(
      `select id, names[1] as name, date_of_birth as born from device_wearers
       where date_of_birth is not null order by id limit 1`,
    )
    person = wearer ?? person
  })
  browser = await launchChromium()
  page = await newPage(browser)
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

const main = () => page.locator('main').textContent()
const clean = async () => {
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 800 })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width).toBeLessThanOrEqual(390)
  await shot()
  await page.setViewportSize({ width: 1280, height: 900 })
}
let shots = 0
const shot = async () => {
  const folder = process.env['SHOTS']
  shots += 1
  if (folder) await page.screenshot({ path: `${folder}/${shots}.png`, fullPage: true })
}

describe('an exclusion statement, in Chromium', () => {
  let question = ''

  it('is asked for by police, by the keyboard alone, and typed values stay after a fault', async () => {
    await town.signIn(page, 'police-analyst')
    await page.goto(`${town.url}/`)
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Exclusions').click()
    await page.getByRole('link', { name: 'Ask whether a person is ruled out' }).click()
    await clean()
    await tabTo(page, 'Crime reference')
    await page.keyboard.type(crime)
    await tabTo(page, 'Full name')
    await page.keyboard.type(person.name)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Full name').inputValue()).toBe(person.name)
    await clean()
    await page.getByLabel('Date of birth').fill(person.born.slice(0, 10))
    await page.getByLabel('Why do you need to know?').fill('A description fits')
    await page.getByRole('button', { name: 'Ask the hub' }).click()
    await page.getByText('Your question is with the hub').waitFor()
    expect(await main()).toContain('The hub has not answered yet')
    await clean()
    question = new URL(page.url()).pathname
  })

  it('is worked out by a caseworker, who cannot approve it', async () => {
    await town.signIn(page, 'hub-caseworker')
    await page.goto(`${town.url}/exclusions`)
    expect(await main()).not.toContain(person.name)
    await clean()
    await page.goto(`${town.url}${question}`)
    await page.getByLabel(new RegExp(`\\(${person.id}\\)`)).check()
    await clean()
    await page.getByRole('button', { name: 'Work out the answer' }).click()
    await page.getByText('waits for a manager').waitFor()
    expect(await page.getByRole('button', { name: 'Approve the statement' }).count()).toBe(0)
    await clean()
  })

  it('is approved by a manager, and then police read it', async () => {
    await town.signIn(page, 'hub-manager')
    await page.goto(`${town.url}${question}`)
    await clean()
    await page.getByLabel('Your password').fill(town.account('hub-manager').password ?? '')
    await page.getByRole('button', { name: 'Approve the statement' }).click()
    await page.getByText('the force can read it').waitFor()
    await clean()
    await town.signIn(page, 'police-analyst')
    await page.goto(`${town.url}${question}`)
    const text = await main()
    expect(text).toMatch(/Ruled out|Not ruled out|No data/)
    expect(text).not.toContain(person.id)
    await clean()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /as PDF/ }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^ES-\d{4}-000001\.pdf$/)
    const folder = process.env['SHOTS']
    if (folder) await download.saveAs(`${folder}/statement.pdf`)
  })
})

describe('“Was it any of ours?”, in Chromium', () => {
  it('is asked by the keyboard alone and answered with who was near', async () => {
    await town.signIn(page, 'hub-caseworker')
    await page.goto(`${town.url}/`)
    await page.getByRole('navigation', { name: 'Pages' }).getByText('Was it any of ours?').click()
    await clean()
    await tabTo(page, 'Crime number')
    await page.keyboard.type(crime)
    await tabTo(page, 'Radius in metres')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('501')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Crime number').inputValue()).toBe(crime)
    expect(await main()).toContain('policy allows no more')
    await clean()
    await page.getByLabel('Radius in metres').fill('500')
    await page.getByLabel('What is the answer needed for?').fill('The force called')
    await page.getByRole('button', { name: 'Show who was near' }).click()
    await page.getByRole('heading', { name: `Crime number ${crime}` }).waitFor()
    expect(await main()).toContain('Could lawfully be compared')
    await clean()
    await page.getByRole('link', { name: 'Ask about another crime' }).click()
    await page.getByRole('table', { name: /^Asked before/ }).waitFor()
    await clean()
  })

  it('is nothing that police can ask', async () => {
    await town.signIn(page, 'police-analyst')
    const answer = await page.goto(`${town.url}/whose`)
    expect(answer?.status()).toBe(403)
  })
})
