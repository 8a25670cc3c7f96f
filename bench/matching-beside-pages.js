// node bench/matching-beside-pages.js: how long others wait while a whole matching run works in the server: /health every
// 20 ms, a page of the records every 100 ms. The demonstration's town times BENCH_TIMES (20); bench/results/ gets a dated page.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root, stop } from '../scripts/setup.js'
import { serving, townFolder, Visitor } from './served-town.js'

ensureInstalled()
ensureBuilt()
const { machine, percentile, Report } = await import('./archive-report.js')

const times = Number(process.env.BENCH_TIMES ?? 20)
const LONGEST_MS = 200
const data = townFolder(times)
const date = new Date().toISOString().slice(0, 10)
const results = join(root, 'bench', 'results')
mkdirSync(results, { recursive: true })

const server = await serving(data)
try {
  const manager = new Visitor(server.url)
  await manager.signIn('manager.demo', server.password)
  // What was noted before is compared first, and is not what is measured.
  const already = await runsAllDone(manager)
  const { status } = await manager.send('/runs', '/runs', {})
  if (status !== 303) stop(`Cannot begin a run: ${status}`)
  const began = performance.now()
  const asked = { on: true }
  const health = askEvery(20, asked, () => manager.ask('/health'))
  const pages = askEvery(100, asked, () => manager.ask('/account'))
  await runsAllDone(manager, already)
  const seconds = (performance.now() - began) / 1000
  asked.on = false
  tell(seconds, await health, await pages)
} finally {
  await server.end()
}

/** Waits until no run is under way and there is one newer than `after`; returns the newest's number. */
async function runsAllDone(visitor, after = 0) {
  for (;;) {
    const { text, headers } = await visitor.ask('/runs')
    const newest = Number(/href="\/runs\/(\d+)"/.exec(text)?.[1] ?? 0)
    // The list looks again by itself for as long as anything runs.
    if (newest > after && !headers.has('refresh')) return newest
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Asks at its moments, whether or not those before are answered. @returns milliseconds of each. */
async function askEvery(every, asked, ask) {
  const taken = []
  const under = []
  for (let due = performance.now(); asked.on; due += every) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    under.push(ask().then(() => taken.push(performance.now() - due)))
  }
  await Promise.all(under)
  return taken
}

function tell(seconds, health, pages) {
  const report = new Report(
    `# Matching beside pages, ${date}`,
    join(results, `${date}-matching-beside-pages${times === 20 ? '' : `-times-${times}`}.md`),
  )
  report.say(
    `${machine()}. \`node bench/matching-beside-pages.js\`: ${60 * times} wearers, 14 days, ${400 * times} crimes; a whole run of ${seconds.toFixed(0)} s in the server, asked meanwhile for /health every 20 ms and for a page every 100 ms, the client on the same cores.`,
  )
  report.say()
  report.say('| Asked for | Requests | p50 | p99 | longest |')
  report.say('|---|---|---|---|---|')
  const ms = (number) => `${number.toFixed(0)} ms`
  for (const [name, taken] of [
    ['/health, which waits for the process alone', health],
    ['a page, which waits for the records too', pages],
  ]) {
    const of = [0.5, 0.99, 1].map((share) => ms(percentile(taken, share)))
    report.say(`| ${name} | ${taken.length} | ${of.join(' | ')} |`)
  }
  report.say()
  const longest = Math.max(...health)
  report.promise(
    'the longest that nothing is answered',
    `< ${LONGEST_MS} ms`,
    ms(longest),
    longest < LONGEST_MS,
  )
}
