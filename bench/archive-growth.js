// Parts of bench/archive.js: what becomes slower as the archive grows, and one person's trail.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { arrangePositions } from '../dist/matching/arrange-positions.js'
import { Candidates } from '../dist/matching/candidates.js'
import { defaultParameters } from '../dist/matching/parameters.js'
import { openEmbeddedArchive } from '../dist/store/positions/chdb.js'
import { stop } from '../scripts/setup.js'
import { DAY, dayOfPositions, deviceIds, FIRST_DAY } from './archive-data.js'
import {
  appendAll,
  eachMilliseconds,
  mergeArchive,
  nearAllCold,
  nearCrime,
  sampleOf,
  trailOf,
} from './archive-engine.js'
import { figure, median, percentile, RUNS, spread, timed } from './archive-report.js'

const RADIUS = 100
const SIZES = [1, 3, 7, 14, 30]
const TRAIL_DAYS = 14

/** A day as it would be after its import. */
export async function firstDay({ archiveFolder, tags }) {
  const archive = await openEmbeddedArchive(archiveFolder)
  await archive.migrate()
  await appendAll(archive, dayOfPositions(tags, 0))
  await archive.close()
}

/** The same crimes of the first day, while more days come behind it. */
export async function growing({ report, archiveFolder, tags, days, crimes, intervals, lawful }) {
  const sizes = SIZES.filter((size) => size <= days)
  report.section('Growth')
  report.say(
    `The same crimes at ${RADIUS} m with ${sizes.join(', ')} days of ${tags.toLocaleString('en-GB')} tags in the archive, merged.${days < 30 ? ` Up to 30 days was left out for its time (BENCH_DAYS=30); days are partitions of their own, and ${sizes.at(-1)} show the trend.` : ''}`,
  )
  report.say()
  report.say(
    '| Days | Positions | All crimes, archive | One crime p50 / p99 | Day filled and matched | One tag, all days, p50 / p99 |',
  )
  report.say('|---|---|---|---|---|---|')
  const seen = []
  let held = 1
  let fortnight
  for (const size of sizes) {
    const archive = await openEmbeddedArchive(archiveFolder)
    for (; held < size; held++) await appendAll(archive, dayOfPositions(tags, held))
    await mergeArchive(archiveFolder)
    const all = await timed(RUNS, () => nearAllCold(archive, intervals, crimes, RADIUS))
    const one = await eachMilliseconds(sampleOf(crimes, 200), (crime) =>
      archive.readNear(intervals, [nearCrime(crime, RADIUS)]),
    )
    const filled = await timed(1, () => fillAndMatch(archive, intervals, lawful, crimes))
    const trails = await trailTimes(archive, tags, size)
    if (size === TRAIL_DAYS) fortnight = percentile(trails, 0.99)
    await archive.close()
    const measured = {
      'all crimes from the archive': median(all.seconds),
      'one crime from the archive, median': percentile(one, 0.5),
      'a day filled and matched': filled.seconds[0],
    }
    seen.push(measured)
    report.say(
      `| ${size} | ${(size * tags * 1440).toLocaleString('en-GB')} | ${spread(all.seconds, 's')} | ${figure(percentile(one, 0.5))} / ${figure(percentile(one, 0.99))} ms | ${figure(filled.seconds[0])} s (one run) | ${figure(percentile(trails, 0.5))} / ${figure(percentile(trails, 0.99))} ms |`,
    )
  }
  report.say()
  const [first, last] = [seen[0], seen.at(-1)]
  for (const [what, least] of Object.entries(first)) {
    const times = last[what] / least
    report.promise(
      `${what}, ${sizes.at(-1)} days beside 1`,
      '<= 1.5 x',
      `${figure(times)} x`,
      times <= 1.5,
    )
  }
  if (fortnight === undefined) return
  report.promise(
    `one tag's ${TRAIL_DAYS} days among ${tags.toLocaleString('en-GB')}, p99`,
    '< 50 ms',
    `${figure(fortnight)} ms`,
    fortnight < 50,
  )
}

/** Fourteen days of fewer tags: as many positions as fit the time. */
export async function onePerson({ report, archiveFolder, file, tags }) {
  rmSync(archiveFolder, { recursive: true, force: true })
  const few = Math.min(1000, tags)
  const folder = join(file('fourteen'))
  const archive = await openEmbeddedArchive(folder)
  await archive.migrate()
  for (let day = 0; day < TRAIL_DAYS; day++) await appendAll(archive, dayOfPositions(few, day))
  await mergeArchive(folder)
  const trail = await trailOf(archive, deviceIds(few)[0], TRAIL_DAYS)
  if (trail.length !== TRAIL_DAYS * 1440) stop(`a trail had ${trail.length} positions`)
  const times = await trailTimes(archive, few, TRAIL_DAYS)
  await archive.close()
  const p99 = percentile(times, 0.99)
  report.section('One person')
  report.say(
    `${TRAIL_DAYS} days of ${few.toLocaleString('en-GB')} tags, merged; 200 million rows for 10,000 tags would have doubled the run, and the table above has them for fewer days. ${TRAIL_DAYS} days of one tag (20,160 positions): p50 ${figure(percentile(times, 0.5))} ms, p99 ${figure(p99)} ms.`,
  )
  report.say()
  report.promise(
    `one tag's ${TRAIL_DAYS} days among ${few.toLocaleString('en-GB')}, p99`,
    '< 50 ms',
    `${figure(p99)} ms`,
    p99 < 50,
  )
}

function trailTimes(archive, tags, days) {
  return eachMilliseconds(sampleOf(deviceIds(tags), 200), (id) => trailOf(archive, id, days))
}

async function fillAndMatch(archive, intervals, lawful, crimes) {
  const columns = await archive.read(intervals, { from: FIRST_DAY, to: FIRST_DAY + DAY })
  const parameters = { ...defaultParameters, radiusMetres: RADIUS }
  const candidates = new Candidates(arrangePositions(columns), lawful, parameters)
  return crimes.reduce((sum, crime) => sum + [...candidates.of(crime, 'radius')].length, 0)
}
