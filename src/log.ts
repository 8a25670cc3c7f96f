import pino, { type Logger } from 'pino'

/** Structured lines on standard error: standard output belongs to what a command answers. */
export function makeLog(level = 'info'): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}
