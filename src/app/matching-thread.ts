// Runs in a thread of its own: see matching-threads.ts.
import { parentPort, workerData } from 'node:worker_threads'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { Matcher } from '../matching/match-crimes.ts'
import { type PackedMatches, packMatches } from '../matching/packed-matches.ts'
import { PositionIndex } from '../matching/position-index.ts'
import type { AskedOfThread, CrimesToMatch, ThreadData } from './matching-threads.ts'
import { faultOf, type Said } from './thread-pool.ts'

const { number, of, parameters, byWearer, byDevice, timelines, componentWeights } =
  workerData as ThreadData
const lawful: LawfulIntervals = {
  deviceWearerIds: [...byWearer.keys()],
  ofDevice: (id) => byDevice.get(id) ?? [],
  ofWearer: (id) => byWearer.get(id) ?? [],
}
const own = new Set(lawful.deviceWearerIds.filter((_, wearer) => wearer % of === number))
const isOwn = (id: string) => own.has(id)
const engine = new EvidenceEngine(timelines, parameters.evidence, { componentWeights })
let matcher: Matcher | undefined

parentPort?.on('message', ({ ground, match }: AskedOfThread) => {
  if (ground) {
    const index = new PositionIndex(ground.index)
    matcher = new Matcher(ground.arranged, lawful, parameters, engine, index)
  }
  const said = answer(match)
  parentPort?.postMessage(said, 'told' in said ? [said.told.numbers.buffer] : [])
})

function answer({ crimes, pairs }: CrimesToMatch): Said<PackedMatches> {
  try {
    if (!matcher) throw new Error('Cannot match crimes: there are no positions to compare with')
    const matching = matcher
    return { told: packMatches(crimes.map((crime) => matching.match(crime, pairs, isOwn))) }
  } catch (error) {
    return faultOf(error)
  }
}
