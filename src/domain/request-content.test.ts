import { describe, expect, it } from 'vitest'
import { contentFaults, type RequestContent } from './request-content.ts'

const HOUR = 3_600_000
const limits = { mostHours: 168, mostRadiusMetres: 500 }
const whole: RequestContent = {
  offence: 'Burglary',
  crimeReferences: '',
  grounds: 'Seen nearby',
  necessity: 'It says whether the tag was there',
  otherIntelligence: 'A witness',
  about: 'person',
  persons: ['Somebody, 1990-01-01'],
  place: undefined,
  within: { from: 0, to: 168 * HOUR },
  urgency: 'routine',
  replyBy: undefined,
  declared: true,
}
const at = (change: Partial<RequestContent>) =>
  contentFaults({ ...whole, ...change }, limits, 200 * HOUR).map(({ code, field }) => [code, field])

describe('what a request says', () => {
  it('can be submitted when it is whole, at the very limit of policy', () => {
    expect(at({})).toEqual([])
    const place = { latitude: 53.8, longitude: -4.4, radiusMetres: 500 }
    expect(at({ about: 'place', persons: [], place })).toEqual([])
  })

  it('cannot lack why, on what else it rests, or whom it is about', () => {
    expect(at({ otherIntelligence: '', grounds: '', persons: [] })).toEqual([
      ['INPUT_INVALID', 'grounds'],
      ['INPUT_INVALID', 'otherIntelligence'],
      ['INPUT_INVALID', 'persons'],
    ])
    expect(at({ urgency: 'urgent' })).toEqual([['INPUT_INVALID', 'replyBy']])
    expect(at({ about: 'place' })).toEqual([['INPUT_INVALID', 'latitude']])
  })

  it('cannot ask for more than policy allows, or for what is yet to come', () => {
    expect(at({ within: { from: 0, to: 168 * HOUR + 1 } })).toEqual([['POLICY_FORBIDS', 'to']])
    const place = { latitude: 53.8, longitude: -4.4, radiusMetres: 501 }
    expect(at({ about: 'place', place })).toEqual([['POLICY_FORBIDS', 'radius']])
    expect(at({ within: { from: 201 * HOUR, to: 202 * HOUR } })).toEqual([
      ['INPUT_INVALID', 'from'],
    ])
  })
})
