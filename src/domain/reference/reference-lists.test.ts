import { describe, expect, it } from 'vitest'
import { variationTypes } from './order-lists.ts'
import { monitoringForces } from './place-lists.ts'
import { inUse, labelOf } from './reference-list.ts'
import { referenceLists } from './reference-lists.ts'

describe('reference lists', () => {
  it.each(Object.entries(referenceLists))('%s has a version, and each code once', (_name, list) => {
    expect(list.version).toMatch(/^\d{4}-\d\d-\d\d$/)
    const codes = list.entries.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { from, to } of list.entries) expect((from ?? '') <= (to ?? '9')).toBe(true)
  })

  it('has six forces from April 2021 and nineteen from the end of September', () => {
    const on = (date: string) =>
      monitoringForces.entries.filter(({ code }) => inUse(monitoringForces, code, date)).length
    expect(['2021-04-11', '2021-04-12', '2021-09-28', '2021-09-29'].map(on)).toEqual([0, 6, 6, 19])
    expect(inUse(monitoringForces, 'Atlantis', '2026-01-01')).toBe(false)
  })

  it('says an unknown code as it came, and that it is not in the list', () => {
    expect(labelOf(variationTypes, 'OTHER')).toBe('Other')
    expect(labelOf(variationTypes, 'NEW_ONE')).toBe('NEW_ONE (not in our list of variation types)')
  })
})
