import { describe, expect, it } from 'vitest'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'
import { ageText, comparisonText, tookText } from './attempt-words.ts'

const MINUTE = 60_000

describe('ageText', () => {
  it.each([
    [0, 'just now'],
    [-5, 'just now'],
    [MINUTE, '1 minute ago'],
    [119 * MINUTE, '1 hour ago'],
    [23 * 60 * MINUTE, '23 hours ago'],
    [24 * 60 * MINUTE, '1 day ago'],
    [1000 * 24 * 60 * MINUTE, '1,000 days ago'],
  ])('%d ms: %s', (age, text) => {
    expect(ageText(1e12, 1e12 + age)).toBe(text)
  })
})

describe('tookText', () => {
  it.each([
    [300, 'less than a second'],
    [1000, '1 second'],
    [61_000, '1 minute 1 second'],
  ])('%d ms: %s', (took, text) => {
    expect(tookText(1e12, 1e12 + took)).toBe(text)
  })
})

describe('comparisonText', () => {
  const attempt = (status: VisibleAttempt['status']) => ({ status }) as VisibleAttempt
  const all = { crimes: 3, waiting: 0, compared: 3, since: undefined, runId: 7, wearers: 0 }
  const some = { ...all, waiting: 2, compared: 1, since: 1000 }
  const done = { id: 8, outcome: 'done', startedAt: 2000, done: 40, crimes: 250 } as const
  const run = { ...done, outcome: 'running' } as const
  const failed = { ...done, outcome: 'failed' } as const

  it('tells every state apart: a run that failed is no run that found nobody', () => {
    const texts = [
      comparisonText(attempt('refused'), undefined, run, true),
      comparisonText(attempt('repeated'), all, run, true),
      comparisonText(attempt('accepted'), undefined, run, true),
      comparisonText(attempt('accepted'), some, run, true),
      comparisonText(attempt('accepted'), some, { ...run, done: undefined }, true),
      comparisonText(attempt('accepted'), some, done, true),
      comparisonText(attempt('accepted'), some, { ...failed, startedAt: 999 }, true),
      comparisonText(attempt('accepted'), some, failed, true),
      comparisonText(attempt('accepted'), { ...all, compared: 2 }, failed, true),
      comparisonText(attempt('accepted'), all, failed, true),
      comparisonText(attempt('accepted'), { ...all, wearers: 1 }, run, true),
    ]
    expect(texts).toEqual([
      'Nothing to compare',
      'See when it first came',
      'Nothing new to compare',
      'Being compared: 40 of 250',
      'Being compared',
      'Waiting to be compared',
      'Waiting to be compared',
      'Comparing failed',
      'Not compared yet',
      'No wearer near',
      '1 wearer near',
    ])
  })

  it('tells police whether crimes were compared, and never with what result', () => {
    for (const wearers of [0, 4]) {
      expect(comparisonText(attempt('partly'), { ...all, wearers }, undefined, false)).toBe(
        'Compared',
      )
    }
  })
})
