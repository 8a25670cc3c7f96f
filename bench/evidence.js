// node bench/evidence.js: weighing the evidence of a day's crimes against everybody near, with four weeks of history.
// BENCH_TAGS, BENCH_DAYS, BENCH_CRIMES and BENCH_RUNS make it smaller.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const { everyDeviceItsOwnWearer } = await import('../dist/domain/lawful-intervals.js')
const { DistanceBounds } = await import('../dist/geo/distance-bounds.js')
const { distanceMetres, earthPoint } = await import('../dist/geo/ellipsoid.js')
const { defaultEvidence } = await import('../dist/matching/evidence/parameters.js')
const { TimelinesBuilder } = await import('../dist/matching/evidence/timelines.js')
const { EvidenceEngine } = await import('../dist/matching/evidence/weigh-evidence.js')
const { PositionIndex } = await import('../dist/matching/position-index.js')
const { trailInWindow } = await import('../dist/matching/trail-in-window.js')
const { figure, load, machine, median, Report, spread } = await import('./archive-report.js')
const { DIFFERENT_DAYS, livedBefore, simulateDays } = await import('./evidence-town.js')

const tags = Number(process.env.BENCH_TAGS ?? 10_000)
const days = Number(process.env.BENCH_DAYS ?? 28)
const crimeCount = Number(process.env.BENCH_CRIMES ?? Math.ceil(tags / 2))
const RUNS = Number(process.env.BENCH_RUNS ?? 3)
/** 5,000 crimes in 15 s; of fewer among as many fewer wearers, so many fewer. */
const promised = (15 * crimeCount) / 5000
const NEAR_METRES = 500
const WIDENED = 5 * 60_000

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
report.say(`${machine()}. \`node bench/evidence.js\`.`)
report.say()
const { days: lived, crimes } = simulateDays(tags, crimeCount)
const arranged = lived.at(-1)
const lawful = everyDeviceItsOwnWearer(arranged.positions.deviceIds)
report.say(
  `${DIFFERENT_DAYS} simulated days of ${thousands(tags)} wearers, ${thousands(arranged.positions.length)} positions on the last, and ${thousands(crimes.length)} crimes on it with windows of 0 to 12 hours. The ${days - 1} days before are these days again, every wearer's in turn, moved by about a dozen minutes and metres. Wearers are near with a position within ${NEAR_METRES} m in the window widened by 5 minutes. Seconds are of the wall (and of the processor); other work shared the machine.`,
)
report.say()

const builder = new TimelinesBuilder(lawful)
let tied = 0
for (let before = days - 1; before > 0; before--) {
  const day = livedBefore(lived, before)
  tied += seconds(() => builder.add(day)).wall
}
tied += seconds(() => builder.add(arranged)).wall
let timelines
const merged = seconds(() => {
  timelines = builder.build()
})
const knots = timelines.kind.length
report.section('Before the batch')
report.say(
  `- knots tied: ${figure(tied)} s for ${days} days, ${figure(tied / days)} s a day; ${thousands(knots)} knots (${figure(knots / tags / days)} a wearer and day), merged in ${text(merged)}`,
)
report.say(`- memory then: ${memory()}`)

const index = new PositionIndex(arranged.positions)
const numbers = new Map(arranged.positions.deviceIds.map((id, number) => [id, number]))
const built = []
const weighed = []
let near = []
let engine
for (let run = 0; run < RUNS; run++) {
  engine = undefined
  built.push(
    seconds(() => {
      engine = new EvidenceEngine(timelines, defaultEvidence)
    }),
  )
  near = []
  const found = seconds(() => {
    for (const crime of crimes) near.push(nearby(crime))
  })
  const verdicts = {}
  let sum = 0
  const weighing = seconds(() => {
    crimes.forEach((crime, number) => {
      for (const id of near[number]) {
        const evidence = engine.weigh(crime, id, crime.window, ...trail(crime, id))
        verdicts[evidence.verdict] = (verdicts[evidence.verdict] ?? 0) + 1
        sum += evidence.log10Lr + evidence.coincidenceDays
      }
    })
  })
  weighed.push({ ...weighing, found: found.wall })
  if (run === 0) {
    report.say(`- engine built: ${text(built[0])}`)
    report.say()
    report.section('The batch')
    report.say(`- pairs near: ${thousands(near.reduce((all, ids) => all + ids.length, 0))}`)
    report.say(
      `- said: ${Object.entries(verdicts)
        .sort()
        .map(([verdict, count]) => `${verdict} ${thousands(count)}`)
        .join(', ')} (sum of scores ${sum.toFixed(3)})`,
    )
  }
  console.log(`  run ${run + 1}: built ${text(built[run])}, weighed ${text(weighing)}`)
}
const pairs = near.reduce((all, ids) => all + ids.length, 0)
const walls = weighed.map(({ wall }) => wall)
report.say(
  `- finding them: ${spread(
    weighed.map(({ found }) => found),
    's',
  )}`,
)
report.say(
  `- weighing them, trails read: ${spread(walls, 's')}; processor ${spread(
    weighed.map(({ processor }) => processor),
    's',
  )}; ${figure((median(walls) / pairs) * 1e6)} µs a pair`,
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

function nearby({ latitude, longitude, window }) {
  const place = new DistanceBounds(earthPoint(latitude, longitude))
  const devices = new Set()
  const wide = { from: window.from - WIDENED, to: window.to + WIDENED }
  index.candidates(
    { latitude, longitude, radiusMetres: NEAR_METRES },
    wide,
    (device, _at, north, east) => {
      if (!devices.has(device) && place.isWithin(NEAR_METRES, north, east)) devices.add(device)
    },
  )
  return Array.from(devices, (device) => arranged.positions.deviceIds[device])
}

/** Instants of a wearer's positions around a crime's window, and the nearest within it. */
function trail({ latitude, longitude, window }, id) {
  const { positions } = arranged
  const point = earthPoint(latitude, longitude)
  const wide = { from: window.from - WIDENED, to: window.to + WIDENED }
  const rows = trailInWindow(arranged, lawful.ofWearer(id), wide, (device) => numbers.get(device))
  let nearest = Infinity
  for (const row of rows) {
    const at = positions.capturedAt[row]
    if (at < window.from || at > window.to) continue
    const place = earthPoint(positions.latitude[row] * 1e-7, positions.longitude[row] * 1e-7)
    nearest = Math.min(nearest, distanceMetres(place, point))
  }
  return [rows.map((row) => positions.capturedAt[row]), nearest]
}

function seconds(work) {
  const before = process.cpuUsage()
  const start = performance.now()
  work()
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
