// Everything: set-up, the quick checks, then every test. Words after -- go to the test runner.
import { ensureBuilt, ensureDebian, ensureInstalled, run, runTool } from './setup.js'

ensureInstalled()
ensureDebian({
  'chromium-headless-shell': 'chromium-headless-shell',
  mosquitto: '/usr/sbin/mosquitto',
  openssl: 'openssl',
  postgresql: '/usr/lib/postgresql',
  'libreoffice-writer-nogui': 'soffice',
  'poppler-utils': 'pdftotext',
})
ensureBuilt()
runTool('biome', ['check', '.'])
runTool('tsc', ['-p', 'tsconfig.json'])
runTool('tsc', ['-p', 'tsconfig.browser.json'])
run(process.execPath, ['scripts/boundaries.js'])
runTool('knip', [])
runTool('vitest', ['run', ...process.argv.slice(2)])
