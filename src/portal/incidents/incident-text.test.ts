import { describe, expect, it } from 'vitest'
import { findingKinds } from '../../monitoring/finding.ts'
import {
  agoText,
  certaintyText,
  endedText,
  kindText,
  labelledText,
  lastedText,
  standsOnText,
  whoText,
} from './incident-text.ts'

const AT = Date.parse('2026-01-26T19:00Z')
const MINUTE = 60_000

it('says what a device did, never what anybody is guilty of', () => {
  for (const kind of findingKinds) {
    expect(kindText(kind)).toMatch(/^[A-Z]/)
    expect(kindText(kind)).not.toMatch(/breach|offend|violat|guilt/i)
  }
})

describe('certaintyText()', () => {
  it.each([
    [1, 'Sure, 99 in 100'],
    [0.95, 'Sure, 95 in 100'],
    [0.8, 'Fairly sure, 80 in 100'],
    [0.5, 'Not sure, 50 in 100'],
  ])('says %s: %s', (certainty, text) => {
    expect(
      certaintyText({ certainty, family: 'zone', kinds: ['exclusion-entered'], codes: [] }),
    ).toBe(text)
  })
})

it.each([
  ['tamper', 'strap-tamper', [], 'The device reported it'],
  ['fault', 'device-fault', ['device-fault'], 'The device reported it'],
  ['fault', 'too-many-reports', [], 'Whereabouts counted its reports'],
  ['feed', 'feed-silent', [], 'Nothing came'],
  ['battery', 'battery-low', ['EV_PID_BATTERY_LOW'], 'The device reported it'],
  ['battery', 'battery-low', ['battery-percent-low', 'AL21'], 'The device reported it'],
  [
    'battery',
    'battery-low',
    ['battery-percent-low', 'EV_CHARGING_STARTED'],
    'Whereabouts read it from the charge the device told',
  ],
] as const)('has no number for a %s, %s by %j: %s', (family, kind, codes, text) => {
  expect(certaintyText({ certainty: undefined, family, kinds: [kind], codes })).toBe(text)
})

it.each([
  [undefined, 'Since 26 January 2026 at 19:00 GMT, 1 hour 30 minutes ago'],
  [AT + 5 * MINUTE, '26 January 2026, 19:00 to 19:05 GMT, 5 minutes'],
])('says how long something lasted that ended at %s', (endsAt, text) => {
  expect(lastedText({ startsAt: AT, endsAt, kinds: ['power-off'] }, AT + 90 * MINUTE)).toBe(text)
})

it('says of what only happens when it was, and that it neither lasted nor cleared', () => {
  const moved = { startsAt: AT, endsAt: AT, kinds: ['home-unit-moved'] } as const
  expect(lastedText(moved, AT + 5 * MINUTE)).toBe('26 January 2026 at 19:00 GMT, 5 minutes ago')
  expect(endedText({ ...moved, family: 'home-unit' })).toBe('It was at one instant')
  expect(endedText({ family: 'battery', kinds: ['battery-low'] })).toBe('Cleared by itself')
})

it('says what a clock that is ahead of ours puts into the future', () => {
  const ahead = { startsAt: AT, endsAt: undefined, kinds: ['strap-tamper'] } as const
  expect(lastedText(ahead, AT - 9.5 * MINUTE)).toBe(
    'From 26 January 2026 at 19:00 GMT, in 9 minutes by the device’s clock',
  )
})

it.each([
  [-9, 'in 9 minutes by the device’s clock'],
  [0, 'just now'],
  [5, '5 minutes ago'],
  [47 * 60, '47 hours ago'],
  [72 * 60, '3 days ago'],
])('says how long ago %s minutes are: %s', (minutes, text) => {
  expect(agoText(AT - minutes * MINUTE, AT)).toBe(text)
})

it('names a person, a device or a feed', () => {
  const nobody = { deviceWearerId: undefined, names: [], deviceId: undefined, feed: undefined }
  expect(whoText({ ...nobody, deviceWearerId: 'W1', names: ['A B'], deviceId: 'D1' })).toBe('A B')
  expect(whoText({ ...nobody, deviceId: 'D1' })).toBe('Device D1')
  expect(whoText({ ...nobody, feed: 'mqtt' })).toBe('Feed MQTT broker')
})

it('says of labelled positions what they say, and not that they are all that speak for it', () => {
  expect(labelledText({ endsAt: AT })).toContain('say when it began and when it ended')
  expect(labelledText({ endsAt: undefined })).toContain('when it began and until when it is known')
})

it('says up to when positions say of something that nothing ended that it was so', () => {
  const observation = { latitude: 53.8, longitude: -4.4, accuracyMetres: 8, mechanism: 'GPS' }
  expect(standsOnText({ evidence: [{ ...observation, capturedAt: AT }] })).toBe(
    'What was said last stands on positions up to 26 January 2026 at 19:00 GMT.',
  )
  expect(standsOnText({ evidence: [] })).toBeUndefined()
})
