// Parts of bench/archive.js: the same questions to DuckDB and PostGIS, and everybody side by side.
import { rmSync } from 'node:fs'
import * as duckdb from './archive-duckdb.js'
import { eachMilliseconds, sampleOf } from './archive-engine.js'
import * as postgis from './archive-postgis.js'
import { figure, median, percentile, RADII, RUNS, SAMPLE, spread, timed } from './archive-report.js'
import { inTurns } from './archive-search.js'

export async function besideDuckdb(bench) {
  const { report, file, crimes, answers } = bench
  report.section('DuckDB')
  const opened = await duckdb.openDuckdb(file('duckdb'), file('duckdb/cells.db'))
  if (!opened) {
    report.say(`Left out: npm could not install @duckdb/node-api@${duckdb.VERSION}.`)
    report.say()
    return
  }
  const { connection, close } = opened
  const loaded = await duckdb.loadCells(connection, file('cells.csv'))
  report.say(
    `@duckdb/node-api ${duckdb.VERSION}, both cores, no spatial extension: rows in order of hour and cell (given in the file), loaded in ${figure(loaded)} s; an equi-join on both, rechecked in a local plane on the ellipsoid's radii. The crimes' cells are worked out and loaded beforehand.`,
  )
  report.say()
  for (const radius of RADII) {
    await duckdb.loadPlaces(connection, radius, file(`places-${radius}.csv`))
    const all = await timed(RUNS, () => duckdb.matchAll(connection, radius))
    const prepared = await duckdb.prepareOne(connection, radius)
    const each = await eachMilliseconds(sampleOf([...crimes.keys()], SAMPLE), (number) =>
      duckdb.oneCrime(prepared, number),
    )
    answers[radius].peers.push({
      name: 'DuckDB',
      engine: 'DuckDB',
      found: all.result,
      seconds: median(all.seconds),
      ask: () => duckdb.matchAll(connection, radius),
    })
    await takeTurns(bench, radius, 'DuckDB')
    report.say(
      `- ${radius} m: all crimes ${spread(all.seconds, 's')}; one crime p50 ${figure(percentile(each, 0.5))} ms, p99 ${figure(percentile(each, 0.99))} ms`,
    )
  }
  report.say()
  close()
  rmSync(file('duckdb'), { recursive: true, force: true })
}

export async function besidePostgis(bench) {
  const { report, file, crimes, tags, answers, importSeconds } = bench
  report.section('PostGIS')
  if (!postgis.postgisInstalled()) {
    report.say(`Left out: it is not installed. To have it: \`${postgis.INSTALL}\`.`)
    report.say()
    return
  }
  const { client, stop } = await postgis.startPostgis(file('postgres'))
  try {
    const settings = Object.entries(postgis.SETTINGS).map(([name, value]) => `${name} ${value}`)
    const { rows } = await client.query('select version() as pg, postgis_lib_version() as lib')
    report.say(
      `${rows[0].pg.split(' ').slice(0, 2).join(' ')}, PostGIS ${rows[0].lib}, fsync on, ${settings.join(', ')}. Loaded once, each table on its own.`,
    )
    report.say()
    const points = await postgis.loadPoints(client, file('points.csv'))
    const count = tags * 1440
    const whole = points.copy + points.index
    report.say(
      `- points as geography: COPY ${figure(points.copy)} s (EWKB, made beforehand), GiST (geography, t) ${figure(points.index)} s; ${figure(points.bytes.heap / count)} bytes a position and ${figure(points.bytes.index / count)} of index`,
    )
    report.promise(
      'import, beside PostGIS COPY and GiST index',
      '>= 5 x',
      `${figure(whole / importSeconds)} x (${figure(whole)} s against ${figure(importSeconds)} s)`,
      whole / importSeconds >= 5,
    )
    const cells = await postgis.loadCells(client, file('cells.csv'))
    report.say(
      `- hours and cells (given in the file): COPY ${figure(cells.copy)} s, btree (hour, cell) ${figure(cells.index)} s; ${figure(cells.bytes.heap / count)} bytes a position and ${figure(cells.bytes.index / count)} of index`,
    )
    await postgis.loadCrimes(client, file('crimes.csv'))
    for (const radius of RADII) {
      await postgis.loadPlaces(client, radius, file(`places-${radius}.csv`))
      await askAll(client, radius, report, answers[radius].peers)
      await takeTurns(bench, radius, 'PostGIS')
      await client.query(postgis.PLANS['as planned'])
      const each = await eachMilliseconds(sampleOf([...crimes.keys()], SAMPLE), (number) =>
        postgis.oneCrime(client, radius, number),
      )
      report.say(
        `- ${radius} m, GiST (geography, t), one crime: p50 ${figure(percentile(each, 0.5))} ms, p99 ${figure(percentile(each, 0.99))} ms`,
      )
    }
    report.say()
  } finally {
    await stop()
  }
}

