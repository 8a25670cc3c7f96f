// node bench/practitioner.js: what a practitioner waits for on the demonstration's town over 28 days: the pages of their
// cases, and a trail report of a fortnight with a map for every two hours, with pages asked for while it is made.
// BENCH_ROUNDS (20) of each page. bench/results/ gets a dated page.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root, stop } from '../scripts/setup.js'
import { serving, townFolder, Visitor } from './served-town.js'

ensureInstalled()
ensureBuilt()
const { machine, Report } = await import('./archive-report.js')

const DAYS = 28
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 20)
const ASK_EVERY_MS = 100
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const data = townFolder(1, DAYS)
const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
const report = new Report(
  `# What a practitioner waits for, ${date}`,
  join(root, 'bench', 'results', `${date}-practitioner.md`),
)
const server = await serving(data)
try {
  await measure(server)
} finally {
  await server.end()
}

async function measure({ url, usernames, password }) {
  const username = usernames.find((name) => name.startsWith('practitioner'))
  const visitor = new Visitor(url)
  await visitor.signIn(username, password)
  const { text: caseload } = await visitor.ask('/people')
  const people = [
    ...new Set([...caseload.matchAll(/href="(\/people\/[^"/?]+)"/g)].map(([, at]) => at)),
  ]
  const person = await firstWithTrail(visitor, people)
  const { text: form } = await visitor.ask(`${person}/reports/trail`)
  const [field = ''] = /<input[^>]*name="start"[^>]*>/.exec(form) ?? []
  const lastWeek = /value="([^"]+)"/.exec(field)?.[1] ?? stop('No trail can be reported')
  const start = moved(lastWeek, -7)
  const until = moved(lastWeek, 7)
  const period = `from=${start}&fromTime=00%3A00&to=${until}&toTime=00%3A00`
  const pages = {
    'cases, by needs attention': '/people',
    'a person': person,
    'movements of 14 days': `${person}/movements?${period}`,
    'compliance of 14 days': `${person}/compliance?days=14&until=${until}`,
    'compliance of 28 days': `${person}/compliance?days=28&until=${until}`,
    patterns: `${person}/patterns`,
    visits: `${person}/visits`,
    notes: `${person}/notes`,
  }
  report.say(
    `${machine()}. \`node bench/practitioner.js\`: 60 wearers, ${DAYS} days at a position a minute; ${people.length} on the first page of cases; ${ROUNDS} times each page, one after another, the client on the same cores. To the last byte.`,
  )
  report.say()
  report.say('| Page | p50 | longest |')
  report.say('|---|---|---|')
  for (const [name, path] of Object.entries(pages)) {
    await asked(visitor, path)
    const taken = []
    for (let round = 0; round < ROUNDS; round++) taken.push(await asked(visitor, path))
    report.say(`| ${name} | ${ms(at(taken, 0.5))} | ${ms(Math.max(...taken))} |`)
  }
  report.say()
  await reportOfAFortnight(visitor, person, start)
}

/** The report, and how long a page takes while it is made beside how long it took before. */
async function reportOfAFortnight(visitor, person, start) {
  const before = []
  for (let round = 0; round < ROUNDS; round++) {
    before.push(await asked(visitor, '/people'))
    await pause(ASK_EVERY_MS)
  }
  const began = performance.now()
  const page = `${person}/reports/trail`
  const { status, headers } = await visitor.send(page, page, {
    start,
    startTime: '00:00',
    days: '14',
    hours: '2',
    purpose: 'A measurement',
  })
  const document = headers.get('location')?.split('?')[0]
  if (status !== 303 || !document) stop(`The report was not taken: ${status}`)
  const during = []
  while (!/Ready|Could not be made/.test((await visitor.ask(document)).text)) {
    during.push(await asked(visitor, '/people'))
    await pause(ASK_EVERY_MS)
  }
  const seconds = (performance.now() - began) / 1000
  const download = { file: '0', purpose: 'A measurement' }
  const file = await visitor.send(document, `${document}/download`, download)
  if (file.status !== 200) stop(`The report was not made: ${file.status}`)
  const bytes = Number(file.headers.get('content-length') ?? Number.NaN)
  report.say(
    `A trail report of 14 days with a map for every two hours (168 maps) was made in ${seconds.toFixed(1)} s: ${(bytes / 1e6).toFixed(1)} MB. The page of cases, asked for ${during.length} times meanwhile: p50 ${ms(at(during, 0.5))}, p95 ${ms(at(during, 0.95))}, longest ${ms(Math.max(...during))}; before, with nothing to do: p50 ${ms(at(before, 0.5))}, longest ${ms(Math.max(...before))}.`,
  )
}

async function firstWithTrail(visitor, people) {
  for (const person of people) {
    if ((await visitor.ask(`${person}/movements`)).status === 200) return person
  }
  return stop('Nobody on the page of cases has a trail')
}

async function asked(visitor, path) {
  const start = performance.now()
  const { status } = await visitor.ask(path)
  if (status !== 200) stop(`${path} answered ${status}`)
  return performance.now() - start
}

function moved(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function at(list, share) {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function ms(number) {
  return `${number.toFixed(0)} ms`
}
