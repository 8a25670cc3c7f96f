// What is checked without running anything: format and lint, types, boundaries, unused code.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup.js'

const tool = (name) => join(root, 'node_modules', '.bin', name)
const checks = [
  [tool('biome'), 'check', '.'],
  [tool('tsc'), '-p', 'tsconfig.json'],
  [tool('tsc'), '-p', 'tsconfig.browser.json'],
  [process.execPath, 'scripts/boundaries.js'],
  [process.execPath, 'scripts/wasm.js', '--check'],
  [tool('knip')],
]

/** All of them side by side, so that one that fails hides no other; ends this process where any does. */
export async function checkStatically() {
  const passed = await Promise.all(checks.map(passes))
  if (passed.includes(false)) process.exit(1)
}

/** Shows what a check said once it has said all. */
function passes([program, ...args]) {
  return new Promise((resolve) => {
    const said = []
    const check = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [check.stdout, check.stderr]) stream.on('data', (some) => said.push(some))
    check.once('error', (error) => said.push(`Cannot run ${program}: ${error.message}\n`))
    check.once('close', (code) => {
      process.stdout.write(Buffer.concat(said.map((some) => Buffer.from(some))))
      resolve(code === 0)
    })
  })
}
