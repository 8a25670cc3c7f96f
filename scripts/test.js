// Everything: set-up, the quick checks, then every test. Words after -- go to the test runner.
import { ensureBuilt, ensureDebian, ensureInstalled, run } from './setup.js'

ensureInstalled()
ensureDebian({ chromium: 'chromium' })
ensureBuilt()
run('npx', ['biome', 'check', '.'])
run('npx', ['tsc', '-p', 'tsconfig.json'])
run(process.execPath, ['scripts/boundaries.js'])
run('npx', ['knip'])
run('npx', ['vitest', 'run', ...process.argv.slice(2)])
