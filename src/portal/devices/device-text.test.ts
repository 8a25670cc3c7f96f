import { expect, it } from 'vitest'
import { eventText } from './device-text.tsx'

it.each([
  ['EV_PID_STRAP_TAMPER_START', 'The strap was opened or damaged (EV_PID_STRAP_TAMPER_START)'],
  [
    'EV_PID_STRAP_TAMPER_END',
    'No longer: the strap was opened or damaged (EV_PID_STRAP_TAMPER_END)',
  ],
  ['TELTONIKA_239', 'TELTONIKA_239'],
  ['constructor', 'constructor'],
])('says in words what a device means by %s', (code, text) => {
  expect(eventText(code)).toBe(text)
})
