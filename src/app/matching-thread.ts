// Runs in a thread of its own: see matching-threads.ts.
import { parentPort, workerData } from 'node:worker_threads'
import type { CrimeVersion } from '../domain/crime.ts'
import { atOnce } from '../domain/in-pieces.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { Population } from '../matching/evidence/population.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { Matcher } from '../matching/match-crimes.ts'
import { PositionIndex } from '../matching/position-index.ts'
import { weighPairs } from '../matching/weigh-pairs.ts'
import type { AskedOfThread, ThreadData, ToldByThread } from './matching-threads.ts'
import { faultOf, type Said } from './thread-pool.ts'

const { parameters, byWearer, byDevice, timelines, learned } = workerData as ThreadData
const lawful: LawfulIntervals = {
  deviceWearerIds: [...byWearer.keys()],
  ofDevice: (id) => byDevice.get(id) ?? [],
  ofWearer: (id) => byWearer.get(id) ?? [],
}
const { componentWeights, minutesByKind } = learned
const population = new Population(learned.population)
const known = { componentWeights, minutesByKind, population }
const engine = new EvidenceEngine(timelines, parameters.evidence, known)
let crimes: readonly CrimeVersion[] = []
let matcher: Matcher | undefined

parentPort?.on('message', (asked: AskedOfThread) => {
  const said = answer(asked)
  const packed = 'told' in said ? said.told : undefined
  parentPort?.postMessage(
    said,
    packed ? [packed.numbers.buffer, packed.starts.buffer, packed.firstLabels.buffer] : [],
  )
})

function answer(asked: AskedOfThread): Said<ToldByThread> {
  try {
    if ('weigh' in asked) {
      if (!matcher) throw new Error('Cannot weigh pairs: there are no positions to compare with')
      return { told: atOnce(weighPairs(matcher, asked.weigh, crimes, lawful.deviceWearerIds)) }
    }
    const { arranged } = asked.know
    const index = new PositionIndex(arranged.positions, asked.know.index)
    crimes = asked.know.crimes
    matcher = new Matcher(arranged, lawful, parameters, engine, index)
    return { told: undefined }
  } catch (error) {
    return faultOf(error)
  }
}
