import { Worker } from 'node:worker_threads'
import { AppError } from '../../domain/errors.ts'
import { inTurn } from '../in-turn.ts'
import type { PictureJob } from './picture-job.ts'

/** As it was built, from `src/` and `dist/` alike: a thread runs no TypeScript. */
const DRAWER = new URL('../../../dist/app/hand-over/picture-drawer.js', import.meta.url)
const MOST_MEGABYTES = 512
const turn = {}

/**
 * Draws a map as a PNG in a thread of its own, one after another: it takes a second, in which everybody else is answered.
 * The same job gives the same bytes.
 *
 * @throws AppError REPORT_UNWRITABLE where the thread fails.
 */
export function drawPicture(job: PictureJob): Promise<Uint8Array> {
  return inTurn(turn, () => inThread(job))
}

function inThread(job: PictureJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown) =>
      reject(
        new AppError(
          'REPORT_UNWRITABLE',
          'Cannot draw the map: what draws it failed; nothing was changed',
          { cause },
        ),
      )
    const thread = new Worker(DRAWER, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    })
    thread.once('message', resolve)
    thread.once('error', fail)
    thread.once('exit', () => fail())
  })
}
