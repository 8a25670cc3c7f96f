// What bench/archive.js writes down: lines as they come, and what was promised beside what was measured.
import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

export const RUNS = 3
export const RADII = [100, 300]
/** Crimes asked one at a time, where 5,000 would take too long. */
export const SAMPLE = 500

export class Report {
  #lines = []
  #promises = []
  #path
  #title

  constructor(title, path) {
    this.#title = title
    this.#path = path
  }

  /** A line of the report, shown at once; the file is written each time, so a run cut short leaves what it had. */
  say(line = '') {
    console.log(line)
    this.#lines.push(line)
    this.write()
  }

  /** A section, with how busy the machine was when it began. */
  section(name) {
    this.say(`## ${name}`)
    this.say()
    this.say(`Load ${load()}.`)
    this.say()
  }

  /** @param held whether the promise was kept; `undefined` where it could not be measured. */
  promise(what, promised, measured, held) {
    const verdict = held === undefined ? 'not measured' : held ? 'kept' : '**missed**'
    this.#promises.push(`| ${what} | ${promised} | ${measured} | ${verdict} |`)
    console.log(`  ${verdict}: ${what}: promised ${promised}, measured ${measured}`)
    this.write()
  }

  write() {
    const table = ['| What | Promised | Measured | |', '|---|---|---|---|', ...this.#promises]
    writeFileSync(
      this.#path,
      [this.#title, '', '## Promised and measured', '', ...table, '', ...this.#lines, ''].join(
        '\n',
      ),
    )
  }
}

export function machine() {
  return `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load()} at the start`
}

/** How this run was asked for, with what its environment said of the bench. */
export function asked(script) {
  const said = Object.entries(process.env).filter(([name]) => name.startsWith('BENCH_'))
  return [...said.map(([name, value]) => `${name}=${value}`), 'node', script].join(' ')
}

export function load() {
  return loadavg()[0].toFixed(1)
}

export function median(values) {
  return percentile(values, 0.5)
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

export function spread(values, unit) {
  const sorted = [...values].sort((a, b) => a - b)
  return `${figure(median(sorted))} ${unit} (${figure(sorted[0])} to ${figure(sorted.at(-1))})`
}

export function figure(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toPrecision(3)
}

/** Runs `work` a few times. @returns seconds of each, and what the last gave. */
export async function timed(runs, work) {
  const seconds = []
  let result
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    result = await work()
    seconds.push((performance.now() - start) / 1000)
  }
  return { seconds, result }
}
