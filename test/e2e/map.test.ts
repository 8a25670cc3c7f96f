import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MapPosition } from '../../src/portal/map/map-data.ts'
import { mercator } from '../../src/portal/map/mercator.ts'
import { type MapTiles, openMapTiles } from '../../src/server/map-tiles.ts'
import { launchChromium } from '../support/chromium.ts'
import { MapPages } from '../support/map-page.tsx'
import { pmtilesFile } from '../support/pmtiles-file.ts'
import { townDay } from '../support/town-day.ts'
import { root } from '../support/whereabouts.ts'

const axe = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'whereabouts-map-'))
const pages = new MapPages()
const complaints: string[] = []
let url = ''
let browser: Browser
let page: Page
let tiles: MapTiles
let day: MapPosition[]
/** Eight positions half a kilometre apart, one gap, one outside the window. */
let few: MapPosition[]

beforeAll(async () => {
  const town = await townDay()
  day = town.positions
  const start = Date.parse('2026-07-15T10:00:00Z')
  few = Array.from({ length: 8 }, (_, index) => ({
    number: index + 1,
    capturedAt: start + (index + (index > 3 ? 20 : 0)) * 60_000,
    latitude: 53.8 + 0.003 * Math.sin(index),
    longitude: -4.4 + 0.006 * index,
    accuracyMetres: 40,
    mechanism: index === 5 ? 'LBS' : 'GPS',
    device: 'D1',
    outsideWindow: index === 7,
  }))
  const ring = [
    [-4.4, 53.798],
    [-4.38, 53.798],
    [-4.38, 53.806],
    [-4.4, 53.798],
  ] as const
  const map = { id: 'movements', title: 'Movements of a made-up wearer' }
  const ground = { town: town.ground }
  const crime = { latitude: 53.8, longitude: -4.39, radiusMetres: 100, title: 'Crime A/1, 100 m' }
  const zones = [{ title: 'Zone 1', kind: 'exclusion' as const, rings: [ring] }]
  const pageHref = (number: number) => `/day?page=${number}`
  pages.pages.set('few', { ...ground, map: { ...map, positions: few, crime, zones } })
  pages.pages.set('day', { ...ground, map: { ...map, positions: day, pageHref } })
  const path = join(folder, 'map.pmtiles')
  writeFileSync(path, pmtilesFile('water', '© Nobody'))
  tiles = await openMapTiles(path)
  pages.pages.set('tiled', { tiles, map: { ...map, positions: few } })
  const lost = await openMapTiles(path)
  await lost.close()
  pages.pages.set('lost', { tiles: lost, map: { ...map, positions: few } })
  const still = Array.from({ length: 400 }, (_, index) => ({
    ...(few[0] as MapPosition),
    number: index + 1,
    capturedAt: start + index * 60_000,
  }))
  pages.pages.set('still', { ...ground, map: { ...map, positions: still } })
  url = await pages.listen()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  await pages.close()
  await tiles?.close()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  await page?.close()
  complaints.length = 0
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1280, height: 1000 } })
  page.on('console', (message) => {
    // What the content policy forbids is an error; that a test reads a canvas twice is a warning.
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', ({ message }) => complaints.push(message))
})

/** Opens a page and waits until its map has drawn. */
async function open(name: string): Promise<void> {
  await page.goto(`${url}/${name}`)
  await page.locator('[data-positions]').waitFor()
}

const shell = () => page.locator('[data-map="shell"]')
const drawn = async (name: string) => Number(await shell().getAttribute(`data-${name}`))
const chosen = () => shell().getAttribute('data-chosen')
const said = () => page.locator('[data-map="announcement"]').textContent()
const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()')

/** Waits for a frame drawn with a count as it should be. */
async function drawnAs(name: string, count: number): Promise<void> {
  await page.locator(`[data-map="shell"][data-${name}="${count}"]`).waitFor()
}

