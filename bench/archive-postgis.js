// PostGIS as a peer: a private cluster, durable, tuned for one large load.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const PROGRAMS = '/usr/lib/postgresql/15/bin'
export const INSTALL =
  'apt-get update && apt-get install -y --no-install-recommends postgresql-15-postgis-3'
export const SETTINGS = {
  shared_buffers: '4GB',
  maintenance_work_mem: '2GB',
  work_mem: '256MB',
  effective_cache_size: '12GB',
  max_wal_size: '16GB',
  checkpoint_timeout: '30min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
}

export function postgisInstalled() {
  return existsSync('/usr/share/postgresql/15/extension/postgis.control')
}

/** @returns a client and a `stop` that also removes the cluster. */
export async function startPostgis(folder) {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  const account = postgresAccount()
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(PROGRAMS, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    { ...account, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`Cannot make a PostgreSQL cluster: ${made.stderr}`)
  const settings = Object.entries({ ...SETTINGS, listen_addresses: '' })
  const server = spawn(
    join(PROGRAMS, 'postgres'),
    ['-D', data, '-k', folder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...account, cwd: folder, stdio: 'ignore' },
  )
  const endWithUs = () => server.kill('SIGQUIT')
  process.prependOnceListener('exit', endWithUs)
  const client = await connected(folder, server)
  await client.query('create extension postgis; create extension btree_gist')
  return {
    client,
    async stop() {
      await client.end()
      process.off('exit', endWithUs)
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** COPY and index, from a file of points. @returns seconds of each. */
export async function loadPoints(client, file) {
  await client.query(
    'create table points (device int4, t timestamptz, place geography(point, 4326), accuracy float4)',
  )
  const copy = await seconds(() => client.query(`copy points from '${file}' (format csv)`))
  const index = await seconds(() => client.query('create index on points using gist (place, t)'))
  await client.query('analyze points')
  return { copy, index, bytes: await bytesOf(client, 'points') }
}

/** COPY and index, from a file of hours and cells. */
export async function loadCells(client, file) {
  await client.query(
    'create table cells (device int4, t int8, hour int4, cell int8, latitude int4, longitude int4)',
  )
  const copy = await seconds(() => client.query(`copy cells from '${file}' (format csv)`))
  const index = await seconds(() => client.query('create index on cells (hour, cell)'))
  await client.query('analyze cells')
  return { copy, index, bytes: await bytesOf(client, 'cells') }
}

export async function loadCrimes(client, file) {
  await client.query(`
    create table raw_crimes (number int4, latitude float8, longitude float8, opens timestamptz, closes timestamptz);
    copy raw_crimes from '${file}' (format csv);
    create table crimes as select number, opens, closes,
      st_setsrid(st_makepoint(longitude, latitude), 4326)::geography as place from raw_crimes;
    create unique index on crimes (number);
    analyze crimes`)
}

export async function loadPlaces(client, radius, file) {
  await client.query(`
    create table places_${radius} (number int4, hour int4, cell int8, opens int8, closes int8,
      latitude int4, longitude int4, north float8, east float8);
    copy places_${radius} from '${file}' (format csv);
    analyze places_${radius}`)
}

/** The questions, each with the name a reader knows it by. */
export function questions(radius) {
  return {
    'GiST (geography, t)': `
      select count(*) as pairs, sum(hits) as hits from (
        select c.number, p.device, count(*) as hits from crimes c join points p
        on st_dwithin(p.place, c.place, ${radius}) and p.t between c.opens and c.closes
        group by c.number, p.device) found`,
    'btree (hour, cell)': `
      select count(*) as pairs, sum(hits) as hits from (
        select c.number, p.device, count(*) as hits from places_${radius} c join cells p using (hour, cell)
        where p.t between c.opens and c.closes
          and power((p.latitude - c.latitude) * c.north, 2) + power((p.longitude - c.longitude) * c.east, 2)
            <= ${radius}.0 * ${radius}
        group by c.number, p.device) found`,
  }
}

/** Whether a plan may use both cores: a small table of crimes does not suggest it by itself. */
export const PLANS = {
  'as planned': 'reset min_parallel_table_scan_size; reset parallel_setup_cost',
  'both cores': 'set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0',
}

export function oneCrime(client, radius, number) {
  return client.query({
    name: `near-${radius}`,
    text: `select p.device, p.t from crimes c join points p
      on st_dwithin(p.place, c.place, ${radius}) and p.t between c.opens and c.closes
      where c.number = $1`,
    values: [number],
    rowMode: 'array',
  })
}

async function bytesOf(client, table) {
  const { rows } = await client.query(
    `select pg_table_size('${table}')::float8 as heap, pg_indexes_size('${table}')::float8 as index`,
  )
  return rows[0]
}

async function seconds(work) {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

async function connected(folder, server) {
  const until = Date.now() + 60_000
  for (;;) {
    const client = new pg.Client({
      connectionString: `postgres://postgres@localhost/postgres?host=${folder}`,
    })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) {
        throw new Error('Cannot start PostgreSQL', { cause: error })
      }
      await sleep(100)
    }
  }
}

/** PostgreSQL refuses to run as root. */
function postgresAccount() {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined) throw new Error('Cannot start PostgreSQL: no account postgres')
  return { uid: Number(uid), gid: Number(gid) }
}
