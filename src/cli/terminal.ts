import type { Terminal } from './command.ts'

const EVERY_MS = 200

/** Speaks on the process's streams; progress goes to standard error and only to a person's terminal. */
export function processTerminal(): Terminal {
  const live = process.stderr.isTTY === true
  let shown = false
  let last = 0
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    say(line) {
      clear()
      process.stdout.write(`${line}\n`)
    },
    warn(line) {
      clear()
      process.stderr.write(`${line}\n`)
    },
    progress(line) {
      const now = Date.now()
      if (!live || now - last < EVERY_MS) return
      last = now
      process.stderr.write(`\r\u001b[K${line}`)
      shown = true
    },
  }
}
