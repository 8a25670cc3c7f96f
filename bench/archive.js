// node bench/archive.js: a country's day in the archive and in memory, beside PostGIS and DuckDB, in one run
// on the same rows. The answers are compared. bench/results/ gets a dated page with promised and measured.
// BENCH_TAGS, BENCH_CRIMES and BENCH_DAYS make it smaller. In full: half an hour, and 15 GB of temporary folder.
// BENCH_ONLY=growth measures nothing but how answers slow down as days come behind them, 30 unless BENCH_DAYS says fewer.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const data = await import('./archive-data.js')
const { filling, importing } = await import('./archive-disk.js')
const { fromArchive, inMemory } = await import('./archive-search.js')
const { besideDuckdb, besidePostgis, compare } = await import('./archive-peers.js')
const { firstDay, growing, onePerson } = await import('./archive-growth.js')
const { asked, figure, load, machine, RADII, Report, RUNS } = await import('./archive-report.js')
const { everyDeviceItsOwnWearer } = await import('../dist/domain/lawful-intervals.js')

const tags = Number(process.env.BENCH_TAGS ?? 10_000)
const onlyGrowth = process.env.BENCH_ONLY === 'growth'
const days = Number(process.env.BENCH_DAYS ?? (onlyGrowth ? 30 : 7))
const crimes = data.crimesOf(Number(process.env.BENCH_CRIMES ?? 5000))

const began = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-archive-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
// PostgreSQL reads its files as another account.
chmodSync(folder, 0o711)
const lawful = everyDeviceItsOwnWearer(data.deviceIds(tags))
const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
const report = new Report(
  onlyGrowth
    ? `# An archive that grows, ${date}`
    : `# The archive beside PostGIS and DuckDB, ${date}`,
  join(
    root,
    'bench',
    'results',
    `${date}-archive${onlyGrowth ? '-growth' : ''}${tags === 10_000 ? '' : `-${tags}-tags`}.md`,
  ),
)
const bench = {
  report,
  folder,
  file: (name) => join(folder, name),
  archiveFolder: join(folder, 'data', 'positions'),
  tags,
  days,
  crimes,
  lawful,
  intervals: lawful.deviceWearerIds.flatMap((id) => lawful.ofWearer(id)),
  /** Of each radius: how many positions are in radius, and the median seconds of every way to find them. */
  answers: Object.fromEntries(RADII.map((radius) => [radius, { peers: [], turns: [] }])),
}

try {
  introduce()
  if (onlyGrowth) await firstDay(bench)
  else await besidePeers()
  await growing(bench)
  if (!onlyGrowth) await onePerson(bench)
  report.say(
    `The whole run took ${figure((performance.now() - began) / 60_000)} minutes; load ${load()} at its end.`,
  )
} catch (error) {
  console.error(error)
  process.exit(1)
}
// ClickHouse's threads would keep the process.
process.exit(0)

async function besidePeers() {
  writeFiles()
  await importing(bench)
  await filling(bench)
  await inMemory(bench)
  await fromArchive(bench)
  await besideDuckdb(bench)
  await besidePostgis(bench)
  compare(bench)
  await bench.memory.end()
  bench.memory = undefined
}

function introduce() {
  report.say(`${machine()}. \`${asked('bench/archive.js')}\`.`)
  report.say()
  report.say(
    `${tags.toLocaleString('en-GB')} tags for a day, a position a minute: ${(tags * 1440).toLocaleString('en-GB')} positions. ${crimes.length.toLocaleString('en-GB')} crimes with windows of 0 to 12 hours. Medians of ${RUNS} runs (least to most) unless it says otherwise. Other work shared the machine, so ratios say more than seconds.`,
  )
  report.say()
}

/** The same rows for everybody, each in the form it takes fastest. */
function writeFiles() {
  const positions = data.dayOfPositions(tags, 0)
  data.writePositionsCsv(positions, bench.file('positions.csv'))
  data.writeCells(positions, bench.file('cells.csv'))
  data.writeEwkb(positions, bench.file('points.csv'))
  data.writeCrimes(crimes, bench.file('crimes.csv'))
  for (const radius of RADII) data.writePlaces(crimes, radius, bench.file(`places-${radius}.csv`))
}
