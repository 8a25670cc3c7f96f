// The quick inner loop: format and lint, types, boundaries, unused code, unit tests.
import { ensureInstalled, runTool } from './setup.js'
import { checkStatically } from './static-checks.js'

ensureInstalled()
await checkStatically()
runTool('vitest', ['run', '--project', 'unit'])