async function askAll(client, radius, report, peers) {
  for (const [name, question] of Object.entries(postgis.questions(radius))) {
    for (const [plan, setting] of Object.entries(postgis.PLANS)) {
      const ask = async () => {
        await client.query(setting)
        const { pairs, hits } = (await client.query(question)).rows[0]
        return { pairs: Number(pairs), hits: Number(hits) }
      }
      const all = await timed(RUNS, ask)
      peers.push({
        name: `PostgreSQL, ${name}, ${plan}`,
        engine: 'PostGIS',
        found: all.result,
        seconds: median(all.seconds),
        ask,
      })
      report.say(`- ${radius} m, ${name}, ${plan}: all crimes ${spread(all.seconds, 's')}`)
    }
  }
}

/** An engine's fastest way and ours in turns: what the promises are held against. */
async function takeTurns(bench, radius, engine) {
  const answer = bench.answers[radius]
  const of = answer.peers.filter((peer) => peer.engine === engine)
  const { name, ask } = of.reduce((a, b) => (b.seconds < a.seconds ? b : a))
  answer.turns.push({ engine, name, ...(await inTurns(bench, radius, ask)) })
}

/** Everybody's answers and times, and what was promised of them. */
export function compare({ report, answers, crimes }) {
  report.section('All crimes, side by side')
  report.say(
    'Everybody answers the same: for every crime, which devices were in radius in its window and how often; counted at the end. The peers may use all cores; ours in memory does, ours from the archive uses one. What no peer is asked (trails, closest, visits, overlaps, evidence) is measured by bench/evidence.js. From the archive, what is read is put in order and indexed as well. Hits differ where they do because SQL on cells rechecks in a local plane and PostGIS in its own spheroid routine; ours is within a millimetre of the geodesic. The day in memory is there already, as the peers have their tables and indexes: filling it is measured above. Each line was measured when its section says, under the load of that moment; what is promised is held against turns, below.',
  )
  report.say()
  report.say(
    '| Radius | Who | Pairs | Positions in radius | Off | All crimes | Beside the index | Beside our archive |',
  )
  report.say('|---|---|---|---|---|---|---|---|')
  for (const radius of RADII) {
    const { found: ours, memory, cold, peers } = answers[radius]
    const line = (name, { pairs, hits }, seconds) =>
      report.say(
        `| ${radius} m | ${name} | ${pairs.toLocaleString('en-GB')} | ${hits.toLocaleString('en-GB')} | ${((100 * (hits - ours.hits)) / ours.hits).toFixed(3)} % | ${figure(seconds * 1000)} ms | ${figure(seconds / memory)} x | ${figure(seconds / cold)} x |`,
      )
    line('ours, day in memory', ours, memory)
    line('ours, from the archive', ours, cold)
    for (const { name, found, seconds } of peers) line(name, found, seconds)
  }
  report.say()
  for (const radius of RADII) promises(report, radius, answers[radius], crimes.length)
}

function promises(report, radius, { found, peers, turns }, crimes) {
  const all = `all ${crimes.toLocaleString('en-GB')} crimes, ${radius} m`
  for (const [engine, times] of [
    ['PostGIS', 20],
    ['DuckDB', 5],
  ]) {
    const turn = turns.find((candidate) => candidate.engine === engine)
    const hold = (what, way, least) => {
      const promised = least === 1 ? 'no slower' : `>= ${least} x`
      const measured = turn ? `${spread(turn[way], 'x')}, ${turn.name}` : '-'
      const held = turn && median(turn[way]) >= least
      report.promise(`${all}, ${what}, beside ${engine} in turns`, promised, measured, held)
    }
    hold('day in memory', 'memory', times)
    if (engine === 'PostGIS') hold('from the archive', 'cold', 1)
  }
  report.say()
  if (peers.length === 0) return
  const furthest = Math.max(
    ...peers.flatMap((peer) => [
      Math.abs(peer.found.hits - found.hits) / found.hits,
      Math.abs(peer.found.pairs - found.pairs) / found.pairs,
    ]),
  )
  report.promise(
    `${all}, pairs and positions found`,
    'within 0.1 %',
    `${(furthest * 100).toFixed(4)} % apart at most`,
    furthest <= 0.001,
  )
}
