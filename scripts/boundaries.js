// Holds the direction of dependencies, and fails when the tool looked at fewer modules than there
// are: with the wrong parser it checks nothing and says that all is well.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, stop } from './setup.js'

const sources = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true }).filter(
  (entry) => entry.isFile() && /\.tsx?$/.test(entry.name),
)
const { stdout, stderr } = spawnSync(
  'npx',
  ['depcruise', 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
)
let report
try {
  report = JSON.parse(stdout)
} catch {
  stop(`Cannot check the boundaries: ${stderr}`)
}
const seen = report.modules.filter((module) => module.source.startsWith('src/')).length
if (seen < sources.length) {
  stop(`Cannot check the boundaries: ${seen} modules seen, ${sources.length} source files exist`)
}
const { violations } = report.summary
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} -> ${to}`)
if (violations.length > 0) process.exit(1)
console.log(
  `Boundaries hold: ${seen} modules, ${report.summary.totalDependenciesCruised} dependencies`,
)
