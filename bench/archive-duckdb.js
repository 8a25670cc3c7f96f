// DuckDB as a peer: installed for the run only, in a folder of its own.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export const VERSION = '1.5.6-r.1'

/** @returns a connection, or `undefined` where the package cannot be had. */
export async function openDuckdb(folder, file) {
  mkdirSync(folder, { recursive: true })
  const words = ['install', '--no-audit', '--no-fund', '--prefix', folder]
  const { status } = spawnSync('npm', [...words, `@duckdb/node-api@${VERSION}`], {
    encoding: 'utf8',
  })
  if (status !== 0) return undefined
  const { DuckDBInstance } = createRequire(join(folder, 'package.json'))('@duckdb/node-api')
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  return { connection, close: () => connection.closeSync() }
}

/** Rows in the order of hour and cell, so that DuckDB's zone maps prune by time and place. @returns seconds. */
export async function loadCells(connection, file) {
  const start = performance.now()
  await connection.run(`
    create table cells as select * from read_csv('${file}', header = false, columns = {
      device: 'UINTEGER', t: 'BIGINT', hour: 'INTEGER', cell: 'UINTEGER', latitude: 'INTEGER', longitude: 'INTEGER' })
    order by hour, cell, t`)
  await connection.run('checkpoint')
  return (performance.now() - start) / 1000
}

export async function loadPlaces(connection, radius, file) {
  await connection.run(`
    create table places_${radius} as select * from read_csv('${file}', header = false, columns = {
      number: 'INTEGER', hour: 'INTEGER', cell: 'UINTEGER', opens: 'BIGINT', closes: 'BIGINT',
      latitude: 'INTEGER', longitude: 'INTEGER', north: 'DOUBLE', east: 'DOUBLE' })`)
}

/** @returns how many pairs of crime and device, and how many positions in radius they have together. */
export async function matchAll(connection, radius) {
  const reader = await connection.runAndReadAll(`
    select count(*)::double, sum(hits)::double from (
      select c.number, p.device, count(*) as hits from cells p join places_${radius} c using (hour, cell)
      where p.t between c.opens and c.closes
        and ((p.latitude - c.latitude) * c.north) ** 2 + ((p.longitude - c.longitude) * c.east) ** 2
          <= ${radius}.0 * ${radius}
      group by c.number, p.device)`)
  const [pairs, hits] = reader.getRows()[0].map(Number)
  return { pairs, hits }
}

/** One crime's positions, with the places of that crime found in the same statement. */
export async function oneCrime(prepared, number) {
  prepared.bindInteger(1, number)
  const reader = await prepared.runAndReadAll()
  return reader.getRows().length
}

export function prepareOne(connection, radius) {
  return connection.prepare(`
    select p.device, p.t from cells p join (select * from places_${radius} where number = $1) c using (hour, cell)
    where p.t between c.opens and c.closes
      and ((p.latitude - c.latitude) * c.north) ** 2 + ((p.longitude - c.longitude) * c.east) ** 2
        <= ${radius}.0 * ${radius}`)
}
