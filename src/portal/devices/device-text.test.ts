import { expect, it } from 'vitest'
import {
  batteryText,
  eventText,
  feedText,
  heardText,
  heldText,
  wearerLink,
} from './device-text.tsx'

it.each([
  ['EV_PID_STRAP_TAMPER_START', 'The strap was opened or damaged (EV_PID_STRAP_TAMPER_START)'],
  [
    'EV_PID_STRAP_TAMPER_END',
    'No longer: the strap was opened or damaged (EV_PID_STRAP_TAMPER_END)',
  ],
  [
    'battery-percent-charged',
    'The battery was charged, or is being charged (battery-percent-charged)',
  ],
  ['EV_MU_MAINS_START', 'On mains power (EV_MU_MAINS_START)'],
  ['AL09', 'Back home (AL09)'],
  ['EV_PID_ARRIVED', 'Back home, or in the zone where somebody has to be (EV_PID_ARRIVED)'],
  [
    'EV_EXCLUDED_PID_DEPARTED_DURING_EXCLUSION',
    'Out of the exclusion zone (EV_EXCLUDED_PID_DEPARTED_DURING_EXCLUSION)',
  ],
  ['EV_REPORT_TRACKER_BATTERY_PERCENTAGE', 'Its charge (EV_REPORT_TRACKER_BATTERY_PERCENTAGE)'],
  ['reports-within-allowance', 'The device keeps to what it may report (reports-within-allowance)'],
  ['strap-tamper-cleared', 'No longer: the strap was opened or damaged (strap-tamper-cleared)'],
  ['OWNTRACKS_CUT_OFF', 'The phone was cut off (OWNTRACKS_CUT_OFF)'],
  ['TELTONIKA_239', 'TELTONIKA_239'],
  ['constructor', 'constructor'],
])('says in words what a device means by %s', (code, text) => {
  expect(eventText(code)).toBe(text)
})

it('says the charge that it told with it', () => {
  expect(eventText('battery-percent-low', 12)).toBe('The battery is low, 12% (battery-percent-low)')
})

it('says what of a device waits, and since when nothing does', () => {
  const at = Date.parse('2026-01-26T19:00Z')
  const newest = (text: string) => ({ at, receivedAt: at, text })
  expect(heldText(0, undefined)).toBeUndefined()
  expect(heldText(1, undefined)).toMatch(/^1 KB of its reports/)
  expect(heldText(12_340_000, newest('reports-beyond-allowance'))).toMatch(
    /^12.3 MB of its reports/,
  )
  expect(heldText(0, newest('reports-refused'))).toBe(
    'Nothing now: it reported more than it may 26 January 2026 at 19:00 GMT',
  )
  expect(heldText(0, newest('reports-within-allowance'))).toBe(
    'Nothing since 26 January 2026 at 19:00 GMT',
  )
})

it('says a charge to a tenth, so that what is over a level is not shown as on it', () => {
  expect(batteryText({ batteryPercent: 15.4, charging: false })).toBe('15.4%')
  expect(batteryText({ batteryPercent: 15, charging: true })).toBe('15%, charging')
  expect(eventText('battery-percent-low', 14.96)).toBe(
    'The battery is low, 15% (battery-percent-low)',
  )
})

it('says of what never reported that nothing came live, and names ways in for people', () => {
  expect(heardText(undefined, 0)).toBe('Nothing came live')
  expect(['http', 'mqtt', 'vendor-a', undefined].map((feed) => feedText(feed))).toEqual([
    'Programs over HTTP',
    'MQTT broker',
    'vendor-a',
    'Nothing came live',
  ])
  expect(wearerLink({ wearerId: undefined, isWorn: true }, false)).toBe('Somebody')
})
