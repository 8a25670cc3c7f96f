// Runs in a thread of its own: see draw-picture.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { pngOf } from '../../report/map-png.ts'
import { trailMapSvg } from '../../report/trail-map-svg.ts'
import { groundFrom } from '../reports/report-ground.ts'
import type { PictureJob } from './picture-job.ts'

const { scene, ground } = workerData as PictureJob
parentPort?.postMessage(pngOf(trailMapSvg({ ...scene, ground: groundFrom(ground) })))
