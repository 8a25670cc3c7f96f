// Loaded before the program of a test, in each of its threads: its clock stands where the test sets it, and goes on from there.
import { readFileSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const LOOK_EVERY_MS = 20
const file = process.env.TEST_CLOCK_FILE
const real = Date.now
let ahead = 0
let lookedAt = 0

Date.now = () => {
  const now = real()
  if (now - lookedAt >= LOOK_EVERY_MS) {
    lookedAt = now
    const before = ahead
    ahead = Number(readFileSync(file, 'utf8'))
    // Says that it is set.
    if (isMainThread && ahead !== before) writeFileSync(`${file}.set`, String(ahead))
  }
  return now + ahead
}
