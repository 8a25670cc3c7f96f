import type { Sample } from './route-samples.ts'
import type { TownFacts } from './town-facts.ts'

const hub = ['hub-caseworker', 'hub-manager'] as const

/** Runs, and crimes that were withdrawn. */
export function matchingSamples(facts: TownFacts): Record<string, Sample> {
  const withdraw = `/crimes/${facts.crime.id}/withdraw`
  const elsewhere = `/crimes/${facts.otherCrime.id}/withdraw`
  const form = { kind: 'withdrawn', reason: 'Recorded twice' }
  return {
    'GET /runs': { who: hub },
    'POST /runs': { who: ['hub-manager'], status: 303, good: {} },
    'GET /runs/:id': {
      who: hub,
      good: { at: `/runs/${facts.run}` },
      outOfScope: { at: '/runs/999999', subjects: [] },
    },
    'GET /crimes/:id/withdraw': {
      who: ['police-analyst', ...hub],
      good: { at: withdraw },
      outOfScope: { at: elsewhere, subjects: [] },
    },
    'POST /crimes/:id/withdraw': {
      who: ['police-analyst', ...hub],
      status: 303,
      good: { at: withdraw, sent: { form } },
      outOfScope: { at: elsewhere, sent: { form }, subjects: [] },
    },
  }
}
