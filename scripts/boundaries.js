// Holds the direction of dependencies, and fails when the tool looked at fewer modules than there
// are: with the wrong parser it checks nothing and says that all is well.
//
// dependency-cruiser's swc parser cannot read JSX, so it is given a copy of the sources in which
// every .tsx file is cut down to its imports.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import swc from '@swc/core'
import { root, stop } from './setup.js'

const mirror = join(root, '.whereabouts', 'boundaries')
const sources = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))

rmSync(mirror, { recursive: true, force: true })
for (const source of sources) {
  const copy = join(mirror, source)
  mkdirSync(dirname(copy), { recursive: true })
  if (source.endsWith('.tsx')) writeFileSync(copy, importsOf(join(root, source)))
  else copyFileSync(join(root, source), copy)
}
copyFileSync(join(root, 'package.json'), join(mirror, 'package.json'))

const { stdout, stderr } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    'src',
    '--config',
    join(root, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
  ],
  { cwd: mirror, encoding: 'utf8', maxBuffer: 1 << 28 },
)
let report
try {
  report = JSON.parse(stdout)
} catch {
  stop(`Cannot check the boundaries: ${stderr}`)
}
const seen = report.modules.filter((module) => sources.includes(module.source)).length
if (seen < sources.length) {
  stop(`Cannot check the boundaries: ${seen} modules seen, ${sources.length} source files exist`)
}
const { violations, totalDependenciesCruised } = report.summary
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} -> ${to}`)
if (violations.length > 0) process.exit(1)
console.log(`Boundaries hold: ${seen} modules, ${totalDependenciesCruised} dependencies`)

function importsOf(file) {
  const { body } = swc.parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', tsx: true })
  return body
    .filter((item) => item.type === 'ImportDeclaration')
    .map(
      (item) =>
        `import ${item.typeOnly ? 'type ' : ''}* as _${item.span.start} from '${item.source.value}'\n`,
    )
    .join('')
}
