// node bench/history.js: timelines of everybody from positions and from kept knots, and what knots weigh on disk.
// BENCH_TAGS (300), BENCH_DAYS (10) and BENCH_RUNS (3) say how much. bench/results/ gets a dated page.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { ensureBuilt, ensureInstalled, root, stop } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const { simulateDays, livedBefore, LAST_DAY } = await import('./evidence-town.js')
const { appendAll, mergeArchive } = await import('./archive-engine.js')
const { figure, machine, median, Report, spread, timed } = await import('./archive-report.js')
const { archiveTimelines } = await import('../dist/app/archive-timelines.js')
const { DAY, DaysInMemory } = await import('../dist/app/days-in-memory.js')
const { accuracyAt, capturedAt } = await import('../dist/domain/held-positions.js')
const { everyDeviceItsOwnWearer } = await import('../dist/domain/lawful-intervals.js')
const { openEmbeddedArchive } = await import('../dist/store/positions/chdb.js')

const tags = Number(process.env.BENCH_TAGS ?? 300)
const days = Number(process.env.BENCH_DAYS ?? 10)
const runs = Number(process.env.BENCH_RUNS ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-history-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(root, 'bench', 'results'), { recursive: true })
const name = `${date}-history-${tags}-tags-${days}-days.md`
const report = new Report(`# History kept as knots, ${date}`, join(root, 'bench', 'results', name))
const thousands = (count) => count.toLocaleString('en-GB')
const everyDay = () => true

report.say(`${machine()}. \`node bench/history.js\`, medians of ${runs} (least to most).`)
report.say()
const archive = await openEmbeddedArchive(folder)
await archive.migrate()
const { days: lived } = simulateDays(tags, 1)
const arranged = lived.at(-1)
const lawful = everyDeviceItsOwnWearer(arranged.positions.deviceIds)
for (let before = days - 1; before > 0; before--) {
  await appendAll(archive, columnsOf(livedBefore(lived, before)))
}
await appendAll(archive, columnsOf(arranged))
await mergeArchive(folder)

/** Positions as the archive takes them. */
function columnsOf({ positions }) {
  const { length, deviceIds, deviceStart, mechanisms, latitude, longitude, mechanism } = positions
  const device = new Uint32Array(length)
  const instants = new Float64Array(length)
  const accuracy = new Float32Array(length)
  for (let at = 0; at < deviceIds.length; at++) {
    device.fill(at, deviceStart[at], deviceStart[at + 1])
  }
  for (let row = 0; row < length; row++) {
    instants[row] = capturedAt(positions, row)
    accuracy[row] = accuracyAt(positions, row)
  }
  const same = { length, deviceIds, mechanisms, latitude, longitude }
  return { ...same, device, capturedAt: instants, accuracy, mechanism: Uint16Array.from(mechanism) }
}

/** A run of a process that was just started: no day is in memory. */
const timelines = () => archiveTimelines(new DaysInMemory(archive, 2 ** 31), lawful, everyDay)
const first = { seconds: [] }
for (let run = 0; run < runs; run++) {
  // Touches every day and erases nothing: what was kept is dropped.
  const all = { from: LAST_DAY - days * DAY, to: LAST_DAY + DAY }
  await archive.erase([{ deviceId: 'nobody', deviceWearerId: 'nobody', ...all }])
  const { seconds, result } = await timed(1, timelines)
  first.seconds.push(...seconds)
  first.result = result
}
const second = await timed(runs, timelines)
if (!isDeepStrictEqual(first.result, second.result)) stop('Kept knots gave other timelines')
const sizes = Object.fromEntries((await archive.sizes()).map((size) => [size.table, size]))
const { positions_by_device: byDevice, positions_by_place: byPlace, positions_knots: kept } = sizes
const knots = first.result.kind.length
const ratio = median(first.seconds) / median(second.seconds)
report.say(
  `${thousands(tags)} wearers, ${days} days: ${thousands(byDevice.rows)} positions, ${thousands(knots)} knots (${figure(knots / tags / days)} a wearer and day).`,
)
report.say()
report.say(`- timelines from positions, knots kept meanwhile: ${spread(first.seconds, 's')}`)
report.say(`- timelines from kept knots: ${spread(second.seconds, 's')}, ${figure(ratio)} x faster`)
report.say(
  `- on disk: ${figure(kept.bytes / knots)} bytes a knot, ${figure((100 * kept.bytes) / (byDevice.bytes + byPlace.bytes))} % of what the positions take`,
)
await archive.close()
// ClickHouse's threads would keep the process.
process.exit(0)
