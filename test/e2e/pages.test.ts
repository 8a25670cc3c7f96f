import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestDataFolder } from '../support/data-folder.ts'
import { root, whereabouts } from '../support/whereabouts.ts'

const axe = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')
const data = mkdtempSync(join(tmpdir(), 'whereabouts-pages-'))
let server: ChildProcess
let url = ''
/** What `match` printed. */
let funnel = ''
let batches = 0
let browser: Browser
let page: Page

/** Starts `whereabouts serve` and resolves with the address it prints. */
function serving(): Promise<string> {
  server = spawn(process.execPath, [
    join(root, 'bin', 'whereabouts.js'),
    'serve',
    '--data',
    data,
    '--port',
    '0',
  ])
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const [address] = /http:\/\/localhost:\d+/.exec(said) ?? []
      if (address) resolve(address)
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', listen)
    server.on('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}

beforeAll(async () => {
  const town = join(data, 'town')
  whereabouts([
    'simulate',
    '--seed',
    '3',
    '--wearers',
    '30',
    '--days',
    '5',
    '--crimes',
    '200',
    '--out',
    town,
  ])
  const crimes = readdirSync(join(town, 'crimes')).map((name) => join(town, 'crimes', name))
  for (const words of [
    ['import', 'people', join(town, 'people.json')],
    ['import', 'crimes', ...crimes],
    ['import', 'positions', join(town, 'positions.csv')],
    ['match'],
  ]) {
    const { status, stdout } = whereabouts([...words, '--data', data])
    expect(status).toBe(0)
    funnel = stdout
  }
  batches = crimes.length
  url = await serving()
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  page = await browser.newPage({
    bypassCSP: false,
    locale: 'en-GB',
    timezoneId: 'Australia/Lord_Howe',
  })
})

afterAll(async () => {
  await browser?.close()
  server?.kill('SIGTERM')
})

/** What axe finds on the page as it stands, run outside the page's own content policy. */
async function faults(): Promise<string[]> {
  const violations = await page.evaluate(
    `(() => { ${axe}; return axe.run() })().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ')))`,
  )
  return violations as string[]
}

describe('the first pages, in Chromium', () => {
  it('shows the funnel as the command printed it, and every batch', async () => {
    await page.goto(url)
    const steps = await page
      .getByRole('list', { name: 'Funnel' })
      .getByRole('listitem')
      .allTextContents()
    const counts = steps.map((step) => Number(step.replaceAll(',', '').trim().split(' ')[0]))
    const printed = [
      'Crimes read',
      'Crimes accepted',
      'Crimes compared',
      'In radius of anyone',
      'Pairs',
    ]
    const said = printed.map((name) => new RegExp(`^${name} +([\\d,]+)`, 'm').exec(funnel)?.[1])
    expect(counts).toEqual(said.map((text) => Number(text?.replaceAll(',', ''))))
    expect(counts[0]).toBeGreaterThan(counts[1] ?? 0)
    const rows = page.getByRole('table', { name: 'Batches' }).getByRole('row')
    expect(await rows.count()).toBe(batches + 1)
    expect(await faults()).toEqual([])
  })

  it('leads from the matches to one match and its positions', async () => {
    await page.goto(url)
    await page.getByRole('link', { name: /^See \d+ match/ }).click()
    expect(await faults()).toEqual([])
    const table = page.getByRole('table', { name: /^Wearers near a crime in its window/ })
    const first = table.getByRole('row').nth(1)
    const evidence = first.getByRole('cell').nth(3)
    const verdict = (await evidence.locator('strong').textContent()) ?? ''
    const strength = ((await evidence.textContent()) ?? '').slice(verdict.length)
    expect(['Supports presence', 'Inconclusive', 'Supports absence']).toContain(verdict)
    expect(strength).toMatch(
      /^(Says little either way|(Somewhat|Moderately|Strongly) (for|against) presence: .* times)$/,
    )
    const inRadius = Number(await first.getByRole('cell').nth(5).textContent())
    await first.getByRole('link').click()
    const fact = (name: string) =>
      page.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=following::dd[1]')
    expect(await fact('Evidence').textContent()).toBe(verdict)
    const times = /(more than|about) [\d,]+ times/.exec(strength)?.[0]
    expect(await fact('How strongly').textContent()).toContain(times ?? 'about equally likely')
    expect(await fact('Whereabouts known').textContent()).toMatch(/^\d+ % of the window$/)
    expect(await fact('As near for as long').textContent()).toMatch(/comparable other day/)
    expect(
      await page
        .getByRole('table', { name: /in radius$/ })
        .getByRole('row')
        .count(),
    ).toBe(inRadius + 1)
    expect(await page.getByText('Closest', { exact: true }).isVisible()).toBe(true)
    expect(await faults()).toEqual([])
  })

  it('finds a wearer, turns pages, and says when there is nothing', async () => {
    await page.goto(`${url}/matches`)
    const wearer = await page
      .getByRole('table')
      .getByRole('row')
      .nth(1)
      .getByRole('cell')
      .nth(2)
      .textContent()
    await page.getByLabel('Crime reference or device wearer').fill(wearer ?? '')
    await page.getByRole('button', { name: 'Search' }).click()
    const wearers = await page.locator('tbody tr td:nth-child(3)').allTextContents()
    expect(wearers.length).toBeGreaterThan(0)
    expect(new Set(wearers)).toEqual(new Set([wearer]))
    await page.getByLabel('Crime reference or device wearer').fill('nobody at all')
    await page.getByRole('button', { name: 'Search' }).click()
    expect(await page.getByText('No match for “nobody at all”.').isVisible()).toBe(true)
    expect(await faults()).toEqual([])
  })

  it('shows what was wrong with a batch', async () => {
    await page.goto(url)
    const refused = page
      .getByRole('table', { name: 'Batches' })
      .getByRole('row')
      .filter({ hasText: 'Partly accepted' })
      .first()
    await refused.getByRole('link').click()
    expect(
      await page.getByRole('table', { name: 'What was wrong' }).getByRole('row').count(),
    ).toBeGreaterThan(1)
    expect(await faults()).toEqual([])
  })

  it('answers an unknown address with a page, and every page with a strict policy', async () => {
    const answer = await page.goto(`${url}/matches/999999`)
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('heading', { name: 'Page not found' }).isVisible()).toBe(true)
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(answer?.headers()['cache-control']).toBe('no-store')
  })

  it('reads without JavaScript, and carries no markup from a query', async () => {
    const plain = await browser.newPage({ javaScriptEnabled: false })
    await plain.goto(`${url}/matches?page=-7`)
    await plain.getByLabel('Crime reference or device wearer').fill('"><script>alert(1)</script>')
    await plain.getByRole('button', { name: 'Search' }).click()
    await plain.getByText('No match for “"><script>alert(1)</script>”.').waitFor()
    expect(plain.url()).toBe(`${url}/matches`)
    await plain.close()
  })
})

describe('whereabouts serve', () => {
  it('holds its folder and says where it is', () => {
    const port = new URL(url).port
    const { status, stderr } = whereabouts(['serve', '--data', data, '--port', port])
    expect(status).toBe(1)
    // The folder is held by the server, which says where it is.
    expect(stderr).toContain(`process ${server.pid} (whereabouts serve, ${url}) holds it`)
  })

  it('does not serve a run over files that are not the simulated town', () => {
    const golden = join(root, 'test', 'fixtures', 'match', 'golden')
    const other = new TestDataFolder()
    mkdirSync(join(other.path, 'town'))
    writeFileSync(join(other.path, 'town', 'town.json'), '{"fictional":true}')
    other.run('import', 'people', join(golden, 'people.json'))
    const { status, stderr } = other.try('serve', '--port', '0')
    expect(status).toBe(1)
    expect(stderr).toContain('pages over real people wait for sign-in and audit')
  })

  it('answers only to its own name', async () => {
    const { port } = new URL(url)
    const answer = await new Promise<number>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, headers: { Host: 'evil.example' } }
      get(options, (response) => resolve(response.statusCode ?? 0)).on('error', reject)
    })
    expect(answer).toBe(421)
  })
})
