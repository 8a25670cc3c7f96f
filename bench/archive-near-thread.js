// Runs in a thread of its own: near everybody's share of the crimes in a day in shared memory. See archive-engine.js.
import { parentPort, workerData } from 'node:worker_threads'
import { PositionIndex } from '../dist/matching/position-index.js'
import { nearAll } from './near-all.js'

const { positions, parts, devices, crimes } = workerData
const index = new PositionIndex(positions, parts)
parentPort.on('message', (radius) => {
  parentPort.postMessage({ told: nearAll(index, devices, crimes, radius) })
})
