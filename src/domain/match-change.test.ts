import { describe, expect, it } from 'vitest'
import { type MatchFacts, saidOtherwise } from './match-change.ts'

const facts: MatchFacts = {
  crimeVersion: 1,
  positionsInWindow: 9,
  positionsInRadius: 3,
  overlappingPositions: 2,
  closestMetres: 12.5,
  deviceIds: ['D1', 'D2'],
  verdict: 'supports_presence',
  windowCoverage: 0.5,
  log10Lr: 1.2,
}

describe('what is said of a pair', () => {
  it('is what it was while only the last digits move', () => {
    expect(saidOtherwise(facts, facts)).toBe(false)
    const near = { ...facts, closestMetres: 12.505, windowCoverage: 0.5004, log10Lr: 1.29 }
    expect(saidOtherwise(facts, near)).toBe(false)
    expect(saidOtherwise(near, facts)).toBe(false)
  })

  it.each<[string, Partial<MatchFacts>]>([
    ['another version', { crimeVersion: 2 }],
    ['another verdict', { verdict: 'inconclusive' }],
    ['more positions in the window', { positionsInWindow: 10 }],
    ['fewer in radius', { positionsInRadius: 2 }],
    ['fewer overlapping', { overlappingPositions: 1 }],
    ['nearer', { closestMetres: 12.49 }],
    ['nothing in the window', { closestMetres: null }],
    ['another device nearest', { deviceIds: ['D2', 'D1'] }],
    ['more known', { windowCoverage: 0.501 }],
    ['a tenth weightier', { log10Lr: 1.3 }],
    ['a tenth less', { log10Lr: 1.1 }],
    ['not weighed', { log10Lr: null, verdict: null, windowCoverage: null }],
  ])('is another: %s', (_, change) => {
    expect(saidOtherwise(facts, { ...facts, ...change })).toBe(true)
    expect(saidOtherwise({ ...facts, ...change }, facts)).toBe(true)
  })
})
