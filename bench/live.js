// node bench/live.js: 10,000 devices report 3,000 positions a second over HTTP, ten a request, while the server is killed
// (kill -9) every minute and started again; ten minutes. --minutes 1 for a try; --devices and --kill-every (seconds) make it
// otherwise; --watched gives every wearer an exclusion zone and a curfew, and sends one of a hundred from home into the zone.
import { fork, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureInstalled, root } from '../scripts/setup.js'
import { bodyOf } from './live-body.js'

ensureInstalled()
ensureBuilt()
const { figure, machine, percentile, Report } = await import('./archive-report.js')
const { capturedAt } = await import('../dist/domain/held-positions.js')
const { openEmbeddedArchive } = await import('../dist/store/positions/chdb.js')
const { openEmbeddedRecords } = await import('../dist/store/records/pglite.js')
const { Trail } = await import('../dist/app/monitoring/trail.js')
const { areaOf } = await import('../dist/geo/area.js')
const { defaultPolicy } = await import('../dist/ingest/policy-json.js')
const { zoneAssessment } = await import('../dist/monitoring/zone.js')

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    devices: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '3000' },
    'kill-every': { type: 'string', default: '60' },
    watched: { type: 'boolean', default: false },
  },
})
const minutes = Number(values.minutes)
const deviceCount = Number(values.devices)
const perSecond = Number(values.rate) / 10
const killEvery = Number(values['kill-every']) * 1000
const POSITIONS = 10
/** Latitude, longitude and half the width of the zone that is entered. */
const ZONE = [53.8, -4.4, 0.005]
const ENTER_EVERY = values.watched ? 100 : 0

const data = mkdtempSync(join(tmpdir(), 'whereabouts-bench-live-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
const program = join(root, 'bin', 'whereabouts.js')
const env = { ...process.env, WHEREABOUTS_LOG_LEVEL: 'warn' }

const devices = Array.from({ length: deviceCount }, (_, index) => ({
  id: `T${String(index).padStart(5, '0')}`,
  secret: `wd_${randomBytes(32).toString('base64url')}`,
}))
/** Reports are of now, or nothing would be watched. */
const startAt = Math.floor(Date.now() / 1000) * 1000 - 60_000

try {
  await prepare()
  const port = await freePort()
  let server = await serve(port)
  const sender = fork(join(root, 'bench', 'live-sender.js'))
  const faults = []
  const told = new Promise((resolve) => {
    sender.on('message', ({ fault, done }) => {
      if (fault) faults.push(fault)
      if (done) resolve(done)
    })
  })
  sender.send({ port, devices, perSecond, startAt, enterEvery: ENTER_EVERY })
  const began = performance.now()
  const end = began + minutes * 60_000
  const behind = []
  const watching = setInterval(
    () => void howFarBehind(port).then((s) => Number.isNaN(s) || behind.push(s)),
    1000,
  )
  let kills = 0
  const restarts = []
  while (performance.now() < end) {
    await pause(Math.min(killEvery, end - performance.now()))
    if (performance.now() >= end - 1000) break
    server.child.kill('SIGKILL')
    await server.ended
    kills++
    const down = performance.now()
    server = await serve(port)
    restarts.push(performance.now() - down)
  }
  clearInterval(watching)
  sender.send({ stop: true })
  const done = await told
  const seconds = (performance.now() - began) / 1000
  const cpu = cpuSeconds(server.child.pid)
  server.child.kill('SIGTERM')
  await server.ended
  await say(done, { kills, seconds, cpu, restarts, faults, behind })
} catch (error) {
  console.error(error)
  process.exitCode = 1
}

async function prepare() {
  mkdirSync(data, { recursive: true })
  const always = { from: '2026-01-01T00:00:00Z', to: null }
  const people = {
    deviceWearers: devices.map(({ id }) => ({ id: `W${id}` })),
    devices: devices.map(({ id }) => ({ id })),
    deviceActivations: devices.map(({ id }) => ({
      id: `A${id}`,
      deviceId: id,
      deviceWearerId: `W${id}`,
      ...always,
    })),
    zones: [
      zoneAt('exclusion', 'Z', ...ZONE),
      ...(values.watched ? [zoneAt('inclusion', 'H', 53.9, -4.45, 0.06)] : []),
    ],
    monitoringOrders: devices.map(({ id }) => ({
      id: `O${id}`,
      deviceWearerId: `W${id}`,
      orderType: 'POST_RELEASE',
      ...always,
      conditions: [
        { id: `C${id}`, kind: 'trail', ...always, crimeMapping: true },
        ...(values.watched ? watching(id, always) : []),
      ],
    })),
  }
  const path = join(data, '..', `${data.split('/').at(-1)}-people.json`)
  writeFileSync(path, JSON.stringify(people))
  await run('import', 'people', path, '--data', data)
  rmSync(path)
  const records = await openEmbeddedRecords(join(data, 'records'))
  await records.transaction(async (transaction) => {
    for (const { id, secret } of devices) {
      const hash = new Uint8Array(createHash('sha256').update(secret).digest())
      await transaction.query(
        'insert into device_credentials (device_id, secret_hash, made_at) values ($1, $2, now())',
        [id, hash],
      )
    }
  })
  await records.close()
}

function zoneAt(kind, id, latitude, longitude, wide) {
  const around = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([x, y]) => [longitude + x * wide, latitude + y * 0.003])
  const geometry = { type: 'Polygon', coordinates: [around] }
  return { id, kind, geometry, from: '2026-01-01T00:00:00Z', to: null }
}

function watching(id, always) {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  return [
    { id: `E${id}`, kind: 'zone', ...always, crimeMapping: false, zoneIds: ['Z'] },
    {
      id: `N${id}`,
      kind: 'curfew',
      ...always,
      crimeMapping: false,
      zoneIds: ['H'],
      // Hours that go on while it runs, so that a run says the same by day and by night.
      curfew: { hours: [{ weekdays, from: londonHour(-2), to: londonHour(10) }] },
    },
  ]
}

function londonHour(fromNow) {
  const at = new Date(Date.now() + fromNow * 3_600_000)
  const hour = at.toLocaleString('en-GB', { timeZone: 'Europe/London', hour: '2-digit' })
  return `${hour.padStart(2, '0')}:00`
}

function run(...words) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      env: { ...env, WHEREABOUTS_PURPOSE: 'a bench' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.once('exit', (status) => (status === 0 ? resolve() : reject(new Error(`${words}`))))
  })
}

