// Makes and scores one town, for scripts/validate.js.
import { parentPort, workerData } from 'node:worker_threads'

const { makePlannedTown } = await import('../dist/validate/validation-plan.js')
const { scoreOffences } = await import('../dist/validate/score-offences.js')
const { scoreTown } = await import('../dist/validate/score-town.js')

const { town, size, parameters, offencesAlone } = workerData
const made = makePlannedTown(town, size)
parentPort.postMessage(
  offencesAlone ? scoreOffences(made, parameters) : scoreTown(made, town.seed, parameters),
)