/** What axe finds on the page as it stands, run outside the page's own content policy. */
async function faults(): Promise<string[]> {
  return (await page.evaluate(
    `(() => { ${axe}; return axe.run() })().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
  )) as string[]
}

describe('the map, in Chromium', () => {
  it('draws every position, its steps, gaps and circles, and complains of nothing', async () => {
    await open('few')
    // The first look is at the window; the last position is outside it.
    expect(await drawn('positions')).toBe(7)
    await page.getByRole('button', { name: 'Show everything' }).click()
    await drawnAs('positions', 8)
    expect([await drawn('lines'), await drawn('gaps')]).toEqual([6, 1])
    expect(await drawn('numbers')).toBe(8)
    expect(await drawn('circles')).toBe(8)
    expect(await drawn('arrows')).toBeGreaterThan(6)
    await page.getByText('A made-up town').waitFor()
    expect(await faults()).toEqual([])
    expect(complaints).toEqual([])
  })

  it('draws a gap dashed and a step whole', async () => {
    await open('few')
    const share = (from: number) => inkedShare(from)
    for (const box of ['Accuracy circles', 'Numbers', 'Zones']) await page.getByLabel(box).uncheck()
    await drawnAs('numbers', 0)
    expect(await share(1)).toBeGreaterThan(0.95)
    expect(await share(3)).toBeLessThan(0.8)
    expect(await share(3)).toBeGreaterThan(0.2)
  })

  it('reaches every position by keyboard, announces it, and keeps the focus', async () => {
    await open('few')
    await page.getByRole('button', { name: 'First position' }).focus()
    await page.keyboard.press('Enter')
    expect(await chosen()).toBe('1')
    expect(await said()).toBe('Position 1 of 8, 15 July 2026 at 11:00:00 BST, accuracy 40 m, GPS')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    const seen: (string | null)[] = [await chosen()]
    for (let i = 0; i < 7; i++) {
      await page.keyboard.press('Enter')
      seen.push(await chosen())
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(await said()).toContain('outside the window')
    await page.keyboard.press('Enter')
    expect(await chosen()).toBe('8')
    expect(await focused()).toBe('Next position')
    await page.getByRole('button', { name: 'Previous position' }).press('Enter')
    expect(await chosen()).toBe('7')
    expect(await faults()).toEqual([])
  })

  it('goes through a long day by the slider, which says its value itself', async () => {
    await open('day')
    const slider = page.getByRole('slider', { name: 'Position' })
    await slider.focus()
    await page.keyboard.press('End')
    expect(await chosen()).toBe(String(day.length))
    await page.keyboard.press('ArrowLeft')
    expect(await chosen()).toBe(String(day.length - 1))
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Position \d+ of \d+, 1[56] July/)
    expect(await said()).toBe('')
  })

  it('leaves out circles that would hide one another, and says so', async () => {
    await open('still')
    expect([await drawn('circles-left-out'), await drawn('circles')]).toEqual([400, 0])
    const note = 'Zoom in to see accuracy circles: 400 would hide'
    await page.getByText(note).waitFor()
    await page.getByLabel('Accuracy circles').uncheck()
    await page.getByText(note).waitFor({ state: 'hidden' })
  })

  it('says of a gap that nothing is known', async () => {
    await open('few')
    await page.getByRole('slider', { name: 'Position' }).fill('5')
    const card = page.getByRole('region', { name: 'Chosen position' })
    expect(await card.locator('dd').allTextContents()).toContain('21 min, whereabouts unknown')
    await page.getByRole('button', { name: 'Previous position' }).click()
    await page.waitForLoadState()
    expect(await said()).not.toContain('gap')
    await page.getByRole('button', { name: 'Next position' }).click()
    await page.waitForLoadState()
    expect(await said()).toContain('after a gap of 21 min, whereabouts unknown')
  })

  it('chooses from the table on the map and from the map in the table', async () => {
    await open('few')
    const rows = page.locator('tbody tr')
    await page.getByRole('button', { name: '3 show on the map' }).press('Enter')
    expect(await chosen()).toBe('3')
    expect(await focused()).toMatch(/^3\s*show on the map$/)
    expect(await rows.nth(2).getAttribute('aria-current')).toBe('true')
    const before = await page.evaluate('scrollY')
    const canvas = page.getByRole('application')
    const [x, y] = await pixelOf(5)
    await canvas.click({ position: { x, y } })
    expect(await chosen()).toBe('6')
    expect(await rows.nth(5).getAttribute('aria-current')).toBe('true')
    expect(await rows.nth(2).getAttribute('aria-current')).toBeNull()
    expect(await page.evaluate('scrollY')).toBe(before)
    const cells = await rows.nth(5).locator('td').allTextContents()
    const card = page.getByRole('region', { name: 'Chosen position' })
    expect(await card.locator('dd').allTextContents()).toEqual(cells)
  })

  it('leads to the row on another page of the table', async () => {
    await open('day')
    expect(day.length).toBeGreaterThan(500)
    const tall = await page.evaluate<number>('document.documentElement.scrollHeight / innerHeight')
    expect(tall).toBeLessThan(2)
    await page.getByRole('button', { name: 'Last position' }).click()
    await page.getByRole('link', { name: 'Its row in the table' }).click()
    await page.waitForLoadState()
    const last = Math.ceil(day.length / 500)
    expect(new URL(page.url()).search).toBe(`?page=${last}`)
    expect(new URL(page.url()).hash).toBe(`#movements-table-${day.length}`)
    await page.locator(`[id="movements-table-${day.length}"]`).waitFor()
  })

  it('switches layers off with their lines of the legend', async () => {
    await open('few')
    const legend = page.getByRole('list', { name: 'Legend' })
    const entries = await legend.getByRole('listitem').count()
    await page.getByLabel('Lines and direction').uncheck()
    await drawnAs('lines', 0)
    expect([await drawn('gaps'), await drawn('arrows')]).toEqual([0, 0])
    expect(await legend.getByRole('listitem').count()).toBe(entries - 2)
    await page.getByLabel('Accuracy circles').uncheck()
    await drawnAs('circles', 0)
    await page.getByLabel('Numbers').press('Space')
    await drawnAs('numbers', 0)
    await page.getByLabel('Lines and direction').check()
    await drawnAs('lines', 6)
  })

  it('moves and zooms by keys and by buttons, without animation where it is unwanted', async () => {
    await open('few')
    expect(await shell().getAttribute('data-motion')).toBe('none')
    await page.getByRole('application').focus()
    for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
    await drawnAs('positions', 0)
    await page.getByRole('button', { name: 'Show everything' }).press('Enter')
    await drawnAs('positions', 8)
    await page.getByRole('application').focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('+')
    await expect.poll(() => drawn('positions'), { timeout: 30_000 }).toBeLessThan(8)
    await page.getByRole('button', { name: 'Last position' }).click()
    await page.locator('[data-map="shell"][data-chosen="8"]').waitFor()
    // The frame with it may come after it is chosen.
    await page.locator('[data-map="shell"]:not([data-positions="0"])').waitFor()
    expect(complaints).toEqual([])
  })

  it('draws a PMTiles file beneath, by ranges of it', async () => {
    const ranges: string[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.pmtiles')) ranges.push(String(response.status()))
    })
    await open('tiled')
    await page.getByText('© Nobody').waitFor()
    const water = `[...document.querySelectorAll('.ol-layer canvas')].some((canvas) =>
      String(canvas.getContext('2d').getImageData(300, 300, 1, 1).data) === '201,220,232,255')`
    await expect.poll(() => page.evaluate(water), { timeout: 30_000 }).toBe(true)
    expect(new Set(ranges)).toEqual(new Set(['206']))
    expect(complaints).toEqual([])
  })

  it('says when what lies beneath does not come', async () => {
    await open('lost')
    await page.getByText('The map beneath could not be loaded').waitFor()
    expect(await drawn('positions')).toBe(7)
  })

  it('is a table and a sentence without JavaScript', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false })
    await plain.goto(`${url}/few`)
    await plain.getByText('The map needs JavaScript').waitFor()
    expect(await plain.getByRole('application').count()).toBe(0)
    expect(await plain.locator('tbody tr').count()).toBe(8)
    expect(await plain.getByRole('button').count()).toBe(0)
    await plain.close()
  })

  it('keeps its controls in forced colours and on a narrow screen', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await page.setViewportSize({ width: 320, height: 800 })
    await open('few')
    await page.getByRole('button', { name: 'Next position' }).click()
    await page.waitForLoadState()
    expect(await chosen()).toBe('1')
    const across = await page.evaluate('document.documentElement.scrollWidth')
    expect(across).toBeLessThanOrEqual(320)
    expect(await faults()).toEqual([])
  })
})

/** Where a position of `few` lies on the map, in pixels of its canvas. */
async function pixelOf(index: number): Promise<[number, number]> {
  const place = await shell().getAttribute('data-view')
  const [left = 0, top = 0, resolution = 1] = (place ?? '').split(' ').map(Number)
  const { latitude, longitude } = few[index] ?? { latitude: 0, longitude: 0 }
  const [x, y] = mercator(longitude, latitude)
  return [x / resolution - left, -y / resolution - top]
}

/** Of the way from a position to the next, clear of both marks: how much of it is inked. */
async function inkedShare(from: number): Promise<number> {
  const [start, end] = [await pixelOf(from), await pixelOf(from + 1)]
  const samples = Array.from({ length: 200 }, (_, sample) => {
    const share = 0.2 + (0.6 * sample) / 200
    return start.map((value, axis) => Math.round(value + share * ((end[axis] ?? 0) - value)))
  })
  const inked = await page.evaluate<number>(
    `((context) => ${JSON.stringify(samples)}.filter(([x, y]) => context.getImageData(x, y, 1, 1).data[3] > 64).length)
      (document.querySelector('canvas.app-map__movements').getContext('2d'))`,
  )
  return inked / samples.length
}
