import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** The engine of the records is compiled simply and not again better while it runs: most commands are over by then, and it was half of their time. */
export const ENGINE_FLAGS: readonly string[] = ['--liftoff-only']

/** What Node is given to run the built program. */
export const program: readonly string[] = [...ENGINE_FLAGS, join(root, 'bin', 'whereabouts.js')]

/** What no command of a test takes, also on a busy machine. */
const LONGEST_MS = 500_000

export interface Surroundings {
  readonly cwd?: string
  readonly zone?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the built program as a process. */
export function whereabouts(
  words: readonly string[],
  { cwd = root, zone = 'UTC', env = {} }: Surroundings = {},
) {
  // One that never ends fails its test, and holds up no others.
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, TZ: zone, ...env },
    maxBuffer: 1 << 26,
    timeout: LONGEST_MS,
  })
  return { status, stdout, stderr }
}
