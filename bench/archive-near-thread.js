// Runs in a thread of its own: near everybody's share of the crimes in a day in shared memory. See archive-engine.js.
import { parentPort, workerData } from 'node:worker_threads'
import { PositionIndex } from '../dist/matching/position-index.js'
import { nearAll } from './near-all.js'

const { positions, parts, devices, crimes } = workerData
const index = new PositionIndex(positions, parts)
let radius = 0
parentPort.on('message', ({ radiusMetres, share, shares }) => {
  radius = radiusMetres ?? radius
  const own = share === undefined ? [] : crimes.filter((_, crime) => crime % shares === share)
  parentPort.postMessage({ told: nearAll(index, devices, own, radius) })
})
