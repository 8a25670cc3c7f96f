// node bench/monitoring.js: 10,000 wearers with a zone and a curfew each, who have reported once a minute since the evening;
// then BENCH_SECONDS (30) of 3,000 positions a second, 10 a report, looked at each second. How long a look takes, and what it holds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled } from '../scripts/setup.js'

ensureInstalled()
ensureBuilt()
const { DaysInMemory } = await import('../dist/app/days-in-memory.js')
const { Monitoring } = await import('../dist/app/monitoring/monitoring.js')
const { PositionColumnsBuilder } = await import('../dist/domain/position-columns.js')
const { weekdays } = await import('../dist/domain/weekly-hours.js')
const { defaultPolicy } = await import('../dist/ingest/policy-json.js')
const { openEmbeddedArchive } = await import('../dist/store/positions/chdb.js')
const { startImport } = await import('../dist/store/records/imports.js')
const { savePeople } = await import('../dist/store/records/people-records.js')
const { openEmbeddedRecords } = await import('../dist/store/records/pglite.js')

const wearers = Number(process.env.BENCH_WEARERS ?? 10_000)
const seconds = Number(process.env.BENCH_SECONDS ?? 30)
const minutes = Number(process.env.BENCH_MINUTES ?? 480)
/** One in so many is in the zone, and away from home. */
const ONE_IN = 100
const MINUTE = 60_000
const evening = Date.UTC(2026, 0, 5, 19)
const ever = { from: Date.UTC(2026, 0, 1), to: Infinity }
let now = evening + minutes * MINUTE

const place = mkdtempSync(join(tmpdir(), 'whereabouts-monitoring-'))
const records = await openEmbeddedRecords(join(place, 'records'))
const archive = await openEmbeddedArchive(join(place, 'positions'), { now: () => now })
await archive.migrate()
const folder = { records, archive, days: new DaysInMemory(archive, 2 ** 28) }
try {
  await savePeople(
    records,
    await startImport(records, { kind: 'people', fileName: 'bench', startedAt: now }),
    people(),
  )
  await fillArchive()
  let begun = performance.now()
  const monitoring = await Monitoring.open(folder, {
    settings: defaultPolicy.monitoring,
    now: () => now,
    settle: async () => undefined,
    onRaised: () => undefined,
  })
  tell('taking up what there was', performance.now() - begun)
  begun = performance.now()
  while (await monitoring.look());
  now += 60_000
  while (await monitoring.look());
  tell('the first look at everybody', performance.now() - begun)
  const looks = []
  const usage = process.cpuUsage()
  for (let second = 0; second < seconds; second++) {
    now += 1000
    const some = Array.from({ length: 300 }, (_, index) => (second * 300 + index) % wearers)
    monitoring.heard(some.map((number) => report(number, 10)))
    begun = performance.now()
    while (await monitoring.look());
    looks.push(performance.now() - begun)
  }
  const { user, system } = process.cpuUsage(usage)
  tell('a look at 300 wearers, processor time on average', (user + system) / 1000 / seconds)
  looks.sort((a, b) => a - b)
  tell('a look at 300 wearers, median', looks[Math.floor(looks.length / 2)])
  tell('a look at 300 wearers, longest', looks.at(-1))
  const { positionsHeld } = monitoring.figures()
  const [{ found }] = await records.query('select count(*) as found from incidents')
  console.log(
    `${positionsHeld} positions held, ${Math.round(process.memoryUsage().rss / 1e6)} MB, ${found} incidents`,
  )
} finally {
  await archive.close()
  await records.close()
  rmSync(place, { recursive: true, force: true })
}

function people() {
  const circle = (north) => ({ type: 'Point', coordinates: [-4.4, 53.8 + north / 111.3] })
  const numbers = Array.from({ length: wearers }, (_, number) => number)
  return {
    deviceWearers: numbers.map((number) => ({ id: `W${number}` })),
    devices: numbers.map((number) => ({ id: `D${number}` })),
    deviceActivations: numbers.map((number) => ({
      id: `A${number}`,
      deviceId: `D${number}`,
      deviceWearerId: `W${number}`,
      ...ever,
    })),
    monitoringOrders: numbers.map((number) => ({
      id: `O${number}`,
      deviceWearerId: `W${number}`,
      orderType: 'acquisitive-crime',
      ...ever,
      conditions: [
        { id: 'z', kind: 'zone', ...ever, crimeMapping: false, zoneIds: [`Z${number}`] },
        {
          id: 'c',
          kind: 'curfew',
          ...ever,
          crimeMapping: false,
          zoneIds: [`H${number}`],
          curfew: { hours: [{ weekdays, from: '19:00', to: '07:00' }] },
        },
      ],
    })),
    zones: numbers.flatMap((number) => [
      { id: `H${number}`, kind: 'inclusion', geometry: circle(0), radiusMetres: 100, ...ever },
      { id: `Z${number}`, kind: 'exclusion', geometry: circle(1), radiusMetres: 200, ...ever },
    ]),
    allocations: [],
  }
}

/** At home, but for some who went to the zone half an hour ago; never twice quite the same place. */
function position(number, at) {
  const isAway = number % ONE_IN === 0 && at > evening + (minutes - 30) * MINUTE
  const noise = ((number * 31 + Math.floor(at / 1000) * 17) % 200) / 1e6
  return { latitude: 53.8 + (isAway ? 1 / 111.3 : 0) + noise, longitude: -4.4 + noise / 2 }
}

function report(number, count) {
  const observations = Array.from({ length: count }, (_, index) => {
    const capturedAt = now - (count - 1 - index) * 3300
    return {
      capturedAt,
      ...position(number, capturedAt),
      accuracyMetres: 10,
      mechanism: 'GPS',
    }
  })
  return { deviceId: `D${number}`, feed: 'http', receivedAt: now, observations, events: [] }
}

async function fillArchive() {
  const devices = Array.from({ length: wearers }, (_, number) => `D${number}`)
  for (let first = 0; first < minutes; first += 60) {
    const builder = new PositionColumnsBuilder(60 * wearers)
    builder.deviceIds.push(...devices)
    builder.mechanisms.push('GPS')
    for (let minute = first; minute < Math.min(minutes, first + 60); minute++) {
      const at = evening + minute * MINUTE
      for (let number = 0; number < wearers; number++) {
        const { latitude, longitude } = position(number, at)
        builder.add(number, at, Math.round(latitude * 1e7), Math.round(longitude * 1e7), 10, 0)
      }
    }
    await archive.append(builder.build())
  }
}

function tell(what, milliseconds) {
  console.log(
    `${what}: ${milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`}`,
  )
}
