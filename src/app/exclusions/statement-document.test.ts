import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ExclusionAnswer,
  type ExclusionFacts,
  exclusionAnswer,
} from '../../domain/exclusion-answer.ts'
import type { CountingAnswer, ExclusionQuestion } from '../../store/records/exclusion-questions.ts'
import { statementDocument } from './statement-document.ts'

const crime = {
  policeForce: 'Cheshire',
  crimeReference: 'C/1',
  crimeType: 'BIAD',
  window: { from: Date.UTC(2026, 2, 29, 0, 30), to: Date.UTC(2026, 2, 29, 1, 30) },
  location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
  latitude: 53.8,
  longitude: -4.4,
  crimeText: '',
  batchId: 'CHS20260329',
  version: 2,
  changes: [],
} as const

const question: ExclusionQuestion = {
  id: 7,
  policeForce: 'Cheshire',
  crimeId: 3,
  crimeReference: 'C/1',
  person: { name: 'Zoë Ångström', dateOfBirth: '1990-01-31', identifier: undefined },
  purpose: 'A description fits',
  askedAt: Date.UTC(2026, 3, 1),
  askedBy: 'police.demo',
  state: 'to_approve',
  answer: undefined,
}

const facts: ExclusionFacts = {
  windowCoverage: 1,
  positionsInWindow: 60,
  longestGapMinutes: 2,
  topSpeed: 31,
  marginMetres: 450,
  positionMarginMetres: 300,
  algorithmVersion: '0.2.0+00000000',
  saidAbsentWrongly: {
    date: '2026-11-22',
    algorithmVersion: '0.2.0+00000000',
    modes: [{ name: 'Near haunts', wrong: 1, of: 1249 }],
  },
  positions: [
    {
      which: 'Nearest to the place',
      at: crime.window.from,
      metres: 5678.9,
      accuracyMetres: 12,
      mechanism: 'GPS',
    },
  ],
}

function written(answer: ExclusionAnswer, more: Partial<CountingAnswer> = {}): string {
  const evidenceSha256 = 'a'.repeat(64)
  const document = statementDocument({
    question: { ...question, answer: { answer, ...more } as CountingAnswer },
    answer: { answer, facts: undefined, evidenceSha256, ...more },
    crime,
    number: 'ES-2026-000001',
    approvedAt: Date.UTC(2026, 3, 2),
    approvedBy: 'Hub Manager',
  })
  return JSON.stringify(document)
}

describe('an exclusion statement', () => {
  it('is the same whoever has no data, and whatever is known of whoever is not ruled out', () => {
    const known = fc.record({
      deviceWearerId: fc.option(fc.string(), { nil: undefined }),
      crimeVersionId: fc.nat(),
      reportId: fc.nat(),
      changed: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.constantFrom('no_data', 'not_ruled_out'),
        known,
        known,
        (answer, one, other) => {
          expect(written(answer, one)).toBe(written(answer, other))
        },
      ),
    )
  })

  it('shows of whoever is ruled out how far, and when, and no place', () => {
    const text = written('ruled_out', { facts })
    expect(text).toContain('at least 5.0 km')
    expect(text).not.toContain('5.6 km')
    expect(text).toContain('29 March 2026 at 00:30:00 GMT')
    expect(text).toContain('Zoë Ångström')
    expect(text).toContain('near haunts, 1 of 1,249')
    expect(text).not.toContain('5678')
    expect(text.match(/53\.8/g)).toHaveLength(1)
  })

  it('states the rule that the answer was given by', () => {
    expect(written('ruled_out', { facts })).toContain('no single position lies within 300 metres')
    const { positionMarginMetres: _, ...before } = facts
    const text = written('ruled_out', { facts: before })
    expect(text).toContain('more than 450 metres away, errors of its positions taken off')
    expect(text).not.toContain('undefined')
  })

  it('is ruled out by absence alone', () => {
    expect(exclusionAnswer('supports_absence')).toBe('ruled_out')
    expect(exclusionAnswer('inconclusive')).toBe('not_ruled_out')
    expect(exclusionAnswer('supports_presence')).toBe('not_ruled_out')
    expect(exclusionAnswer('no_data')).toBe('no_data')
    expect(exclusionAnswer(undefined)).toBe('no_data')
  })
})
