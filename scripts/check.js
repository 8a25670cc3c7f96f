// The quick inner loop: format and lint, types, boundaries, unused code, unit tests.
import { ensureInstalled, run } from './setup.js'

ensureInstalled()
run('npx', ['biome', 'check', '.'])
run('npx', ['tsc', '-p', 'tsconfig.json'])
run(process.execPath, ['scripts/boundaries.js'])
run('npx', ['knip'])
run('npx', ['vitest', 'run', '--project', 'unit'])
