import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 6 * 2 ** 30

/**
 * Where this run's temporary files lie, gone when it ends: in memory where there is plenty, because the
 * archive waits for the disk at every step and no test can tell the difference.
 */
export default function setup(): () => void {
  const run = mkdtempSync(join(isPlenty() ? MEMORY : tmpdir(), 'whereabouts-tests-'))
  // A PostgreSQL of a test runs as another account, and goes through to its own.
  chmodSync(run, 0o711)
  process.env['TMPDIR'] = run
  const remove = () => rmSync(run, { recursive: true, force: true, maxRetries: 5 })
  // Also when the run is interrupted.
  process.once('exit', remove)
  return remove
}

function isPlenty(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return Math.min(bavail * bsize, freemem()) >= ENOUGH_BYTES
  } catch {
    return false
  }
}