function serve(port) {
  const words = [program, 'serve', '--data', data, '--port', String(port)]
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      for (const line of String(chunk).split('\n')) if (line.startsWith('{')) console.error(line)
      if (String(chunk).includes('Whereabouts is at')) resolve({ child, ended })
    })
    child.once('exit', (status) => reject(new Error(`the server ended: ${status}`)))
  })
}

function freePort() {
  return new Promise((resolve) => {
    const held = createServer()
    held.listen(0, '127.0.0.1', () => {
      const { port } = held.address()
      held.close(() => resolve(port))
    })
  })
}

async function say(done, { kills, seconds, cpu, restarts, faults, behind }) {
  const { counts, acknowledged, milliseconds, sinceFirst, entrants } = done
  const archive = await openEmbeddedArchive(join(data, 'positions'))
  const within = { from: startAt, to: Date.now() + 86_400_000 }
  let lost = 0
  let beyond = 0
  let distinct = 0
  for (let first = 0; first < devices.length; first += 500) {
    const page = devices.slice(first, first + 500)
    const intervals = page.map(({ id }) => ({
      deviceId: id,
      deviceWearerId: id,
      from: -Infinity,
      to: Infinity,
    }))
    const read = await archive.read(intervals, within)
    const kept = new Map(page.map(({ id }) => [id, new Set()]))
    for (let row = 0; row < read.length; row++) {
      kept.get(read.deviceIds[read.device[row]])?.add(capturedAt(read, row))
    }
    for (const [index, { id }] of page.entries()) {
      const said = acknowledged[first + index] * POSITIONS
      let found = 0
      for (let each = 0; each < said; each++) if (kept.get(id).has(startAt + each * 3000)) found++
      lost += said - found
      beyond += kept.get(id).size - found
    }
    distinct += await archive.countLawful(intervals)
  }
  await archive.close()
  const positions = counts.acknowledged * POSITIONS
  milliseconds.sort((a, b) => a - b)
  sinceFirst.sort((a, b) => a - b)
  const date = new Date().toISOString().slice(0, 10)
  mkdirSync(join(root, 'bench', 'results'), { recursive: true })
  const name = `${date}-live-${values.rate}-a-second-${minutes}-minutes${values.watched ? '-watched' : ''}.md`
  const report = new Report(`# Live tags, ${date}`, join(root, 'bench', 'results', name))
  report.say(`${machine()}. \`node bench/live.js ${process.argv.slice(2).join(' ')}\`.`)
  report.say()
  report.say(
    `${deviceCount.toLocaleString('en-GB')} devices, ten positions a request, ${values.rate} positions a second for ${minutes} minutes; the server was killed ${kills} times. The sender runs on the same machine.`,
  )
  report.say()
  report.say(
    `- sent ${counts.sent.toLocaleString('en-GB')} requests; acknowledged ${counts.acknowledged.toLocaleString('en-GB')}; sent again ${counts.again.toLocaleString('en-GB')}; refused ${counts.refused}`,
  )
  report.say(
    `- acknowledged ${Math.round(positions / seconds).toLocaleString('en-GB')} positions a second over ${Math.round(seconds)} s; in the archive ${distinct.toLocaleString('en-GB')} distinct`,
  )
  report.say(
    `- milliseconds to an acknowledgement: p50 ${figure(percentile(milliseconds, 0.5))}, p99 ${figure(percentile(milliseconds, 0.99))}; from the first try, kills and all: p50 ${figure(percentile(sinceFirst, 0.5))}, p99 ${figure(percentile(sinceFirst, 0.99))}`,
  )
  report.say(
    `- a restart took ${figure(Math.max(0, ...restarts) / 1000)} s at most; the last server used ${figure(cpu)} s of processors`,
  )
  if (faults.length > 0) report.say(`- faults: ${[...new Set(faults)].join(', ')}`)
  report.say()
  report.promise(
    'acknowledged positions that are not in the archive',
    '0',
    String(lost),
    lost === 0,
  )
  report.promise(
    'positions in the archive beyond those acknowledged',
    '0',
    String(beyond),
    beyond === 0 && distinct === positions,
  )
  const wanted = Number(values.rate) * 0.98
  report.promise(
    'positions a second, acknowledged',
    `>= ${wanted}`,
    String(Math.round(positions / seconds)),
    positions / seconds >= wanted,
  )
  behind.sort((a, b) => a - b)
  report.say()
  report.say(
    `Asked each second, the wearer who had waited longest to be looked at had waited: p50 ${figure(percentile(behind, 0.5))} s, p99 ${figure(percentile(behind, 0.99))} s.`,
  )
  if (values.watched) await sayIncidents(report, entrants)
}

