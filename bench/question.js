// node bench/question.js: "Was it any of ours?" on an archive of tags that report once a minute, 200 questions of up to
// twelve hours. 2,000 tags for 3 days; --full is 10,000. BENCH_TAGS, BENCH_DAYS and
// BENCH_QUESTIONS make it otherwise.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const { DAY, crimesOf, dayOfPositions, deviceIds, FIRST_DAY } = await import('./archive-data.js')
const { figure, machine, percentile, Report } = await import('./archive-report.js')
const { openEmbeddedArchive } = await import('../dist/store/positions/chdb.js')
const { openEmbeddedRecords } = await import('../dist/store/records/pglite.js')
const { identifyInputs } = await import('../dist/store/records/run-inputs.js')
const { finishRun, startRun } = await import('../dist/store/records/run-records.js')
const { loadPeople } = await import('../dist/store/records/stored-people.js')
const { DaysInMemory } = await import('../dist/app/days-in-memory.js')
const { archiveTimelines } = await import('../dist/app/archive-timelines.js')
const { importPeople } = await import('../dist/app/import-people.js')
const { operator } = await import('../dist/app/asker.js')
const { QuestionGround } = await import('../dist/app/questions/question-ground.js')
const { askPlace } = await import('../dist/app/questions/ask-place.js')
const { crimeMappingIntervals } = await import('../dist/domain/lawful-intervals.js')
const { EvidenceEngine } = await import('../dist/matching/evidence/weigh-evidence.js')
const { defaultParameters } = await import('../dist/matching/parameters.js')

