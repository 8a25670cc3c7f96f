import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A test file's own place for temporary files, gone when it ends: data folders are tens of megabytes each. */
const run = tmpdir()
const folder = mkdtempSync(join(run, 'file-'))
chmodSync(folder, 0o711)
process.env['TMPDIR'] = folder

afterAll(() => {
  process.env['TMPDIR'] = run
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
