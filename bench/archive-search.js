// Parts of bench/archive.js: who was near, from memory and from the archive.
import { availableParallelism } from 'node:os'
import { arrangePositions } from '../dist/matching/arrange-positions.js'
import { PositionIndex } from '../dist/matching/position-index.js'
import { openEmbeddedArchive } from '../dist/store/positions/chdb.js'
import { stop } from '../scripts/setup.js'
import { dayOfPositions } from './archive-data.js'
import {
  eachMilliseconds,
  inWords,
  nearAllCold,
  nearCrime,
  nearThreads,
  sameAnswer,
  sampleOf,
} from './archive-engine.js'
import { figure, median, percentile, RADII, RUNS, SAMPLE, spread, timed } from './archive-report.js'
import { near, nearAll } from './near-all.js'

export async function inMemory(bench) {
  const { report, tags, crimes, answers } = bench
  const { positions } = arrangePositions(dayOfPositions(tags, 0))
  const index = new PositionIndex(positions)
  const devices = positions.deviceIds.length
  const threads = nearThreads(positions, index, crimes)
  await threads.nearAll(RADII[0])
  bench.memory = threads
  report.section('The day in memory')
  report.say(
    `On one thread, and on ${availableParallelism()} that read one index and take crimes in turns, started beforehand as the peers' are. In a matching run each thread looks for wearers of its own, as weighing what is found takes a hundred times as long as finding it.`,
  )
  report.say()
  for (const radius of RADII) {
    const alone = await timed(RUNS, () => nearAll(index, devices, crimes, radius))
    const searched = await timed(RUNS, () => threads.nearAll(radius))
    if (!sameAnswer(alone.result, searched.result))
      stop(`threads found ${inWords(searched.result)}, one ${inWords(alone.result)}`)
    const milliseconds = ({ seconds }) =>
      spread(
        seconds.map((s) => s * 1000),
        'ms',
      )
    const inRadius = new Uint32Array(devices)
    const each = await eachMilliseconds(crimes, (crime) =>
      near(index, crime, radius, inRadius, { pairs: 0, hits: 0 }),
    )
    Object.assign(answers[radius], {
      found: searched.result,
      memory: median(searched.seconds),
    })
    report.say(
      `- ${radius} m: ${inWords(searched.result)} in radius; all crimes ${milliseconds(alone)} on one thread, ${milliseconds(searched)} on all; one crime p50 ${figure(percentile(each, 0.5) * 1000)} µs, p99 ${figure(percentile(each, 0.99) * 1000)} µs`,
    )
    report.promise(
      `one crime in memory, ${radius} m, p99`,
      '< 1 ms',
      `${figure(percentile(each, 0.99))} ms`,
      percentile(each, 0.99) < 1,
    )
  }
  report.say()
}

export async function fromArchive(bench) {
  const { report, archiveFolder, intervals, tags, crimes, answers } = bench
  report.section('From the archive, nothing in memory')
  report.say(
    `\`readNear\` on the merged day, all ${tags.toLocaleString('en-GB')} tags lawful, then the exact distance. The files were in the system's page cache; the first question of a process comes without ClickHouse's own caches.`,
  )
  report.say()
  for (const radius of RADII) {
    const archive = await openEmbeddedArchive(archiveFolder)
    const [first] = await eachMilliseconds(crimes.slice(0, 1), (crime) =>
      archive.readNear(intervals, [nearCrime(crime, radius)]),
    )
    const each = await eachMilliseconds(sampleOf(crimes, SAMPLE), (crime) =>
      archive.readNear(intervals, [nearCrime(crime, radius)]),
    )
    const all = await timed(RUNS, () => nearAllCold(archive, intervals, crimes, radius))
    if (!sameAnswer(all.result, answers[radius].found))
      stop(`the archive found ${inWords(all.result)}, memory ${inWords(answers[radius].found)}`)
    answers[radius].cold = median(all.seconds)
    await archive.close()
    const p99 = percentile(each, 0.99)
    report.say(
      `- ${radius} m: one crime (${each.length} of them) p50 ${figure(percentile(each, 0.5))} ms, p99 ${figure(p99)} ms, the first after opening ${figure(first)} ms; all crimes ${spread(all.seconds, 's')}, the same pairs and positions as in memory`,
    )
    report.promise(
      `one crime from the archive, ${radius} m, p99`,
      '< 50 ms',
      `${figure(p99)} ms`,
      p99 < 50,
    )
  }
  report.say()
}

/**
 * A peer and ours in turns, so that whatever else the machine does falls on all alike.
 *
 * @returns seconds of the peer over seconds of each of ours, turn by turn.
 */
export async function inTurns({ memory, crimes, archiveFolder, intervals }, radius, ask) {
  const archive = await openEmbeddedArchive(archiveFolder)
  const ways = {
    memory: () => memory.nearAll(radius),
    cold: () => nearAllCold(archive, intervals, crimes, radius),
  }
  const ratios = { memory: [], cold: [] }
  for (let run = 0; run < RUNS; run++) {
    const { seconds: peer } = await timed(1, ask)
    for (const [way, work] of Object.entries(ways)) {
      const { seconds } = await timed(1, work)
      ratios[way].push(peer[0] / seconds[0])
    }
  }
  await archive.close()
  return ratios
}
