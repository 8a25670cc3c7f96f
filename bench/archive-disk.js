// Parts of bench/archive.js: bringing a day in, what it weighs, and filling memory with it.
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openEmbeddedArchive } from '../dist/store/positions/chdb.js'
import { columnBytes, fillDay, mergeArchive, whereabouts } from './archive-engine.js'
import { figure, median, RUNS, spread, timed } from './archive-report.js'

export async function importing(bench) {
  const { report, file, folder, tags } = bench
  const rows = tags * 1440
  writeFileSync(
    file('one.csv'),
    'device_id,captured_at,latitude,longitude,accuracy_metres\nTAG-000000,2026-01-05T00:00:00Z,53.8,-4.4,5\n',
  )
  const { seconds: empty } = await timed(RUNS, () => {
    rmSync(file('data'), { recursive: true, force: true })
    whereabouts(folder, 'import', 'positions', file('one.csv'), '--data', file('data'))
  })
  const runs = []
  for (let run = 0; run < RUNS; run++) {
    rmSync(file('data'), { recursive: true, force: true })
    runs.push(
      whereabouts(folder, 'import', 'positions', file('positions.csv'), '--data', file('data')),
    )
  }
  const seconds = runs.map((run) => run.seconds)
  const opening = median(empty)
  bench.importSeconds = median(seconds)
  const rate = rows / bench.importSeconds
  const bytes = statSync(file('positions.csv')).size
  report.section('From CSV to durable')
  report.say(
    `\`whereabouts import positions\` as a process on an empty folder: ${(bytes / 1e9).toFixed(2)} GB of CSV, every row checked, fsynced in both orders, distinct rows counted.`,
  )
  report.say()
  report.say(
    `- wall: ${spread(seconds, 's')}, of which ${spread(empty, 's')} to make an empty folder and import one row`,
  )
  report.say(
    `- rows: ${spread(
      seconds.map((s) => rows / s / 1000),
      'thousand rows/s',
    )}; without the opening ${figure(rows / (bench.importSeconds - opening) / 1000)} thousand rows/s`,
  )
  report.say(
    `- processor ${figure(median(runs.map((run) => run.cpuSeconds)))} s, peak memory ${figure(median(runs.map((run) => run.peakMegabytes)))} MB`,
  )
  report.say()
  report.promise(
    'import, CSV to durable',
    '>= 300,000 rows/s',
    `${figure(rate / 1000)} thousand rows/s`,
    rate >= 300_000,
  )
}

export async function filling({ report, archiveFolder, tags }) {
  const archive = await openEmbeddedArchive(archiveFolder)
  const merging = await mergeArchive(archiveFolder)
  // Parts that the merge replaced go within seconds, and count until they are gone.
  let sizes = await archive.sizes()
  for (let waited = 0; waited < 20; waited++) {
    await sleep(1000)
    const now = await archive.sizes()
    const settled = now.every(({ bytes }, table) => bytes === sizes[table]?.bytes)
    sizes = now
    if (settled && waited > 4) break
  }
  const columns = await columnBytes(archiveFolder)
  await archive.close()
  const tables = sizes.filter(({ table }) => table.startsWith('positions_by_'))
  const rows = Math.max(...tables.map((table) => table.rows))
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0) / rows
  report.section('Bytes a position')
  report.say(
    `Merged in ${figure(merging)} s. On disk ${figure(bytes)} bytes a position: ${tables.map((t) => `${t.table} ${figure(t.bytes / rows)}`).join(', ')}.`,
  )
  report.say()
  for (const table of tables) {
    report.say(
      `- ${table.table}: ${columns
        .filter((column) => column.table === table.table && column.bytes / rows >= 0.005)
        .map((column) => `${column.column} ${(column.bytes / rows).toFixed(2)}`)
        .join(', ')}`,
    )
  }
  report.say()
  report.promise(
    'bytes a position on disk, both orders, merged',
    '<= 16',
    figure(bytes),
    bytes <= 16,
  )
  const runs = Array.from({ length: RUNS }, () => fillDay(archiveFolder, tags))
  const peak = median(runs.map((run) => run.peak))
  const sum = runs.map((run) => run.read + run.arranged + run.indexed)
  const parts = ['read', 'arranged', 'indexed'].map(
    (part) => `${part} ${figure(median(runs.map((run) => run[part])))} s`,
  )
  const memory = Object.entries({
    'when opened': 'opened',
    'after reading': 'afterRead',
    'after arranging': 'afterArrange',
    'after indexing': 'peak',
  }).map(([when, part]) => `${when} ${figure(median(runs.map((run) => run[part])))} MB`)
  report.section('Filling a day in memory, from the archive, in a process of its own')
  report.say(`- ${spread(sum, 's')}: ${parts.join(', ')}`)
  report.say(`- peak memory of the process: ${memory.join(', ')}`)
  report.say(
    `- held after: ${figure(runs[0].columnBytes)} bytes a position in columns, ${figure(runs[0].indexBytes)} in the index`,
  )
  report.say()
  const held = runs[0].columnBytes + runs[0].indexBytes
  report.promise('bytes a position in memory, columns and index', '<= 24', figure(held), held <= 24)
  report.promise('peak memory of filling a day', '< 1,000 MB', `${figure(peak)} MB`, peak < 1000)
}
