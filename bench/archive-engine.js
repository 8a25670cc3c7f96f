// Our own side of bench/archive.js: days in memory, and the archive in a folder.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import { ThreadPool } from '../dist/app/thread-pool.js'
import { arrangePositions } from '../dist/matching/arrange-positions.js'
import { PositionIndex } from '../dist/matching/position-index.js'
import { root, stop } from '../scripts/setup.js'
import { DAY, FIRST_DAY } from './archive-data.js'
import { nearAll } from './near-all.js'

const BATCH = 200_000
/** Of the crimes, for each thread: none waits long for another. */
const SHARES = 4

/** Threads for all cores of which whichever is free finds who was near the next share of crimes; the index is read where it lies. */
export function nearThreads(positions, index, crimes) {
  const threads = availableParallelism()
  const shares = SHARES * threads
  const program = new URL('archive-near-thread.js', import.meta.url)
  const pool = new ThreadPool(
    program,
    Array.from({ length: threads }, () => ({
      positions,
      parts: index.parts,
      devices: positions.deviceIds.length,
      crimes,
    })),
  )
  return {
    async nearAll(radiusMetres) {
      const questions = Array.from({ length: shares }, (_, share) => ({ share, shares }))
      const told = await pool.ask({ radiusMetres }, questions)
      const sum = (name) => told.reduce((all, answer) => all + answer[name], 0)
      return { pairs: sum('pairs'), hits: sum('hits') }
    },
    end: () => pool.end(),
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
  return nearAll(new PositionIndex(positions), positions.deviceIds.length, crimes, radiusMetres)
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
    [join(root, 'bench', 'archive-fill.js'), folder, String(tags)],
    { encoding: 'utf8' },
  )
  if (status !== 0) stop(`Filling a day failed: ${stderr}`)
  return JSON.parse(stdout)
}
