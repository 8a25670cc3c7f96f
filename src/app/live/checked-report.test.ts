import { expect, it } from 'vitest'
import { reportOf } from '../../../test/support/device-reports.ts'
import { checkReport } from './checked-report.ts'

const MINUTE = 60_000
const CAME = Date.parse('2026-01-05T09:00Z')

it.each([
  ['the newest of both', [-9, -2], [-5], -2],
  ['the newest of both', [-9], [-1, -5], -1],
  ['when it came, where an event is ahead of that', [-1], [9], 0],
  ['when it came, where a position is', [4], [-3], 0],
  ['when it came, where what is ahead stands beside what is old', [-60], [1], 0],
  ['when it came, where it has neither', [], [], 0],
])('dates a charge by %s: %j and %j', (_, positions, events, expected) => {
  const report = {
    ...reportOf('D1', CAME, 0),
    receivedAt: CAME,
    positions: positions.flatMap((minute) => reportOf('D1', CAME + minute * MINUTE, 1).positions),
    events: events.map((minute) => ({
      ...{ deviceId: 'D1', code: 'AL05', body: {} },
      occurredAt: CAME + minute * MINUTE,
    })),
    batteryPercent: 12,
  }
  expect(checkReport(report).powerAt).toBe(CAME + expected * MINUTE)
})
