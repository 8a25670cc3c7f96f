// Our own side of bench/archive.js: days in memory, and the archive in a folder.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import { DistanceBounds } from '../dist/geo/distance-bounds.js'
import { earthPoint } from '../dist/geo/ellipsoid.js'
import { arrangePositions } from '../dist/matching/arrange-positions.js'
import { PositionIndex } from '../dist/matching/position-index.js'
import { root, stop } from '../scripts/setup.js'
import { DAY, FIRST_DAY } from './archive-data.js'

const BATCH = 200_000

/** What everybody is asked for all crimes: how many pairs of crime and device, and of positions in radius. */
export function nearAll(index, positions, crimes, radiusMetres) {
  const inRadius = new Uint32Array(positions.deviceIds.length)
  const answer = { pairs: 0, hits: 0 }
  for (const crime of crimes) near(index, crime, radiusMetres, inRadius, answer)
  return answer
}

/** Of one crime, how often each device was in radius in the window: found by the index, decided on the ellipsoid. */
export function near(index, crime, radiusMetres, inRadius, answer) {
  const { latitude, longitude, window } = crime
  const place = new DistanceBounds(earthPoint(latitude, longitude))
  const devices = []
  index.candidates({ latitude, longitude, radiusMetres }, window, (device, _at, north, east) => {
    if (!place.isWithin(radiusMetres, north, east)) return
    if (inRadius[device]++ === 0) devices.push(device)
  })
  for (const device of devices) {
    answer.pairs++
    answer.hits += inRadius[device]
    inRadius[device] = 0
  }
}

export function sameAnswer(a, b) {
  return a.pairs === b.pairs && a.hits === b.hits
}

export function inWords({ pairs, hits }) {
  return `${pairs.toLocaleString('en-GB')} pairs with ${hits.toLocaleString('en-GB')} positions`
}

/** Milliseconds of each question, one after the other. */
export async function eachMilliseconds(items, ask) {
  const times = []
  for (const item of items) {
    const start = performance.now()
    await ask(item)
    times.push(performance.now() - start)
  }
  return times
}

/** Evenly spread over the crimes, so that long and short windows are both there. */
export function sampleOf(items, count) {
  const step = Math.max(1, Math.floor(items.length / count))
  return items.filter((_, i) => i % step === 0).slice(0, count)
}

/** All crimes answered from the archive alone: read, arranged, and decided on the ellipsoid. */
export async function nearAllCold(archive, intervals, crimes, radiusMetres) {
  const columns = await archive.readNear(
    intervals,
    crimes.map((crime) => nearCrime(crime, radiusMetres)),
  )
  const { positions } = arrangePositions(columns)
  return nearAll(new PositionIndex(positions), positions, crimes, radiusMetres)
}

export function nearCrime({ latitude, longitude, window }, radiusMetres) {
  return { latitude, longitude, radiusMetres, from: window.from, to: window.to }
}

export function trailOf(archive, deviceId, days) {
  const within = { from: FIRST_DAY, to: FIRST_DAY + days * DAY }
  return archive.read([{ deviceId, deviceWearerId: deviceId, ...within }], within)
}

export async function appendAll(archive, positions) {
  for (let from = 0; from < positions.length; from += BATCH) {
    const to = Math.min(positions.length, from + BATCH)
    await archive.append({
      length: to - from,
      deviceIds: positions.deviceIds,
      mechanisms: positions.mechanisms,
      device: positions.device.subarray(from, to),
      capturedAt: positions.capturedAt.subarray(from, to),
      latitude: positions.latitude.subarray(from, to),
      longitude: positions.longitude.subarray(from, to),
      accuracy: positions.accuracy.subarray(from, to),
      mechanism: positions.mechanism.subarray(from, to),
    })
  }
}

/** Merges every day to one part, as ClickHouse does by itself in time. @returns seconds. */
export async function mergeArchive(folder) {
  const start = performance.now()
  const client = createClient({
    connection: createChdbConnection({ path: join(folder, 'chdb') }),
  })
  for (const table of ['positions_by_device', 'positions_by_place']) {
    await client.command({ query: `OPTIMIZE TABLE ${table} FINAL` })
  }
  await client.close()
  return (performance.now() - start) / 1000
}

/** Bytes of each column, packed. */
export async function columnBytes(folder) {
  const client = createClient({
    connection: createChdbConnection({ path: join(folder, 'chdb') }),
  })
  const answer = await client.query({
    query: `SELECT table, column, toFloat64(sum(column_data_compressed_bytes)) AS bytes
      FROM system.parts_columns WHERE active AND table LIKE 'positions_by_%' GROUP BY table, column ORDER BY table, bytes DESC`,
    format: 'JSONEachRow',
  })
  const rows = await answer.json()
  await client.close()
  return rows
}

/** A command of ours as a process of its own. */
export function whereabouts(folder, ...words) {
  const usage = join(folder, 'usage.json')
  const preload = join(root, 'bench', 'report-usage.js')
  const start = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', preload, join(root, 'bin', 'whereabouts.js'), ...words],
    { encoding: 'utf8', env: { ...process.env, BENCH_USAGE: usage } },
  )
  if (status !== 0) stop(`whereabouts ${words.join(' ')} failed: ${stderr}`)
  return {
    seconds: (performance.now() - start) / 1000,
    ...JSON.parse(readFileSync(usage, 'utf8')),
  }
}

/** Filling a day, in a process of its own. */
export function fillDay(folder, tags) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', join(root, 'bench', 'archive-fill.js'), folder, String(tags)],
    { encoding: 'utf8' },
  )
  if (status !== 0) stop(`Filling a day failed: ${stderr}`)
  return JSON.parse(stdout)
}
