import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import {
  coincidenceText,
  coverageText,
  strengthSentence,
  strengthText,
  verdictText,
} from './evidence-text.ts'

const said: EvidenceSummary = {
  windowCoverage: 0.999,
  log10Lr: 0,
  log10LrPopulation: 0,
  coincidenceDays: 2,
  comparableDays: 18,
  verdict: 'inconclusive',
}

describe('evidence in words', () => {
  it.each([
    [0, 'Says little either way'],
    [0.6, 'Somewhat for presence: about 4 times'],
    [-1.5, 'Moderately against presence: about 30 times'],
    [2.5, 'Strongly for presence: about 300 times'],
    [3, 'Strongly for presence: more than 1,000 times'],
    [9, 'Strongly for presence: more than 1,000 times'],
    [-3.4, 'Strongly against presence: more than 1,000 times'],
  ])('says of %d: %s', (log10Lr, text) => {
    expect(strengthText({ ...said, log10Lr })).toBe(text)
  })

  it('says of the record, not of the person, that it is likely', () => {
    expect(strengthSentence({ ...said, log10Lr: 4 })).toBe(
      'The record is strongly more likely (more than 1,000 times) if the wearer was at the scene during the offence than if the wearer was about their ordinary business',
    )
  })

  it('never tells of absence or of a number without data, whatever else is there', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (log10Lr) => {
        const none = { ...said, log10Lr, verdict: 'no_data' } as const
        expect(strengthText(none)).toBe('Nothing can be said')
        expect(strengthSentence(none)).toBe('Nothing can be said')
        expect(verdictText(none)[0]).toBe('No data')
      }),
    )
  })

  it('counts days, and never rounds coverage up to all', () => {
    expect(coincidenceText(said)).toBe('on 2 of 18 comparable other days')
    expect(coincidenceText({ ...said, comparableDays: 0 })).toBe('no comparable other day is known')
    expect(coverageText(said)).toBe('99 %')
  })
})
