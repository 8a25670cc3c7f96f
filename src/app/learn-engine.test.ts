import { expect, it } from 'vitest'
import { OwnHistory } from '../matching/evidence/own-history.ts'
import { Population } from '../matching/evidence/population.ts'
import { smallTown } from '../matching/evidence/small-town.fixture.ts'
import { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import { fittingComponentWeights } from '../matching/evidence/whereabouts-model.ts'
import { defaultParameters } from '../matching/parameters.ts'
import { learnEngine } from './learn-engine.ts'

const { evidence } = defaultParameters

it('learns in pieces what is learned at once', async () => {
  const timelines = smallTown()
  const learned = await learnEngine(timelines, evidence)
  expect(learned.fitted()).toEqual(new EvidenceEngine(timelines, evidence).fitted())
})

it('pauses often enough for others to go first', () => {
  const timelines = smallTown()
  const history = new OwnHistory(timelines, new Population(timelines), evidence.historyDays)
  let pauses = 0
  for (const fitting = fittingComponentWeights(timelines, history); !fitting.next().done; ) pauses++
  // A piece of a hundredth is milliseconds.
  expect(pauses).toBeGreaterThan(100)
})
