import { get } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/roles.ts'
import { accessibilityFaults, launchChromium, newPage, tabTo } from '../support/chromium.ts'
import { type ServedTown, serveTown } from '../support/served-town.ts'
import { whereabouts } from '../support/whereabouts.ts'

let town: ServedTown
let browser: Browser
let page: Page

beforeAll(async () => {
  town = await serveTown()
  browser = await launchChromium()
  page = await newPage(browser)
})
afterAll(async () => {
  await browser?.close()
  await town?.stop()
})

describe('every page, in Chromium', () => {
  it.each<readonly [Role, readonly string[]]>([
    [
      'police-analyst',
      ['Crimes', 'Ingestion', 'Alerts and statements', 'Exclusions', 'Locations', 'Requests'],
    ],
    ['evaluator', ['Funnel', 'Figures']],
    [
      'administrator',
      ['Devices', 'Feeds', 'Notices', 'Accounts', 'Teams and cover', 'Allocations', 'Senders'],
    ],
  ])('offers a %s what they may do, and nothing else', async (role, names) => {
    await town.signIn(page, role)
    await page.goto(town.url)
    const navigation = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    expect(await navigation.allTextContents()).toEqual(names)
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(names)
    await page.getByText(town.account(role).name).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('keeps what most work begins with beside the name, and the rest on the first page', async () => {
    await town.signIn(page, 'hub-manager')
    await page.goto(`${town.url}/runs`)
    const navigation = page.getByRole('navigation', { name: 'Pages' })
    expect(await navigation.getByRole('link', { name: 'Funnel' }).count()).toBe(0)
    expect(await navigation.locator('[aria-current]').textContent()).toBe('Runs')
    await tabTo(page, 'All pages')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Figures' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await tabTo(page, 'Funnel')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'From crime to outcome' }).waitFor()
  })

  it('fits a phone without scrolling sideways', async () => {
    await town.signIn(page, 'hub-manager')
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of [
      '/',
      '/matches',
      '/matches/1/0',
      '/crimes',
      '/crimes/1',
      '/crimes/1/map',
      '/ingestion',
      '/ingestion/1',
      '/ingestion/upload',
      '/runs',
      '/runs/1',
      '/reviews',
      '/reviews/1',
      '/reports',
      '/exclusions',
      '/whose',
      '/requests',
      '/locations',
      '/following',
      '/funnel',
      '/figures',
      '/audit',
    ]) {
      await page.goto(town.url + path)
      const wider = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect({ path, wider }).toEqual({ path, wider: 0 })
    }
  })

  it('says nothing to whoever is not signed in', async () => {
    const stranger = await newPage(browser)
    for (const path of ['/', '/matches', '/crimes/1', '/ingestion/1/row-issues.csv', '/figures']) {
      // As a browser asks for a page.
      const answer = await stranger.request.get(town.url + path, {
        headers: { Accept: 'text/html' },
        maxRedirects: 0,
      })
      expect([answer.status(), answer.headers()['location']]).toEqual([303, '/sign-in'])
      expect(await answer.text()).toBe('')
    }
    expect((await stranger.request.post(`${town.url}/matches`)).status()).toBe(401)
    await stranger.context().close()
  })

  it('takes no form without its token', async () => {
    await town.signIn(page, 'hub-caseworker')
    const form = { search: 'W0001', formToken: 'x' }
    const answer = await page.request.post(`${town.url}/matches`, { form })
    expect(answer.status()).toBe(403)
    expect(await answer.text()).not.toContain('W0001')
  })

  it('answers an unknown address with a page, and every page with a strict policy', async () => {
    const answer = await page.goto(`${town.url}/nowhere`)
    expect(answer?.status()).toBe(404)
    await page.getByRole('heading', { name: 'Page not found' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(answer?.headers()['cache-control']).toBe('no-store')
  })
})

describe('whereabouts serve', () => {
  it('holds its folder and says where it is', () => {
    const { port } = new URL(town.url)
    const { status, stderr } = whereabouts(['serve', '--data', town.data, '--port', port])
    expect(status).toBe(1)
    expect(stderr).toContain(`process ${town.pid} (whereabouts serve, ${town.url}) holds it`)
  })

  it('answers only to its own name', async () => {
    const { port } = new URL(town.url)
    const answer = await new Promise<number>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, headers: { Host: 'evil.example' } }
      get(options, (response) => resolve(response.statusCode ?? 0)).on('error', reject)
    })
    expect(answer).toBe(421)
  })
})
