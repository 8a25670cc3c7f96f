// Loaded before the program of a test: its clock stands where the test sets it, and goes on from there.
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.env.TEST_CLOCK_FILE
const real = Date.now
let ahead = 0

function set() {
  const text = readFileSync(file, 'utf8')
  ahead = Number(text)
  // Says that it is set.
  writeFileSync(`${file}.set`, text)
}

set()
process.on('SIGUSR2', set)
Date.now = () => real() + ahead
