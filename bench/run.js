// npm run bench: the main job on a day of the country, and its parts beside a peer in the same run.
// Results go to bench/results/, dated, with the machine described.
import { spawnSync } from 'node:child_process'
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { ensureBuilt, ensureInstalled, root, stop } from '../scripts/setup.js'

const WEARERS = Number(process.env.BENCH_WEARERS ?? 11_800)
const CRIMES = Number(process.env.BENCH_CRIMES ?? 5_000)
const RUNS = 3

ensureInstalled()
ensureBuilt()
const { capturedAt } = await import('../dist/domain/held-positions.js')
const { PositionCollector } = await import('../dist/ingest/position-collector.js')
const { PositionsCsvReader } = await import('../dist/ingest/positions-csv.js')
const { readCrimeBatch } = await import('../dist/ingest/crime-batch-csv.js')
const { arrangePositions } = await import('../dist/matching/arrange-positions.js')
const { PositionIndex } = await import('../dist/matching/position-index.js')
const { distanceMetres, earthPoint } = await import('../dist/geo/ellipsoid.js')
const { fromNationalGrid } = await import('../dist/geo/national-grid.js')

const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-'))
const lines = [
  `# Match on files, ${new Date().toISOString().slice(0, 10)}`,
  '',
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}. Medians of ${RUNS} runs (least to most).`,
  '',
]
const say = (line) => {
  console.log(line)
  lines.push(line)
}

try {
  await wholeJob()
  await reading()
  await searching()
  crimeRows()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
writeFileSync(
  join(root, 'bench', 'results', `${new Date().toISOString().slice(0, 10)}-match-files.md`),
  `${lines.join('\n')}\n`,
)

/** From files to written answers, as a process of its own. */
async function wholeJob() {
  whereabouts(
    'simulate',
    '--seed',
    '1',
    '--wearers',
    String(WEARERS),
    '--days',
    '1',
    '--crimes',
    String(CRIMES),
    '--out',
    folder,
  )
  const crimes = readdirSync(join(folder, 'crimes')).map((name) => join(folder, 'crimes', name))
  const words = [
    'match',
    '--positions',
    join(folder, 'positions.csv'),
    '--crimes',
    ...crimes,
    '--people',
    join(folder, 'people.json'),
    '--out',
    join(folder, 'out'),
  ]
  const runs = Array.from({ length: RUNS }, () => whereabouts(...words))
  const { positions, funnel } = JSON.parse(
    readFileSync(join(folder, 'out', 'summary.json'), 'utf8'),
  )
  const bytes = statSync(join(folder, 'positions.csv')).size
  say('## The whole job, as one process')
  say('')
  say(
    `${positions.rows.toLocaleString('en-GB')} positions (${(bytes / 1e9).toFixed(2)} GB of CSV) and ${funnel.crimes_compared.toLocaleString('en-GB')} crimes: ${funnel.pairs.toLocaleString('en-GB')} pairs.`,
  )
  say('')
  say(
    `- wall: ${spread(
      runs.map((run) => run.wall),
      's',
    )} (promised: under 60 s)`,
  )
  say(
    `- processor: ${spread(
      runs.map((run) => run.cpuSeconds),
      's',
    )}`,
  )
  say(
    `- peak memory: ${spread(
      runs.map((run) => run.peakMegabytes),
      'MB',
    )} (promised: under 3,000 MB)`,
  )
  say('')
}

/** Reading positions, beside csv-parse with the same checks left out. */
async function reading() {
  const first = readFileSync(join(folder, 'positions.csv')).subarray(0, 64 * 2 ** 20)
  const bytes = first.subarray(0, first.lastIndexOf(10) + 1)
  const ours = []
  const peers = []
  let rows = 0
  for (let run = 0; run < RUNS; run++) {
    let start = performance.now()
    const collector = read([bytes])
    ours.push((performance.now() - start) / 1000)
    rows = collector.counts.rows
    start = performance.now()
    let parsed = 0
    const parser = parse({ columns: true })
    parser.on('data', () => parsed++)
    parser.end(bytes)
    await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject))
    peers.push((performance.now() - start) / 1000)
    if (parsed !== rows) stop(`csv-parse read ${parsed} rows, we ${rows}`)
  }
  say('## Reading positions, beside csv-parse')
  say('')
  say(
    `${rows.toLocaleString('en-GB')} rows in memory; ours checks every value and fills columns, csv-parse makes objects and checks nothing.`,
  )
  say('')
  say(
    `- ours: ${spread(
      ours.map((s) => rows / s / 1000),
      'thousand rows/s',
    )}`,
  )
  say(
    `- csv-parse: ${spread(
      peers.map((s) => rows / s / 1000),
      'thousand rows/s',
    )}`,
  )
  say(
    `- ratio, pair by pair: ${spread(
      ours.map((s, i) => peers[i] / s),
      'times',
    )}`,
  )
  say('')
}

/** Finding who was near, beside looking at every position. */
async function searching() {
  const pieces = []
  for await (const piece of createReadStream(join(folder, 'positions.csv'), {
    highWaterMark: 4 << 20,
  }))
    pieces.push(piece)
  const { positions } = arrangePositions(read(pieces).builder.build())
  pieces.length = 0
  let start = performance.now()
  const index = new PositionIndex(positions)
  const built = (performance.now() - start) / 1000
  const crimes = readdirSync(join(folder, 'crimes')).flatMap(
    (name) => readCrimeBatch(readFileSync(join(folder, 'crimes', name)), fromNationalGrid).crimes,
  )
  const indexed = []
  const scanned = []
  const sample = crimes.filter((_, i) => i % Math.ceil(crimes.length / 20) === 0)
  for (let run = 0; run < RUNS; run++) {
    start = performance.now()
    let near = 0
    for (const { statement } of crimes) near += nearBy(index, statement)
    indexed.push(((performance.now() - start) * 1000) / crimes.length)
    start = performance.now()
    let seen = 0
    for (const { statement } of sample) seen += nearByScan(positions, statement)
    scanned.push(((performance.now() - start) * 1000) / sample.length)
    const same = sample.reduce((sum, { statement }) => sum + nearBy(index, statement), 0)
    if (same !== seen) stop(`the index found ${same} positions, the scan ${seen}`)
    if (run === 0)
      say(
        `## Positions within 100 m in a crime's window, beside a scan\n\n${positions.length.toLocaleString('en-GB')} positions in memory, ${crimes.length.toLocaleString('en-GB')} crimes, ${near.toLocaleString('en-GB')} positions found; the scan on ${sample.length} of them, same answers. The index took ${built.toFixed(1)} s to build.\n`,
      )
  }
  say(`- index: ${spread(indexed, 'µs a crime')}`)
  say(`- scan: ${spread(scanned, 'µs a crime')}`)
  say(
    `- ratio, pair by pair: ${spread(
      scanned.map((s, i) => s / indexed[i]),
      'times',
    )}`,
  )
  say('')
}

