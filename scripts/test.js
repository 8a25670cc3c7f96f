// Everything: set-up, the quick checks, then every test. Words after -- go to the test runner.
import { ensureBuilt, ensureDebian, ensureInstalled, runTool } from './setup.js'
import { checkStatically } from './static-checks.js'

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
await checkStatically()
runTool('vitest', ['run', ...process.argv.slice(2)])
