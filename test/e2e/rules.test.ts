import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { fill, main, press, untilSaid } from '../support/page-steps.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'

let town: ServedTown
let browser: Browser
let page: Page
/** Somebody under an order that goes on, with a device. */
let wearer = ''

const KML = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>The yard</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
-4.41,53.8,0 -4.40,53.8,0 -4.40,53.81,0 -4.41,53.81,0 -4.41,53.8,0
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>A fence</name><LineString><coordinates>-4.41,53.8 -4.40,53.8</coordinates></LineString></Placemark>
</Document></kml>`

beforeAll(async () => {
  town = await serveTown(async (records) => {
    const [row] = await records.query<{ id: string }>(
      `select monitoring_orders.device_wearer_id as id
       from monitoring_orders join device_activations using (device_wearer_id)
       where (monitoring_orders.ends_at is null or monitoring_orders.ends_at > now() + interval '7 days')
         and (device_activations.ends_at is null or device_activations.ends_at > now())
         and device_wearer_id not in (select device_wearer_id from wearer_restrictions)
       order by 1 limit 1`,
    )
    wearer = row?.id ?? ''
  })
  browser = await launchChromium()
  page = await newPage(browser)
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

let shots = 0
const clean = async (on = page) => {
  expect(await accessibilityFaults(on)).toEqual([])
  await on.setViewportSize({ width: 390, height: 800 })
  const width = await on.evaluate('document.documentElement.scrollWidth')
  expect(width).toBeLessThanOrEqual(390)
  const folder = process.env['SHOTS']
  shots += 1
  if (folder) await on.screenshot({ path: `${folder}/${shots}-390.png`, fullPage: true })
  await on.setViewportSize({ width: 1280, height: 900 })
  if (folder) await on.screenshot({ path: `${folder}/${shots}.png`, fullPage: true })
}

describe('rules of somebody, in Chromium', () => {
  it('are read by whoever supervises, who cannot change them', async () => {
    await town.signIn(page, 'monitoring-officer')
    await page.goto(`${town.url}/people/${wearer}`)
    await page.getByRole('link', { name: 'Rules', exact: true }).click()
    await clean()
    await page.getByRole('link', { name: 'Add a zone' }).waitFor()
    await town.signIn(page, 'probation-practitioner')
    const answer = await page.goto(`${town.url}/people/${wearer}/rules/new?kind=zone`)
    expect(answer?.status()).toBe(403)
  })

  it('a zone is drawn with the mouse, kept, tried on the past and published', async () => {
    await town.signIn(page, 'monitoring-officer')
    await page.goto(`${town.url}/people/${wearer}/rules/new?kind=zone`)
    await page.locator('[data-ready="yes"]').waitFor()
    await clean()
    await page.getByLabel('Exclusion: must not be inside').check()
    await page.getByLabel('Corners, drawn on the map or typed').check()
    await fill(page, { Name: 'Market Square' })
    const canvas = page.locator('[data-map="canvas"]')
    await canvas.scrollIntoViewIfNeeded()
    const box = await canvas.boundingBox()
    const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 }
    for (const [across, down] of [
      [0.4, 0.35],
      [0.65, 0.35],
      [0.65, 0.65],
      [0.4, 0.65],
      [0.4, 0.35],
    ] as const) {
      await page.mouse.click(x + width * across, y + height * down)
      await page.waitForTimeout(300)
    }
    await page.locator('[data-shape="Polygon"]').waitFor()
    const corners = await page.getByLabel('Corners', { exact: true }).inputValue()
    expect(corners.split('\n')).toHaveLength(4)
    expect(corners).toMatch(/^53\.\d{6}, -4\.\d{6}$/m)
    await page.getByLabel('Why?').fill('The court’s decision')
    await clean()
    await page.getByRole('button', { name: 'Keep as a draft' }).last().click()
    await page.getByText('The draft is kept').waitFor()
    await clean()
    await page.getByRole('link', { name: 'Change the draft' }).click()
    await page.getByLabel('Buffer in metres, if any').fill('50')
    await page.getByRole('button', { name: 'Keep as a draft' }).last().click()
    await page.getByText('50 metres all around').waitFor()
    await press(page, 'Try on the past 28 days')
    await untilSaid(page, /It would have raised \d+ incidents?/)
    await clean()
    await press(page, 'Publish the change')
    await page.getByText('The change is published').waitFor()
    expect(await main(page)).toContain('Exclusion zone “Market Square”')
    await clean()
  })

  it('a zone is typed without JavaScript, with hours and an exception, and nothing typed is lost', async () => {
    const plain = await newPage(browser, { javaScript: false })
    await town.signIn(plain, 'monitoring-officer')
    await plain.goto(`${town.url}/people/${wearer}/rules/new?kind=zone`)
    await fill(plain, { Name: 'The school', Place: '53.8, -4.4', 'Radius in metres': '150' })
    await press(plain, 'Add hours')
    expect(await plain.getByLabel('Name', { exact: true }).inputValue()).toBe('The school')
    await plain.getByLabel('Monday').first().check()
    await fill(plain, { From: '08:30', To: '16.00' })
    await press(plain, 'Add an exception')
    expect(await plain.getByLabel('To', { exact: true }).inputValue()).toBe('16.00')
    await plain.getByLabel('What for').selectOption('court')
    await press(plain, 'Keep as a draft')
    expect(await main(plain)).toContain('Choose what kind of zone it is')
    expect(await main(plain)).toContain('Say why')
    expect(await plain.getByLabel('What for').inputValue()).toBe('court')
    await plain.getByLabel('Restriction: being inside is noticed').check()
    await plain.getByLabel('Why?').fill('The licence of 12 November')
    await press(plain, 'Say back what I entered')
    expect(await main(plain)).toContain('150 metres around 53.80000, -4.40000')
    await press(plain, 'Keep as a draft')
    expect(await main(plain)).toContain('The draft is kept')
    await press(plain, 'Publish the change')
    expect(await main(plain)).toContain('Try the draft first, or say why')
    await fill(plain, { 'Why is it published without having been tried?': 'It is urgent' })
    await press(plain, 'Publish the change')
    expect(await main(plain)).toContain('The change is published')
    await plain.close()
  })

  it('a shape comes from a file, and what of the file cannot be used is said', async () => {
    await town.signIn(page, 'monitoring-officer')
    await page.goto(`${town.url}/people/${wearer}/rules/new?kind=zone`)
    await page.getByLabel('Exclusion: must not be inside').check()
    const upload = (name: string, text: string) =>
      page
        .getByLabel('File', { exact: true })
        .setInputFiles({ name, mimeType: 'application/xml', buffer: Buffer.from(text) })
    await upload('line.geojson', '{"type":"LineString","coordinates":[[-4.4,53.8],[-4.3,53.8]]}')
    await press(page, 'Read the file')
    expect(await main(page)).toContain('it is a line, and a zone is an area')
    await upload('yard.kml', KML)
    await press(page, 'Read the file')
    expect(await main(page)).toContain('Of the file could not be used: “A fence”')
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('The yard')
    expect(await page.getByLabel('Exclusion: must not be inside').isChecked()).toBe(true)
    const corners = await page.getByLabel('Corners', { exact: true }).inputValue()
    expect(corners.split('\n')).toHaveLength(4)
    await page.locator('[data-shape="Polygon"]').waitFor()
    await clean()
  })

  it('a curfew is made by the keyboard alone, at a new place', async () => {
    await town.signIn(page, 'monitoring-officer')
    await page.goto(`${town.url}/people/${wearer}/rules`)
    await tabTo(page, 'Add a curfew')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^Add a curfew/ }).waitFor()
    await clean()
    await tabTo(page, 'Somewhere else: give it below')
    await page.keyboard.press('Space')
    await tabTo(page, 'Somewhere else')
    if (!(await page.getByLabel('Name of the place').isVisible()))
      await page.keyboard.press('Enter')
    await tabTo(page, 'Name of the place')
    await page.keyboard.type('The hostel')
    await tabTo(page, 'Place')
    await page.keyboard.type('53.81, -4.41')
    await tabTo(page, 'Radius in metres')
    await page.keyboard.type('80')
    await tabTo(page, 'Monday')
    await page.keyboard.press('Space')
    await tabTo(page, 'From')
    await page.keyboard.type('19:00')
    await tabTo(page, 'To')
    await page.keyboard.type('07:00')
    await tabTo(page, 'Why?')
    await page.keyboard.type('Released on 1 December')
    await tabTo(page, 'Keep as a draft')
    await page.keyboard.press('Enter')
    await page.getByText('The draft is kept').waitFor()
    expect(await main(page)).toMatch(/Monday,? 19:00 to 07:00/)
    expect(await main(page)).toContain('The hostel')
    await clean()
    await fill(page, { 'Why is it discarded?': 'A try' })
    await press(page, 'Discard the draft')
    await page.getByText('The draft is discarded').waitFor()
  })
})
