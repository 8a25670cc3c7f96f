import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acquisitiveEligibility, allowedKinds } from './eligibility.ts'
import type { CaseFacts } from './eligibility-rule.ts'
import { orderRules } from './order-rules.ts'

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
  sentenceType: 'STANDARD_DETERMINATE',
  twiceAtOnce: ['zone', 'attendance'],
}

describe('acquisitiveEligibility()', () => {
  it('says that somebody is eligible, by every rule, each with its version', () => {
    const { answer, refused, missing, met } = acquisitiveEligibility(eligible)
    expect({ answer, refused, missing }).toEqual({ answer: 'eligible', refused: [], missing: [] })
    expect(met).toContainEqual({
      rule: 'sentence-length',
      version: '2022-10-26',
      text: 'The sentence is at least 90 days',
      source: expect.stringContaining('26 October 2022'),
    })
    expect(met).toHaveLength(13)
  })

  it.each<[string, CaseFacts, string[]]>([
    ['release before the project', { releaseDate: '2021-04-11' }, ['project-began']],
    ['bail', { orderType: 'BAIL' }, ['sender-and-type', 'released-on-licence']],
    ['curfews at one time', { twiceAtOnce: ['curfew'] }, ['one-of-a-kind']],
    ['another project than the curfew has', { hdc: true }, ['project-and-curfew']],
    ['section 91', { sentenceType: 'SECTION_91' }, ['section-91-curfew']],
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

  const domesticAbuse = {
    project: 'DOMESTIC_ABUSE_PERPETRATOR_ON_LICENCE_DAPOL',
    region: 'WALES',
    riskReview: true,
  }
  const variation = {
    project: 'LICENCE_VARIATION_PROJECT',
    notifyingOrganisation: 'PROBATION',
    region: 'NORTH_EAST',
    riskReview: false,
    licenceVariationFor: 'ALTERNATIVE_TO_RECALL',
  }
  const civil = { orderType: 'CIVIL', notifyingOrganisation: 'FAMILY_COURT', madeFrom: 'PEOPLE' }
  const protection = { ...civil, project: 'DOMESTIC_ABUSE_PROTECTION_ORDER' }
  it.each<[string, CaseFacts, string[], string[]]>([
    [
      'probation, a community order',
      { orderType: 'COMMUNITY', notifyingOrganisation: 'PROBATION' },
      ['sender-and-type'],
      [],
    ],
    [
      'the Home Office, a licence',
      { notifyingOrganisation: 'HOME_OFFICE' },
      ['sender-and-type'],
      [],
    ],
    ['a sender nobody knows', { notifyingOrganisation: 'NEW' }, ['sender-and-type'], []],
    [
      'no sender',
      { notifyingOrganisation: undefined },
      [],
      ['sender-and-type', 'court-hearing', 'risk-review-asked', 'domestic-abuse-missed'],
    ],
    ['a court, a protection order', protection, [], []],
    ['a court, another civil order', { ...civil, project: 'UNKNOWN' }, ['civil-order-project'], []],
    [
      'a court, of which nobody says how it was made',
      { ...protection, madeFrom: undefined },
      [],
      ['court-hearing'],
    ],
    ['a court’s hearing', { ...protection, madeFrom: 'HEARING_EVENT' }, ['court-hearing'], []],
    ['conditions that nobody counted', { twiceAtOnce: undefined }, [], ['one-of-a-kind']],
    [
      'a fixed term without its answers',
      { hdc: undefined, project: undefined },
      [],
      [
        'fixed-term-asked',
        'risk-review-asked',
        'domestic-abuse-missed',
        'project-and-curfew',
        'domestic-abuse-region',
        'licence-variation-region',
        'licence-variation-sender',
        'licence-variation-reason',
      ],
    ],
    ['a young person’s order', { sentenceType: 'DTO' }, [], ['detention-and-training-asked']],
    [
      'life, for no project',
      { sentenceType: 'LIFE', project: 'UNKNOWN' },
      [],
      ['risk-review-asked'],
    ],
    ['domestic abuse in Wales', domesticAbuse, [], []],
    [
      'domestic abuse in the North West',
      { ...domesticAbuse, region: 'NORTH_WEST' },
      ['domestic-abuse-region'],
      [],
    ],
    [
      'domestic abuse somewhere',
      { ...domesticAbuse, region: undefined },
      [],
      ['domestic-abuse-region'],
    ],
    [
      'domestic abuse, sent by probation',
      { ...domesticAbuse, notifyingOrganisation: 'PROBATION' },
      [],
      ['domestic-abuse-missed'],
    ],
    ['a varied licence', variation, [], []],
    [
      'a varied licence, sent by a prison, in London, for no reason',
      {
        ...variation,
        notifyingOrganisation: 'PRISON',
        region: 'LONDON',
        licenceVariationFor: 'OTHER',
      },
      ['licence-variation-region', 'licence-variation-sender', 'licence-variation-reason'],
      [],
    ],
    [
      'a varied licence without its reason',
      { ...variation, licenceVariationFor: undefined },
      [],
      ['licence-variation-reason'],
    ],
  ])('of %s: refused %j, not known %j', (_what, facts, refused, unknown) => {
    const said = acquisitiveEligibility({ ...eligible, ...facts })
    const ofOrders = (rules: readonly { rule: string }[]) =>
      rules.map(({ rule }) => rule).filter((rule) => orderRules.some(({ id }) => id === rule))
    expect([ofOrders(said.refused), ofOrders(said.missing)]).toEqual([refused, unknown])
    if (refused.length + unknown.length > 0) expect(said.answer).not.toBe('eligible')
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