/** From the acknowledgement of the report that makes it so to when it is said: noticed, and an incident once five minutes have passed. */
async function sayIncidents(report, entrants) {
  const records = await openEmbeddedRecords(join(data, 'records'))
  const rows = await records.query(
    `select distinct on (incidents.id, said.stage) device_wearer_id as wearer, said.stage, said.said_at
     from incidents join incident_revisions as said on said.incident_id = incidents.id
     where incidents.family = 'zone' and said.stage in ('potential', 'actual')
     order by incidents.id, said.stage, said.revision`,
  )
  await records.close()
  for (const stage of ['potential', 'actual']) {
    const decisive = decisiveRound(stage)
    const said = new Map(rows.filter((row) => row.stage === stage).map((row) => [row.wearer, row]))
    let due = 0
    const waits = []
    for (const [id, acknowledgedAt] of Object.entries(entrants)) {
      if (acknowledgedAt[decisive] === undefined) continue
      due++
      const row = said.get(`W${id}`)
      if (row) waits.push(Date.parse(row.said_at) - acknowledgedAt[decisive])
    }
    waits.sort((a, b) => a - b)
    const what = `entrants with ${stage === 'potential' ? 'a potential incident' : 'an incident'}`
    report.promise(what, `>= ${due}`, String(waits.length), waits.length >= due)
    if (waits.length === 0) continue
    const [p50, p99] = [0.5, 0.99].map((share) => percentile(waits, share))
    const measured = `${figure(p99)} ms (p50 ${figure(p50)} ms)`
    report.promise(`from receipt to ${stage}, p99`, '< 5000 ms', measured, p99 < 5000)
  }
}

/** The first report with which the engine itself says so, of the positions that are looked at: one of every 20 seconds. */
function decisiveRound(stage) {
  const always = { from: startAt - 3_600_000, to: startAt + 86_400_000 }
  const area = areaOf({ ...zoneAt('exclusion', 'Z', ...ZONE), from: always.from, to: always.to })
  const rule = {
    ...{ id: 'Z', kind: 'exclusion', within: [always], exceptions: [] },
    place: { zoneId: 'Z', area, valid: always },
  }
  const trail = new Trail()
  for (let round = 0; round < 100; round++) {
    const { positions } = JSON.parse(bodyOf(0, round, startAt, true))
    for (const position of positions) {
      trail.add({ ...position, capturedAt: Date.parse(position.capturedAt) })
    }
    const now = trail.newest + 60_000
    const looked = { within: { from: always.from, to: now }, now }
    const { findings } = zoneAssessment(
      rule,
      trail.within(always),
      looked,
      defaultPolicy.monitoring,
    )
    const stages = findings.map((finding) => finding.stage)
    if (stages.includes('actual') || stages.includes(stage)) return round
  }
  throw new Error(`The engine never says ${stage} of those who enter`)
}

/** What the server says of its monitoring; nothing while it is not there. */
async function howFarBehind(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    const [, seconds] = /^whereabouts_monitoring_oldest_seconds (\S+)/m.exec(await answer.text())
    if (process.env.BENCH_TELLS) console.error(seconds)
    return Number(seconds)
  } catch {
    return Number.NaN
  }
}

/** User and system time of a process, in seconds. */
function cpuSeconds(pid) {
  try {
    const [, rest = ''] = readStat(pid).split(') ')
    const fields = rest.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

function readStat(pid) {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
}
