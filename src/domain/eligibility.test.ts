import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acquisitiveEligibility, allowedKinds } from './eligibility.ts'
import type { CaseFacts } from './eligibility-rule.ts'

const eligible: CaseFacts = {
  orderType: 'POST_RELEASE',
  notifyingOrganisation: 'PRISON',
  releaseDate: '2026-01-01',
  monitoringEnds: '2026-12-31',
  adult: true,
  fixedAddress: true,
  hdc: false,
  project: 'GPS_ACQUISITIVE_CRIME_PAROLE',
  offence: 'ROBBERY',
  longestSentence: true,
  sentenceDays: 400,
  policeForce: 'Cheshire',
}

describe('acquisitiveEligibility()', () => {
  it('says that somebody is eligible, by every rule, each with its version', () => {
    const { answer, refused, missing, met } = acquisitiveEligibility(eligible)
    expect({ answer, refused, missing }).toEqual({ answer: 'eligible', refused: [], missing: [] })
    expect(met).toContainEqual({
      rule: 'sentence-length',
      version: '2022-10-26',
      text: 'The sentence is at least 90 days',
    })
    expect(met).toHaveLength(9)
  })

  it.each<[string, CaseFacts, string[]]>([
    ['release before the project', { releaseDate: '2021-04-11' }, ['project-began']],
    ['bail', { orderType: 'BAIL' }, ['released-on-licence']],
    ['a young person', { adult: false }, ['adult']],
    ['an offence of violence', { offence: 'VIOLENCE' }, ['offence']],
    ['an unknown offence', { offence: 'NEW_ONE' }, ['offence']],
    ['a longer sentence for something else', { longestSentence: false }, ['longest-sentence']],
    ['89 days', { sentenceDays: 89 }, ['sentence-length']],
    ['90 days', { sentenceDays: 90 }, []],
    [
      '90 days before the change',
      { sentenceDays: 90, releaseDate: '2022-10-25', monitoringEnds: '2023-01-01' },
      ['sentence-length'],
    ],
    [
      '90 days on the day of the change',
      { sentenceDays: 90, releaseDate: '2022-10-26', monitoringEnds: '2023-10-26' },
      [],
    ],
    [
      '364 days before the change',
      { sentenceDays: 364, releaseDate: '2022-10-25', monitoringEnds: '2023-01-01' },
      ['sentence-length'],
    ],
    ['another force', { policeForce: 'Lancashire' }, ['police-force']],
    [
      'a later force in summer 2021',
      { policeForce: 'Kent', releaseDate: '2021-09-28', monitoringEnds: '2022-01-01' },
      ['police-force'],
    ],
    [
      'a later force once it took part',
      { policeForce: 'Kent', releaseDate: '2021-09-29', monitoringEnds: '2022-01-01' },
      [],
    ],
    ['no fixed address', { fixedAddress: false }, ['fixed-address']],
    ['a year to the day', { monitoringEnds: '2027-01-01' }, []],
    ['a day more than a year', { monitoringEnds: '2027-01-02' }, ['longest-monitoring']],
    [
      'several things at once, none of which hides another',
      { adult: false, fixedAddress: false, sentenceDays: 30, policeForce: 'Lancashire' },
      ['adult', 'sentence-length', 'police-force', 'fixed-address'],
    ],
  ])('of %s names what refused: %j', (_what, facts, refused) => {
    const said = acquisitiveEligibility({ ...eligible, ...facts })
    expect(said.refused.map(({ rule }) => rule)).toEqual(refused)
    expect(said.answer).toBe(refused.length > 0 ? 'not-eligible' : 'eligible')
  })

  it('cannot say where a fact is missing, and names it', () => {
    const { answer, missing } = acquisitiveEligibility({ ...eligible, sentenceDays: undefined })
    expect(answer).toBe('cannot-say')
    expect(missing.map(({ rule, facts }) => [rule, facts])).toEqual([
      ['sentence-length', ['sentenceDays']],
    ])
  })

  it('refuses where a rule refuses, whatever else is missing', () => {
    const { answer, missing } = acquisitiveEligibility({ adult: false })
    expect(answer).toBe('not-eligible')
    expect(missing.length).toBeGreaterThan(5)
  })

  it('without the day of release cannot ask rules that changed, and asks the others', () => {
    const { missing, met } = acquisitiveEligibility({ ...eligible, releaseDate: undefined })
    const named = missing.map(({ rule }) => rule)
    expect(named).toEqual([
      'project-began',
      'sentence-length',
      'police-force',
      'longest-monitoring',
    ])
    expect(met.map(({ rule }) => rule)).toContain('adult')
  })

  it('never calls eligible whom more facts would refuse', () => {
    const names = Object.keys(eligible) as (keyof CaseFacts)[]
    fc.assert(
      fc.property(fc.subarray(names), fc.integer({ min: 1, max: 800 }), (left, sentenceDays) => {
        const whole = { ...eligible, sentenceDays }
        const part = { ...whole, ...Object.fromEntries(left.map((name) => [name, undefined])) }
        const { answer } = acquisitiveEligibility(part)
        if (answer !== 'cannot-say') expect(answer).toBe(acquisitiveEligibility(whole).answer)
      }),
    )
  })
})

describe('allowedKinds()', () => {
  const plain = { ...eligible, project: 'GPS_ACQUISITIVE_CRIME_HOME_DETENTION_CURFEW', hdc: true }

  it.each<[string, CaseFacts, string[]]>([
    ['home detention curfew', {}, ['trail', 'curfew', 'zone', 'attendance', 'alcohol']],
    ['no curfew and no project', { hdc: false, project: 'UNKNOWN' }, ['alcohol']],
    [
      'bail without either',
      { orderType: 'BAIL', hdc: false, project: 'UNKNOWN' },
      ['trail', 'curfew', 'zone', 'attendance', 'alcohol'],
    ],
    ['acquisitive crime on licence', { project: 'GPS_ACQUISITIVE_CRIME_PAROLE' }, ['trail']],
    [
      'acquisitive crime on licence without an address',
      { project: 'GPS_ACQUISITIVE_CRIME_PAROLE', fixedAddress: false },
      [],
    ],
    ['no fixed address', { fixedAddress: false }, ['alcohol']],
    [
      'no fixed address, for the Home Office',
      { fixedAddress: false, notifyingOrganisation: 'HOME_OFFICE' },
      ['trail', 'zone', 'alcohol'],
    ],
    ['under 18', { adult: false }, ['trail', 'curfew', 'zone', 'attendance']],
    ['under 18 without a fixed address', { adult: false, fixedAddress: false }, []],
    [
      'under 18 with neither curfew nor project',
      { adult: false, hdc: false, project: 'UNKNOWN' },
      [],
    ],
  ])('of %s leaves %j', (_what, facts, kinds) => {
    expect(allowedKinds({ ...plain, ...facts }).kinds).toEqual(kinds)
  })

  it('names every rule that limits, and those that could not be asked', () => {
    const { limitedBy, missing } = allowedKinds({ ...plain, adult: undefined, fixedAddress: false })
    expect(limitedBy.map(({ rule }) => rule)).toEqual(['no-fixed-address'])
    expect(missing.map(({ rule, facts }) => [rule, facts])).toEqual([['under-18', ['adult']]])
  })
})
