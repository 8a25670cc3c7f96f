import type { Terminal } from './command.ts'

const EVERY_MS = 200

/** Speaks on the process's streams; progress goes to standard error and only to a person's terminal. */
export function processTerminal(): Terminal {
  const live = process.stderr.isTTY === true
  // Whoever reads may stop reading (`| head`); the work goes on.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  let shown = false
  let last = 0
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    say(line) {
      clear()
      process.stdout.write(`${printable(line)}\n`)
    },
    warn(line) {
      clear()
      process.stderr.write(`${printable(line)}\n`)
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

/** A line of ours may quote a file: its control characters must not reach a terminal. */
function printable(line: string): string {
  return [...line].map((character) => (isControl(character) ? '\uFFFD' : character)).join('')
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return (code < 32 && character !== '\n') || (code >= 127 && code < 160)
}