/** A large crime batch. */
function crimeRows() {
  const row = (i) =>
    `Cheshire,BIAD,,CHS20260311,R${i},20260310120000,20260310130000,${330000 + (i % 9000)},${390000 + (i % 9000)},,,OSGB36,text\n`
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => row(i)).join(''))
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    const { counts } = readCrimeBatch(bytes, fromNationalGrid)
    if (counts.accepted !== 100_000) stop('a crime row was refused')
    return (performance.now() - start) / 1000
  })
  say('## Reading a crime batch of 100,000 rows, grid references converted')
  say('')
  say(`- ${spread(runs, 's')}`)
}

function read(pieces) {
  const collector = new PositionCollector({ latest: Date.now() + 1e12, onRefused: () => {} })
  const reader = new PositionsCsvReader(collector)
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return collector
}

function nearBy(index, { latitude, longitude, window }) {
  let count = 0
  index.within({ latitude, longitude, radiusMetres: 100 }, window, () => count++)
  return count
}

function nearByScan(positions, { latitude, longitude, window }) {
  const crime = earthPoint(latitude, longitude)
  let count = 0
  for (let row = 0; row < positions.length; row++) {
    const at = capturedAt(positions, row)
    if (at < window.from || at > window.to) continue
    if (Math.abs(positions.latitude[row] * 1e-7 - latitude) > 0.002) continue
    if (within(positions.latitude[row], positions.longitude[row], crime)) count++
  }
  return count
}

function within(latitude, longitude, crime) {
  return distanceMetres(earthPoint(latitude * 1e-7, longitude * 1e-7), crime) <= 100
}

function whereabouts(...words) {
  const usage = join(folder, 'usage.json')
  const start = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      join(root, 'bench', 'report-usage.js'),
      join(root, 'bin', 'whereabouts.js'),
      ...words,
    ],
    { encoding: 'utf8', env: { ...process.env, BENCH_USAGE: usage } },
  )
  if (status !== 0) stop(`whereabouts ${words[0]} failed: ${stderr}`)
  return { wall: (performance.now() - start) / 1000, ...JSON.parse(readFileSync(usage, 'utf8')) }
}

function spread(values, unit) {
  const sorted = [...values].sort((a, b) => a - b)
  const round = (value) =>
    value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toPrecision(3)
  return `${round(sorted[Math.floor(sorted.length / 2)])} ${unit} (${round(sorted[0])} to ${round(sorted.at(-1))})`
}
