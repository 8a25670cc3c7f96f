import { describe, expect, it } from 'vitest'
import { absenceRefusals } from '../matching/evidence/verdict.ts'
import { pairTraits } from './pair-traits.ts'
import { type ScoredPair, ScoredPairsBuilder, verdicts } from './scored-pairs.ts'

const pair: ScoredPair = {
  log10Lr: 2.5,
  isTrue: true,
  verdict: 'supports_presence',
  coverage: 0.75,
  refusal: 'errors',
  approachMetres: 455,
  positionsInRadius: 3,
  overlappingPositions: 2,
  closestMetres: 12.5,
  crimeType: 'TOMV',
  windowMinutes: 0,
  mechanism: 'lbs',
  homeMetres: 4999,
  metresFromHaunt: 200,
}

describe('ScoredPairsBuilder', () => {
  it('keeps every value of a pair, however often it has to grow', () => {
    const builder = new ScoredPairsBuilder(1)
    for (let i = 0; i < 5000; i++) builder.add({ ...pair, log10Lr: i })
    builder.add({
      ...pair,
      isTrue: false,
      verdict: 'no_data',
      refusal: undefined,
      approachMetres: undefined,
      positionsInRadius: 70_000,
      closestMetres: undefined,
      crimeType: 'XX',
      windowMinutes: 720,
      mechanism: 'none',
      homeMetres: undefined,
      metresFromHaunt: undefined,
    })
    const pairs = builder.build()
    expect(pairs.length).toBe(5001)
    expect(pairs.log10Lr.slice(4998)).toEqual(Float64Array.of(4998, 4999, 2.5))
    const { length: _, traits, ...columns } = pairs
    const at = (row: number) => ({
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]])),
      verdict: verdicts[columns.verdict[row] ?? -1],
      ...Object.fromEntries(
        Object.entries(traits).map(([name, column]) => [
          name,
          pairTraits[name as keyof typeof traits].classes[column[row] ?? -1],
        ]),
      ),
    })
    expect(at(4999)).toEqual({
      log10Lr: 4999,
      isTrue: 1,
      verdict: 'supports_presence',
      coverage: 0.75,
      refusal: 1 + absenceRefusals.indexOf('errors'),
      positionsInRadius: 3,
      overlappingPositions: 2,
      closestMetres: 12.5,
      crimeType: 'Theft of a vehicle',
      windowLength: 'An instant',
      mechanism: 'LBS',
      homeDistance: '1 to 5 km',
      hauntDistance: '200 m to 1 km',
      approach: '450 to 600 m',
    })
    expect(at(5000)).toMatchObject({
      isTrue: 0,
      verdict: 'no_data',
      positionsInRadius: 65_535,
      closestMetres: Number.NaN,
      crimeType: 'Other',
      windowLength: 'To 12 hours',
      mechanism: 'No position',
      homeDistance: 'Home not known',
      hauntDistance: 'Offender wears no tag',
      refusal: 0,
      approach: 'No trail',
    })
  })

  it('refuses a ratio that can be neither ranked nor averaged', () => {
    const builder = new ScoredPairsBuilder()
    expect(() => builder.add({ ...pair, log10Lr: Number.NaN })).toThrow('log10 LR is NaN')
    expect(() => builder.add({ ...pair, log10Lr: Number.POSITIVE_INFINITY })).toThrow('Infinity')
  })
})
