// Sets up, makes the fictional town once, matches, and serves it. Each step is a command of the
// program, printed as it runs, so that it can be repeated by hand.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root, run, stop } from './setup.js'

const DAYS = 14
const data = join('.whereabouts', 'demo')
const town = join(data, 'town')
const program = join('bin', 'whereabouts.js')

const unknown = process.argv.slice(2).find((word) => word !== '--fresh' && word !== '--still')
if (unknown) stop(`Cannot start with "${unknown}": expected nothing, --fresh or --still`)
const { PORT: port = '3000' } = process.env
if (!/^\d+$/.test(port) || Number(port) > 65_535) {
  stop(`Cannot use PORT="${port}": expected a number from 0 to 65535`)
}

ensureInstalled()
ensureBuilt()

const fresh = process.argv.includes('--fresh')
if (fresh) rmSync(join(root, data), { recursive: true, force: true })

if (existsSync(join(root, town))) {
  console.log(`Reusing the town in ${town} (npm start -- --fresh makes a new one).`)
} else {
  const minute = 60_000
  const now = Math.floor(Date.now() / minute) * minute
  const start = new Date(now - DAYS * 24 * 60 * minute).toISOString().replace('.000Z', 'Z')
  rmSync(join(root, `${town}.tmp`), { recursive: true, force: true })
  whereabouts(
    'simulate',
    '--seed',
    '1',
    '--wearers',
    '60',
    '--days',
    String(DAYS),
    '--crimes',
    '400',
    '--start',
    start,
    '--out',
    `${town}.tmp`,
  )
  renameSync(join(root, `${town}.tmp`), join(root, town))
}
if (!existsSync(join(root, data, 'matched'))) {
  const crimes = readdirSync(join(root, town, 'crimes')).sort()
  whereabouts('import', 'people', join(town, 'people.json'), '--data', data)
  whereabouts(
    'import',
    'crimes',
    ...crimes.map((name) => join(town, 'crimes', name)),
    '--data',
    data,
  )
  whereabouts('import', 'positions', join(town, 'positions.csv'), '--data', data)
  // A town that an older version made has none.
  if (existsSync(join(root, town, 'places.geojson'))) {
    whereabouts('import', 'places', join(town, 'places.geojson'), '--data', data)
  }
  // As automatic runs do: also who was near and is ruled out.
  whereabouts('match', '--pairs', 'near', '--data', data)
  writeFileSync(join(root, data, 'matched'), '')
}
// The server ends with this process, however it is asked to end.
const words = ['serve', '--data', data, '--port', port, '--demo']
// The town's tags go on reporting, so that there is something to watch.
if (!process.argv.includes('--still')) words.push('--live-tags')
announce(words)
// A line a request would hide the accounts above.
const { WHEREABOUTS_LOG_LEVEL = 'warn' } = process.env
const server = spawn(process.execPath, [program, ...words], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, WHEREABOUTS_LOG_LEVEL },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
// npm that is told to end ends the shell between us and passes nothing on: we have another parent then.
const parent = process.ppid
setInterval(() => process.ppid === parent || server.kill(), 1000)
server.on('exit', (code) => process.exit(code ?? 1))

function whereabouts(...words) {
  announce(words)
  run(process.execPath, [program, ...words])
}

function announce(words) {
  const shown = words.length > 16 ? [...words.slice(0, 6), '…', ...words.slice(-4)] : words
  console.log(`\n> whereabouts ${shown.join(' ')}`)
}
