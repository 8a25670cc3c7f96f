import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** Runs the built program as a process. */
export function whereabouts(words: readonly string[], { cwd = root, zone = 'UTC' } = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'whereabouts.js'), ...words],
    { cwd, encoding: 'utf8', env: { ...process.env, TZ: zone }, maxBuffer: 1 << 26 },
  )
  return { status, stdout, stderr }
}
