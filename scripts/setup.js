// What npm start, npm test and npm run check do first. Node built-ins only: nothing is installed yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Runs a program in the project's folder, its output shown; ends this process where it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) stop(`Cannot run ${program}: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

/** Runs a tool that the project installs. */
export function runTool(name, args) {
  run(join(root, 'node_modules', '.bin', name), args)
}

export function stop(message) {
  console.error(message)
  process.exit(1)
}

/** Installs the packages when they are not those of package-lock.json, and says so. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    stop(`Cannot run on Node ${process.versions.node}: expected 20.19 or newer`)
  }
  const stamp = join(root, 'node_modules', '.installed')
  const wanted = hashOf([join(root, 'package.json'), join(root, 'package-lock.json')])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (!existsSync(stamp) && installedByHand()) {
    writeFileSync(stamp, wanted)
    return
  }
  console.log('Installing packages (once) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

/** Whether `npm ci` ran after the lock file last changed. */
function installedByHand() {
  const changed = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return changed('node_modules/.package-lock.json') > changed('package-lock.json')
}

const builtFrom = join(root, 'dist', '.built')

/** Builds dist/ when the sources are not those it was built from. */
export function ensureBuilt() {
  if (existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === hashOfSources()) return
  console.log('Building …')
  run(process.execPath, ['scripts/build.js'])
}

/** Notes what dist/ was built from, so that nobody builds it again beneath those who use it. @param sources as {@link hashOfSources} said before. */
export function noteBuilt(sources) {
  writeFileSync(builtFrom, sources)
}

export function hashOfSources() {
  return hashOf([
    ...filesIn(join(root, 'src')),
    join(root, 'tsconfig.build.json'),
    join(root, 'package-lock.json'),
  ])
}

/** Programs from Debian that tests need (by name on the path, or where they lie): installed when we are root, else the command is printed. */
export function ensureDebian(packages) {
  const missing = Object.entries(packages)
    .filter(([, program]) => !onPath(program))
    .map(([name]) => name)
  if (missing.length === 0) return
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    stop(
      `The tests need ${missing.join(', ')}. Install with:\n  sudo sh -c '${command}'\nand run npm test again.`,
    )
  }
  console.log(`Installing ${missing.join(', ')} from Debian …`)
  run('sh', ['-c', `(${command}) >/dev/null`], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function onPath(program) {
  if (program.startsWith('/')) return existsSync(program)
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)))
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}
