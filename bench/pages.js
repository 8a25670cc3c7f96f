// node bench/pages.js: the demonstration's town times BENCH_TIMES (20), served; BENCH_RATE (25) page requests a second for
// BENCH_SECONDS (60), by every role in turns, each answer's audit event written. bench/results/ gets a dated page.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureBuilt, ensureInstalled, root, stop } from '../scripts/setup.js'
import { program, serving, townFolder, Visitor } from './served-town.js'

ensureInstalled()
ensureBuilt()
const { machine, Report } = await import('./archive-report.js')

const times = Number(process.env.BENCH_TIMES ?? 20)
const rate = Number(process.env.BENCH_RATE ?? 25)
const seconds = Number(process.env.BENCH_SECONDS ?? 60)
const data = townFolder(times)
const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
const report = new Report(
  `# Pages under load, ${date}`,
  join(root, 'bench', 'results', `${date}-pages${times === 20 ? '' : `-times-${times}`}.md`),
)

function auditEntries() {
  const { stdout } = spawnSync(process.execPath, [program, 'audit', 'verify', '--data', data], {
    cwd: root,
    encoding: 'utf8',
  })
  const [, entries] = /^Sound: ([\d,]+) entr/m.exec(stdout) ?? []
  if (entries === undefined) stop(`The audit is not sound: ${stdout}`)
  return Number(entries.replaceAll(',', ''))
}

const before = auditEntries()
const server = await serving(data)
let measured
try {
  measured = await visits(server)
} finally {
  await server.end()
}
const written = auditEntries() - before
tellResults(measured, written)

/** What each role looks at: its first page, its lists, and the first things in them. */
async function pagesOf(visitor) {
  const pages = ['/']
  const { text: home } = await visitor.ask('/')
  const lists = linksIn(home).filter((path) => /^\/[a-z]+$/.test(path) && path !== '/account')
  for (const list of lists) {
    const { text } = await visitor.ask(list)
    pages.push(
      list,
      ...linksIn(text)
        .filter((path) => path.startsWith(`${list}/`))
        .slice(0, 5),
    )
  }
  const people = pages.filter((path) => /^\/people\/[^/]+$/.test(path))
  pages.push(...people.map((path) => `${path}/movements`))
  return [...new Set(pages)].filter((path) => !/new$|sample|export|download/.test(path))
}

function linksIn(html) {
  return [...html.matchAll(/href="(\/[^"?#]*)"/g)].map(([, path]) => path)
}

async function visits({ url, usernames, password }) {
  const first = new Visitor(url)
  const signInPage = await first.ask('/sign-in')
  const stylesheet = await first.ask('/assets/portal.css')
  const weight = [signInPage.text, stylesheet.text].map((text) => gzipSync(text).length)
  const plan = []
  for (const username of usernames) {
    const visitor = new Visitor(url)
    await visitor.signIn(username, password)
    for (const path of await pagesOf(visitor)) plan.push({ visitor, path, username })
  }
  // Everything once, so that what is measured is the server and not its first time.
  for (const { visitor, path } of plan) await visitor.ask(path)
  const taken = []
  const under = []
  const began = performance.now()
  for (let index = 0; index < rate * seconds; index++) {
    // Sent at its moment, whether or not the ones before are answered.
    const due = began + (index * 1000) / rate
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    const visit = plan[(index * 7919) % plan.length]
    under.push(
      visit.visitor.ask(visit.path).then(({ status, text }) => {
        taken.push({ ...visit, status, bytes: text.length, milliseconds: performance.now() - due })
      }),
    )
  }
  await Promise.all(under)
  return {
    taken,
    weight,
    bytes: signInPage.text.length + stylesheet.text.length,
    pages: plan.length,
  }
}

function tellResults({ taken, weight, bytes, pages }, entries) {
  const at = (list, share) => {
    const sorted = [...list].sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  }
  const ms = (number) => `${number.toFixed(0)} ms`
  const all = taken.map(({ milliseconds }) => milliseconds)
  const failed = taken.filter(({ status }) => status !== 200)
  report.say(
    `${machine()}. \`node bench/pages.js\`: ${60 * times} wearers, 14 days, ${400 * times} crimes; ${rate} page requests a second for ${seconds} s, ${pages} pages of every role in turns, the client on the same cores. From the moment a request is due to its last byte.`,
  )
  report.say()
  report.say('| Page | Requests | p50 | p95 | p99 |')
  report.say('|---|---|---|---|---|')
  const kinds = Map.groupBy
    ? Map.groupBy(taken, kindOf)
    : taken.reduce(
        (map, one) => map.set(kindOf(one), [...(map.get(kindOf(one)) ?? []), one]),
        new Map(),
      )
  for (const [kind, list] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const of = list.map(({ milliseconds }) => milliseconds)
    report.say(
      `| ${kind} | ${of.length} | ${ms(at(of, 0.5))} | ${ms(at(of, 0.95))} | ${ms(at(of, 0.99))} |`,
    )
  }
  report.say(
    `| **all** | ${all.length} | ${ms(at(all, 0.5))} | ${ms(at(all, 0.95))} | ${ms(at(all, 0.99))} |`,
  )
  report.say()
  const p95 = at(all, 0.95)
  report.promise(`pages at ${rate} a second, p95`, '< 150 ms', ms(p95), p95 < 150)
  report.promise(
    'the first page and its stylesheet, before the map',
    '< 200 kB',
    `${(bytes / 1000).toFixed(0)} kB, ${((weight[0] + weight[1]) / 1000).toFixed(0)} kB compressed`,
    bytes < 200_000,
  )
  report.say(
    `${failed.length} answers were not 200. The audit grew by ${entries} entries, sign-ins and first looks among them.`,
  )
  if (failed.length > 0)
    stop(
      `Not 200: ${failed
        .slice(0, 5)
        .map(({ status, path }) => `${status} ${path}`)
        .join(', ')}`,
    )
}

/** A page's kind: its address without ids. */
function kindOf({ path }) {
  return path.replace(/\/[^/]*\d[^/]*/g, '/…')
}
