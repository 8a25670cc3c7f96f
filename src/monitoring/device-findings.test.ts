import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clock, instant, settings } from '../../test/support/monitored.ts'
import type { DeviceEvent } from '../domain/device-event.ts'
import { deviceFindings } from './device-findings.ts'
import { eventCodes } from './event-codes.ts'

const later = instant('2026-02-01T00:00')
const event = (time: string, code: string): DeviceEvent => ({
  deviceId: 'D1',
  code,
  occurredAt: instant(`2026-01-05T${time}`),
  body: {},
})
const said = (events: readonly DeviceEvent[], now = later) =>
  deviceFindings('A1', events, now, settings).findings.map(({ kind, stage, from, to }) => [
    kind,
    stage,
    `${clock(from)?.slice(11)} to ${clock(to)?.slice(11) ?? '-'}`,
  ])

const START = 'EV_PID_STRAP_TAMPER_START'
const END = 'EV_PID_STRAP_TAMPER_END'

describe('deviceFindings()', () => {
  it('is potential, then actual; cancelled by a countermand within the threshold', () => {
    const start = event('10:00:00', START)
    expect(said([start], instant('2026-01-05T10:01'))).toEqual([
      ['strap-tamper', 'potential', '10:00 to -'],
    ])
    expect(said([start], instant('2026-01-05T10:02'))).toEqual([
      ['strap-tamper', 'actual', '10:00 to -'],
    ])
    expect(said([start, event('10:01:59', END)])).toEqual([
      ['strap-tamper', 'cancelled', '10:00 to 10:01'],
    ])
    expect(said([start, event('10:02:00', END)])).toEqual([
      ['strap-tamper', 'actual', '10:00 to 10:02'],
    ])
  })

  it('follows several at once, each with its own countermand', () => {
    expect(
      said([
        event('10:00:00', START),
        event('10:05:00', 'EV_PID_BATTERY_LOW'),
        event('10:10:00', 'AL04'),
        event('10:20:00', END),
        event('11:00:00', 'EV_CHARGING_STARTED'),
        event('11:30:00', 'EV_MU_MAINS_START'),
      ]),
    ).toEqual([
      ['strap-tamper', 'actual', '10:00 to 10:20'],
      ['battery-low', 'actual', '10:05 to 11:00'],
      ['power-off', 'actual', '10:10 to 11:30'],
    ])
  })

  it('takes a beginning said again for the same, and a day later for another whose end was lost', () => {
    const repeated = [START, START].map((code, index) => event(`10:0${index}:00`, code))
    expect(said(repeated)).toEqual([['strap-tamper', 'actual', '10:00 to -']])
    const nextWeek = { ...event('10:00:00', START), occurredAt: instant('2026-01-12T10:00') }
    expect(said([...repeated, nextWeek])).toEqual([
      ['strap-tamper', 'actual', '10:00 to 10:01'],
      ['strap-tamper', 'actual', '10:00 to -'],
    ])
  })

  it('says what a supplier says of a night by its latest alert', () => {
    expect(said([event('19:05:00', 'AL08'), event('23:00:00', 'AL12')])).toEqual([
      ['curfew-absent-throughout', 'actual', '19:05 to -'],
    ])
    expect(said([event('19:05:00', 'AL08'), event('19:30:00', 'AL09')])).toEqual([
      ['curfew-absent-at-start', 'actual', '19:05 to 19:30'],
    ])
    expect(said([event('07:00:00', 'AL11')])).toEqual([
      ['curfew-absent-at-end', 'actual', '07:00 to -'],
    ])
  })

  it('gives what happens in a moment a finding each time', () => {
    expect(said([event('10:00:00', 'AL05'), event('10:30:00', 'AL05')])).toEqual([
      ['home-unit-moved', 'actual', '10:00 to 10:00'],
      ['home-unit-moved', 'actual', '10:30 to 10:30'],
    ])
  })

  it('makes what only happens an incident at once, also by a clock that is ahead: nothing can cancel it', () => {
    const found = (code: string, now: string) =>
      deviceFindings('A1', [event('10:00:00', code)], instant(now), settings).findings.map(
        ({ stage, from, actualAt }) => [stage, actualAt === from],
      )
    for (const code of ['AL05', 'alcohol-detected']) {
      expect(found(code, '2026-01-05T10:00')).toEqual([['actual', true]])
      expect(found(code, '2026-01-05T09:51')).toEqual([['actual', true]])
    }
  })

  it('keeps and lists codes nobody knows, and raises nothing of them or of routine', () => {
    const strange = event('10:00:00', 'AL99')
    const { findings, unknown } = deviceFindings(
      'A1',
      [strange, event('10:00:00', 'EV_PARTIAL_CALLBACK')],
      later,
      settings,
    )
    expect(findings).toEqual([])
    expect(unknown).toEqual([strange])
  })

  it('says the same whatever order events come in and however often, with causes of their own', () => {
    const events = fc.array(
      fc.record({
        deviceId: fc.constant('D1'),
        code: fc.constantFrom(...eventCodes.keys(), 'AL99'),
        occurredAt: fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minute) => minute * 60_000),
        body: fc.constant({}),
      }),
      { maxLength: 30 },
    )
    const orders = events.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(orders, ([once, shuffled]) => {
        const now = 5 * 24 * 3_600_000
        const first = deviceFindings('A1', once, now, settings)
        expect(deviceFindings('A1', shuffled, now, settings).findings).toEqual(first.findings)
        expect(new Set(first.findings.map(({ cause }) => cause)).size).toBe(first.findings.length)
      }),
    )
  })
})