const tags = Number(process.env.BENCH_TAGS ?? (process.argv.includes('--full') ? 10_000 : 2000))
const days = Number(process.env.BENCH_DAYS ?? 3)
const QUESTIONS = Number(process.env.BENCH_QUESTIONS ?? 200)
const LIMIT_MS = 1000
/** A day of everybody in memory: what the budget of a server may not hold beside its other work. */
const DAYS_BYTES = 2 ** 30
const folderPath = mkdtempSync(join(tmpdir(), 'whereabouts-bench-question-'))
process.once('exit', () => rmSync(folderPath, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
const date = new Date().toISOString().slice(0, 10)
const results = join(root, 'bench', 'results')
mkdirSync(results, { recursive: true })
const report = new Report(
  `# "Was it any of ours?", ${date}`,
  join(results, `${date}-question-${tags}-tags-${days}-days.md`),
)
const parameters = { ...defaultParameters, radiusMetres: 500, nearMetres: 500 }

try {
  const folder = await fill()
  report.say(`${machine()}. \`node bench/question.js\`.`)
  report.say()
  report.say(
    `${tags.toLocaleString('en-GB')} tags, ${days} days, a position a minute: ${(tags * days * 1440).toLocaleString('en-GB')} positions; nobody’s day held in memory as columns. ${QUESTIONS} questions: 500 m, windows of 0 to 12 hours. Milliseconds from the question to its ranked answer, evidence weighed; and of processors, which others that use the machine do not lengthen.`,
  )
  report.say()
  const ground = new QuestionGround(folder, parameters.evidence)
  const began = performance.now()
  await ground.stand()
  const learned = performance.now() - began
  report.say(
    `- what questions stand on (who may be compared, where people stop), learned once after a run or an import of people: ${figure(learned / 1000)} s, which the first question waits for`,
  )
  const warm = await ask(folder, ground, 'knots of the days in memory')
  await late(folder)
  const apart = await ask(
    folder,
    ground,
    'something came to every day since, so trails are read in order of device',
  )
  report.say()
  report.promise(
    'a question, knots in memory, p99',
    '< 1000 ms',
    `${figure(warm)} ms`,
    warm < LIMIT_MS,
  )
  report.promise(
    'a question, trails from the archive, p99',
    '< 1000 ms',
    `${figure(apart)} ms`,
    apart < LIMIT_MS,
  )
} catch (error) {
  console.error(error)
  process.exit(1)
}
// ClickHouse's threads would keep the process.
process.exit(0)

/** A data folder with the tags' days, the people who wear them, and a run that fitted the evidence. */
async function fill() {
  const archive = await openEmbeddedArchive(join(folderPath, 'positions'))
  await archive.migrate()
  const records = await openEmbeddedRecords(join(folderPath, 'records'))
  const memory = new DaysInMemory(archive, DAYS_BYTES)
  const folder = { records, archive: memory.archive, days: memory }
  for (let day = 0; day < days; day++) {
    const whole = dayOfPositions(tags, day)
    for (let from = 0; from < whole.length; from += 1_440_000) {
      await folder.archive.append(part(whole, from, Math.min(whole.length, from + 1_440_000)))
    }
  }
  const file = join(folderPath, 'people.json')
  writeFileSync(file, JSON.stringify(people()))
  await importPeople(folder, { actor: operator(), purpose: 'a bench' }, [file])
  const lawful = crimeMappingIntervals(await loadPeople(records))
  // Days are tied here, as a run of everything does.
  const engine = new EvidenceEngine(
    await archiveTimelines(memory, lawful, () => true),
    parameters.evidence,
  )
  const id = await startRun(records, {
    algorithmVersion: 'bench',
    parameters: {},
    pairs: 'radius',
    inputs: await identifyInputs(records),
    scope: 'whole',
    begunBy: 'command',
    startedAt: Date.now(),
  })
  await finishRun(records, id, {
    outcome: 'done',
    finishedAt: Date.now(),
    evidence: { set: parameters.evidence, fitted: engine.fitted() },
  })
  // As after a start: nothing but what is on disk.
  const fresh = new DaysInMemory(archive, DAYS_BYTES)
  return { records, archive: fresh.archive, days: fresh }
}

/** @returns the 99th percentile in milliseconds. */
async function ask(folder, ground, how) {
  const milliseconds = []
  const busy = []
  let near = 0
  for (const [i, crime] of crimesOf(QUESTIONS).entries()) {
    const shift = (i % days) * DAY
    const window = { from: crime.window.from + shift, to: crime.window.to + shift }
    const used = process.cpuUsage()
    const began = performance.now()
    const answer = await askPlace(folder, ground, { ...crime, window }, parameters)
    milliseconds.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    busy.push((user + system) / 1000)
    near += answer.near.length
  }
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(milliseconds, share))
  report.say(
    `- ${how}: p50 ${figure(p50)}, p95 ${figure(p95)}, p99 ${figure(p99)}, the first ${figure(milliseconds[0])}; of both cores p50 ${figure(percentile(busy, 0.5))}, p99 ${figure(percentile(busy, 0.99))}; ${figure(near / QUESTIONS)} wearers weighed a question`,
  )
  return p99
}

/** One late position a day: what was kept of those days holds no more. */
async function late({ archive }) {
  for (let day = 0; day < days; day++) {
    const { deviceIds: ids, mechanisms, ...columns } = part(dayOfPositions(1, day), 0, 1)
    columns.capturedAt[0] = FIRST_DAY + day * DAY + 61_001
    await archive.append({ ...columns, deviceIds: ids, mechanisms })
  }
}

function part(positions, from, to) {
  const columns = ['device', 'capturedAt', 'latitude', 'longitude', 'accuracy', 'mechanism']
  return {
    length: to - from,
    deviceIds: positions.deviceIds,
    mechanisms: positions.mechanisms,
    ...Object.fromEntries(columns.map((name) => [name, positions[name].slice(from, to)])),
  }
}

function people() {
  const ids = deviceIds(tags)
  const from = '2026-01-01T00:00:00Z'
  return {
    deviceWearers: ids.map((id) => ({ id: `W-${id}` })),
    devices: ids.map((id) => ({ id })),
    deviceActivations: ids.map((id) => ({
      id: `A-${id}`,
      deviceId: id,
      deviceWearerId: `W-${id}`,
      from,
      to: null,
    })),
    monitoringOrders: ids.map((id) => ({
      id: `O-${id}`,
      deviceWearerId: `W-${id}`,
      orderType: 'Licence',
      from,
      to: null,
      conditions: [{ id: 'C', kind: 'trail', from, to: null, crimeMapping: true }],
    })),
    zones: [],
    allocations: [],
  }
}
