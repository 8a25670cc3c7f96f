// node bench/evidence.js: weighing the evidence of a day's crimes against everybody near, with four weeks of history.
// BENCH_TAGS, BENCH_DAYS, BENCH_CRIMES and BENCH_RUNS make it smaller.
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const { everyDeviceItsOwnWearer } = await import('../dist/domain/lawful-intervals.js')
const { Comparer } = await import('../dist/app/comparer.js')
const { defaultEvidence } = await import('../dist/matching/evidence/parameters.js')
const { TimelinesBuilder } = await import('../dist/matching/evidence/timelines.js')
const { EvidenceEngine } = await import('../dist/matching/evidence/weigh-evidence.js')
const { defaultParameters } = await import('../dist/matching/parameters.js')
const { PositionIndex } = await import('../dist/matching/position-index.js')
const { asked, figure, load, machine, median, Report, spread } = await import('./archive-report.js')
const { DIFFERENT_DAYS, livedBefore, simulateDays } = await import('./evidence-town.js')

const tags = Number(process.env.BENCH_TAGS ?? 10_000)
const days = Number(process.env.BENCH_DAYS ?? 28)
const crimeCount = Number(process.env.BENCH_CRIMES ?? Math.ceil(tags / 2))
const RUNS = Number(process.env.BENCH_RUNS ?? 3)
/** 5,000 crimes in 15 s; of fewer among as many fewer wearers, so many fewer. */
const promised = (15 * crimeCount) / 5000

const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
const report = new Report(
  `# Weighing the evidence, ${date}`,
  join(
    root,
    'bench',
    'results',
    `${date}-evidence${tags === 10_000 && days === 28 ? '' : `-${tags}-tags-${days}-days`}.md`,
  ),
)
const began = performance.now()
report.say(`${machine()}. \`${asked('bench/evidence.js')}\`.`)
report.say()
const { days: lived, crimes } = simulateDays(tags, crimeCount)
const arranged = lived.at(-1)
const lawful = everyDeviceItsOwnWearer(arranged.positions.deviceIds)
report.say(
  `${DIFFERENT_DAYS} simulated days of ${thousands(tags)} wearers, ${thousands(arranged.positions.length)} positions on the last, and ${thousands(crimes.length)} crimes on it with windows of 0 to 12 hours. The ${days - 1} days before are these days again, every wearer's in turn, moved by about a dozen minutes and metres. Wearers are near with a position within ${defaultParameters.nearMetres} m in the window widened by 5 minutes. Seconds are of the wall (and of the processor); other work shared the machine.`,
)
report.say()

const builder = new TimelinesBuilder(lawful)
let tied = 0
for (let before = days - 1; before > 0; before--) {
  const day = livedBefore(lived, before)
  tied += (await seconds(() => builder.add(day))).wall
}
tied += (await seconds(() => builder.add(arranged))).wall
let timelines
const merged = await seconds(() => {
  timelines = builder.build()
})
const knots = timelines.kind.length
report.section('Before the batch')
report.say(
  `- knots tied: ${figure(tied)} s for ${days} days, ${figure(tied / days)} s a day; ${thousands(knots)} knots (${figure(knots / tags / days)} a wearer and day), merged in ${text(merged)}`,
)
report.say(`- memory then: ${memory()}`)

const day = { arranged, index: new PositionIndex(arranged.positions) }
const threads = availableParallelism()
const built = []
const compared = []
let engine
for (let run = 0; run < RUNS; run++) {
  engine = undefined
  built.push(
    await seconds(() => {
      engine = new EvidenceEngine(timelines, defaultEvidence)
    }),
  )
  if (run === 0) report.say(`- engine built: ${text(built[0])}`)
  compared.push(await comparing(threads))
  console.log(`  run ${run + 1}: built ${text(built[run])}, compared ${text(compared[run])}`)
}
const [{ pairs, said, sum }] = compared
report.say()
report.section('The batch')
report.say(`- pairs near: ${thousands(pairs)}`)
report.say(
  `- said: ${Object.entries(said)
    .sort()
    .map(([verdict, count]) => `${verdict} ${thousands(count)}`)
    .join(', ')} (sum of scores ${sum.toFixed(3)})`,
)
const walls = compared.map(({ wall }) => wall)
report.say(
  `- found and weighed on ${threads} threads, their start and what they learn again counted: ${spread(walls, 's')}; processor ${spread(
    compared.map(({ processor }) => processor),
    's',
  )}; ${figure((median(walls) / pairs) * 1e6)} µs a pair`,
)
const alone = await comparing(0)
const same = alone.pairs === pairs && alone.sum.toFixed(3) === sum.toFixed(3)
report.say(
  `- on one thread, once, ${same ? 'the same answers' : '**other answers**'}: ${text(alone)}; ${figure(alone.wall / median(walls))} x as long`,
)
report.say(
  `- engine built anew each time: ${spread(
    built.map(({ wall }) => wall),
    's',
  )}; processor ${spread(
    built.map(({ processor }) => processor),
    's',
  )}`,
)
report.say(`- memory at the end: ${memory()}`)
report.promise(
  `${thousands(crimes.length)} crimes, ${thousands(tags)} wearers, ${days} days: all near pairs weighed`,
  `<= ${figure(promised)} s`,
  `${figure(median(walls))} s`,
  median(walls) <= promised,
)
report.say()
report.say(
  `The whole run took ${figure((performance.now() - began) / 60_000)} minutes; load ${load()} at its end.`,
)

/** All crimes against everybody near, as a matching run compares them, threads and all. */
async function comparing(count) {
  const said = {}
  let pairs = 0
  let sum = 0
  const ground = { lawful, parameters: defaultParameters, engine }
  const comparer = new Comparer(ground, { count, worthPairs: 0 })
  const taken = await seconds(async () => {
    for await (const matches of comparer.compare(day, crimes, 'near')) {
      for (const { evidence } of matches) {
        pairs++
        said[evidence.verdict] = (said[evidence.verdict] ?? 0) + 1
        sum += evidence.log10Lr + evidence.coincidenceDays
      }
    }
  })
  await comparer.end()
  return { ...taken, pairs, said, sum }
}

async function seconds(work) {
  const before = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(before)
  return { wall, processor: (user + system) / 1e6 }
}

function text({ wall, processor }) {
  return `${figure(wall)} s (processor ${figure(processor)} s)`
}

function memory() {
  const megabytes = (bytes) => `${thousands(Math.round(bytes / 2 ** 20))} MB`
  return `${megabytes(process.memoryUsage().rss)} of process, ${megabytes(process.resourceUsage().maxRSS * 1024)} at its peak, the simulated day's own columns and index among them`
}

function thousands(number) {
  return number.toLocaleString('en-GB')
}
