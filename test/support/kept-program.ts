import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { ENGINE_FLAGS, root, type Surroundings } from './whereabouts.ts'

/** What a command line came to. */
interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** By the zone they began in: some of it is asked for only then. */
const running = new Map<string, ChildProcess>()
let last: Promise<unknown> = Promise.resolve()

/**
 * Runs a command line of the built program in a process that is kept for the next one: to load the program
 * and compile its engines was two thirds of what a command took. For tests of what commands do, not of how
 * they begin and end, nor of what their engines cannot be asked again after (damaged files, a full disk).
 */
export function commandLine(
  words: readonly string[],
  { cwd = root, zone = 'UTC', env = {} }: Surroundings = {},
): Promise<Said> {
  const asked = { words, cwd, env: { ...process.env, TZ: zone, ...env } }
  const done = last.then(() => ask(zone, asked))
  last = done.catch(() => undefined)
  return done
}

function ask(zone: string, asked: object): Promise<Said> {
  const kept = running.get(zone) ?? begin(zone)
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`The program ended at ${JSON.stringify(asked)}`))
    kept.once('exit', fail)
    kept.once('message', (said: Said) => {
      kept.off('exit', fail)
      resolve(said)
    })
    kept.send(asked)
  })
}

/** It ends with this process, and does not keep it from ending. */
function begin(zone: string): ChildProcess {
  const begun = fork(join(import.meta.dirname, 'command-process.js'), {
    env: { ...process.env, TZ: zone },
    execArgv: [...ENGINE_FLAGS],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  begun.unref()
  begun.channel?.unref()
  begun.once('exit', () => running.delete(zone))
  running.set(zone, begun)
  return begun
}
