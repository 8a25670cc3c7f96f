import { describe, expect, it } from 'vitest'
import { settings } from '../../test/support/monitored.ts'
import type { MonitoringSettings } from '../monitoring/settings.ts'
import { defaultPolicy, readPolicy } from './policy-json.ts'

const read = (text: string) => readPolicy(new TextEncoder().encode(text))

describe('policy.json', () => {
  it('is as by default where it says nothing', () => {
    expect(read('{}')).toEqual(defaultPolicy)
    expect(defaultPolicy.locationView.mostHours).toBe(48)
    expect(defaultPolicy.review.secondReviewer).toBe(true)
    expect(defaultPolicy.following.allowed).toBe(false)
  })

  it('has what monitoring needs, with the thresholds that the engine is tried with', () => {
    const monitoring: MonitoringSettings = defaultPolicy.monitoring
    expect(monitoring).toEqual(settings)
  })

  it('changes only what it says', () => {
    expect(read('{"review":{"secondReviewer":false}}')).toEqual({
      ...defaultPolicy,
      review: { secondReviewer: false },
    })
  })

  it('has no threshold of what only happens; one that was written once is read, and is none', () => {
    const { monitoring } = read(
      '{"monitoring":{"thresholdMinutes":{"home-unit":5,"alcohol":1,"tamper":3}}}',
    )
    expect(monitoring.thresholdMinutes).toEqual({ ...settings.thresholdMinutes, tamper: 3 })
  })

  it('names every fault', () => {
    const faults = () => read('{"locationView":{"mostHours":0},"folowing":{"allowed":true}}')
    expect(faults).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }))
    expect(faults).toThrow(/locationView\.mostHours.*folowing/)
    expect(() => read('{')).toThrow(/not JSON/)
  })
})
