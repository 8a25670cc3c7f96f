// The quick inner loop: format and lint, types, boundaries, unused code, unit tests.
import { ensureInstalled, run, runTool } from './setup.js'

ensureInstalled()
runTool('biome', ['check', '.'])
runTool('tsc', ['-p', 'tsconfig.json'])
runTool('tsc', ['-p', 'tsconfig.browser.json'])
run(process.execPath, ['scripts/boundaries.js'])
runTool('knip', [])
runTool('vitest', ['run', '--project', 'unit'])
