// node bench/movements.js: a person's fortnight, 20,160 positions, on screen and played in a Chromium that draws in
// software, beside a plain OpenLayers page of the same positions in the same run. BENCH_RUNS=1 for a try.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'
import { fortnight, servePages } from './movements-pages.js'

ensureInstalled()
ensureBuilt()
const { machine, Report } = await import('./archive-report.js')

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const PLAYED_MS = 5000
const speeds = [
  [1, 'a minute a second'],
  [10, '10 minutes a second'],
  [60, 'an hour a second'],
  [360, '6 hours a second'],
  [1440, 'a day a second'],
]
/** What is there once all is drawn, the ground beneath included; asked in every frame. */
const ours = `document.querySelector('[data-positions]')?.dataset.positions > 0 &&
  document.querySelector('[data-map="attribution"]')?.textContent`
const plain = `document.body?.dataset.drawn`

const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
const report = new Report(
  `# A fortnight on a map, ${date}`,
  join(root, 'bench', 'results', `${date}-movements.md`),
)
const served = await servePages(await fortnight())
const browser = await chromium.launch({
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
const loads = []
for (let run = 0; run < RUNS; run++) {
  loads.push([await loaded('/map', ours), await loaded('/plain', plain)])
}
const plays = []
for (const [speed, text] of speeds) {
  plays.push({
    text,
    whole: await oursPlayed(speed, 'all'),
    hour: await oursPlayed(speed, 'hour'),
    peer: await plainPlayed(speed),
  })
}
await browser.close()
const weights = await Promise.all(['/map', '/plain'].map(weight))
await served.end()
tell()

/** Milliseconds from navigation until all is drawn and painted, and the heap then, of a browser that has nothing of it. */
async function loaded(path, isDrawn) {
  const page = await opened(path, isDrawn)
  const ms = Number(await page.locator('html').getAttribute('data-drawn-at'))
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await page.context().close()
  return { ms, heap: usedSize }
}

async function opened(path, isDrawn) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } })
  const page = await context.newPage()
  await page.addInitScript(`(() => {
    const ask = () => {
      if (!(${isDrawn})) requestAnimationFrame(ask)
      // What was drawn in a frame is painted by the start of the one after the next.
      else requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.drawnAt = performance.now() }))
    }
    requestAnimationFrame(ask)
  })()`)
  await page.goto(`${served.url}${path}`)
  // Waiting for a function would need what the content policy forbids.
  await page.locator('html[data-drawn-at]').waitFor({ timeout: 120_000 })
  return page
}

async function oursPlayed(speed, behind) {
  const page = await opened('/map', ours)
  await page.getByLabel('Speed').selectOption(String(speed))
  await page.getByLabel('Trail behind').selectOption(behind)
  // The last two days at the slow speeds: with nearly everything drawn a frame costs most.
  const slider = page.getByRole('slider', { name: 'Time' })
  const max = Number(await slider.getAttribute('max'))
  const length = Math.min(max, (speed * 60 * (PLAYED_MS + 2000)) / 1000)
  await slider.fill(String(Math.floor((max - length) / 300) * 300))
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const frames = await framesOf(page)
  await page.context().close()
  return frames
}

async function plainPlayed(speed) {
  const page = await opened('/plain', plain)
  const length = speed * 60 * (PLAYED_MS + 2000)
  await page.evaluate(`playPlain(${speed}, ${length})`)
  const frames = await framesOf(page)
  await page.context().close()
  return frames
}

/** Frames a second, and the time that all but a twentieth of them keep. */
async function framesOf(page) {
  const times = await page.evaluate(`new Promise((resolve) => {
    const times = []
    let before
    const frame = (now) => {
      if (before !== undefined) times.push(now - before)
      before = now
      const sum = times.reduce((a, b) => a + b, 0)
      if (sum < ${PLAYED_MS}) requestAnimationFrame(frame)
      else resolve(times)
    }
    requestAnimationFrame(frame)
  })`)
  const sum = times.reduce((a, b) => a + b, 0)
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
  return { perSecond: (1000 * times.length) / sum, p95 }
}

async function weight(path) {
  const text = await (await fetch(`${served.url}${path}`)).text()
  return { bytes: text.length, small: gzipSync(text).length }
}

function tell() {
  const middle = (side, name) => {
    const values = loads.map((load) => load[side][name]).sort((a, b) => a - b)
    return values[values.length >> 1] ?? 0
  }
  const [here, there] = [0, 1].map((side) => ({
    ms: middle(side, 'ms'),
    heap: middle(side, 'heap'),
    ...weights[side],
  }))
  report.promise('20,160 positions on screen', '< 2 s', seconds(here.ms), here.ms < 2000)
  for (const { text, whole, hour } of plays) {
    const least = Math.min(whole.perSecond, hour.perSecond)
    report.promise(`played ${text}`, '>= 30 frames/s', `${least.toFixed(0)}`, least >= 30)
  }
  report.say(
    `${machine()} \`node bench/movements.js\`: one simulated device, 20,160 positions a minute apart, with stays, bands and a ground, in Chromium without a graphics card, the server on the same cores. From the start of navigation until all is drawn and painted, median of ${RUNS}; frames over ${PLAYED_MS / 1000} s of play at the end of the period, when most is drawn. Beside it a plain OpenLayers page: a feature and a style for each position, its number and its line; no circles, arrows, legend, table or controls.`,
  )
  report.say()
  report.say('| | Whereabouts | Plain OpenLayers |')
  report.say('|---|---|---|')
  report.say(`| on screen | ${seconds(here.ms)} | ${seconds(there.ms)} |`)
  report.say(`| heap once drawn | ${megabytes(here.heap)} | ${megabytes(there.heap)} |`)
  report.say(
    `| page, compressed | ${megabytes(here.bytes)}, ${megabytes(here.small)} | ${megabytes(there.bytes)}, ${megabytes(there.small)} |`,
  )
  report.say()
  report.say('| Played | Whole trail behind | The last hour behind | Plain OpenLayers |')
  report.say('|---|---|---|---|')
  for (const { text, whole, hour, peer } of plays) {
    report.say(`| ${text} | ${[whole, hour, peer].map(frames).join(' | ')} |`)
  }
  report.say()
}

function frames({ perSecond, p95 }) {
  return `${perSecond.toFixed(0)} frames/s, p95 ${p95.toFixed(0)} ms`
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`
}
