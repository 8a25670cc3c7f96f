// npm run validate: makes towns of known truth, fits the calibration on some, weighs the evidence in
// others, and writes docs/validation.md. Small and quick: VALIDATE_WEARERS=40 VALIDATE_DAYS=14, with
// VALIDATE_OUT for another folder than docs/. The benchmark's seconds are those of its newest result. `--write` puts what was fitted into the parameter set.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ensureBuilt, ensureInstalled, root, runTool } from './setup.js'

ensureInstalled()
ensureBuilt()
const { defaultParameters } = await import('../dist/matching/parameters.js')
const { algorithmVersion } = await import('../dist/app/algorithm-version.js')
const { fitOnTowns, reportOnTowns } = await import('../dist/validate/validate.js')
const { writeValidation } = await import('../dist/validate/write-validation.js')

const size = {
  wearers: Number(process.env.VALIDATE_WEARERS ?? 150),
  days: Number(process.env.VALIDATE_DAYS ?? 28),
}
const out = process.env.VALIDATE_OUT ?? join(root, 'docs')
const parametersFile = join(root, 'src/matching/evidence/fitted-calibration.ts')

console.log(`Fitting on towns of ${size.wearers} wearers and ${size.days} days`)
const { calibration, innocentExceedance, towns } = await fitOnTowns(scoreTowns, defaultParameters)
console.log('Fitted', JSON.stringify(calibration))
const evidence = { ...defaultParameters.evidence, calibration, innocentExceedance }
if (process.argv.includes('--write')) {
  const text = readFileSync(parametersFile, 'utf8')
  const next = text
    .replace(/(fittedCalibration: Calibration = )\{[^}]*\}/, `$1${JSON.stringify(calibration)}`)
    .replace(
      /(fittedInnocentExceedance: [^=]*= )\[[\s\S]*\]\n/,
      `$1${JSON.stringify(innocentExceedance)}\n`,
    )
  writeFileSync(parametersFile, next)
  runTool('biome', ['check', '--write', parametersFile])
}
const stored = JSON.stringify(defaultParameters.evidence.calibration)
if (JSON.stringify(calibration) !== stored) {
  console.log(`The stored set differs: ${stored}; npm run validate -- --write stores this one`)
}
const parameters = { ...defaultParameters, evidence }
const result = await reportOnTowns(scoreTowns, scoreOffences, parameters, towns, {
  date: new Date().toISOString().slice(0, 10),
  command: 'npm run validate',
  algorithmVersion: algorithmVersion(parameters),
  benchmark: benchmark(),
})
writeValidation(result, out)
for (const { name, result: of } of result.modes) {
  if (of) console.log(name, JSON.stringify(of.rates, rounded))
}
console.log(`Written to ${join(out, 'validation.md')}`)

async function scoreTowns(planned, parameters) {
  return await ofEach(planned, async (town) => {
    const started = performance.now()
    const scored = await inWorker({ town, size, parameters })
    const { name, offences } = scored.note
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    console.log(`  ${name}: ${offences} offences, ${seconds} s`)
    return scored
  })
}

async function scoreOffences(planned, parameters) {
  console.log(`Weighing the offences of ${planned.length} more towns`)
  return await ofEach(planned, (town) => inWorker({ town, size, parameters, offencesAlone: true }))
}

/** What the newest result of bench/evidence.js says of the whole batch; nothing where none does. */
function benchmark() {
  const results = join(root, 'bench/results')
  const names = readdirSync(results).filter((name) => name.endsWith('-evidence.md'))
  const newest = names.sort().at(-1)
  const text = newest === undefined ? '' : readFileSync(join(results, newest), 'utf8')
  const [, seconds] = /all near pairs weighed \| <= [\d.]+ s \| ([\d.]+) s/.exec(text) ?? []
  const [, command] = /`([^`]*node bench\/evidence\.js)`/.exec(text) ?? []
  return seconds === undefined || command === undefined
    ? undefined
    : { seconds: Number(seconds), command, result: newest }
}

/** A town a worker, as many at once as there are processors. */
async function ofEach(planned, score) {
  const scored = new Array(planned.length)
  let next = 0
  const work = async () => {
    while (next < planned.length) {
      const index = next++
      scored[index] = await score(planned[index])
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return scored
}

function inWorker(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./validate-town.js', import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`A town's worker ended with ${code}`))
    })
  })
}

function rounded(_, value) {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}
