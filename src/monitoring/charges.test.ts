import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, settings } from '../../test/support/monitored.ts'
import type { DeviceEvent } from '../domain/device-event.ts'
import { Charges, chargeIn } from './charges.ts'
import { deviceFindings } from './device-findings.ts'

const MINUTE = 60_000
const FROM = instant('2026-01-05T10:00')

interface Reading {
  readonly minute: number
  readonly percent?: number
  readonly charging?: boolean
}
const tell = (charges: Charges, readings: readonly Reading[]): DeviceEvent[] =>
  readings.flatMap(({ minute, percent, charging }) =>
    charges.eventsOf({
      ...{ deviceId: 'D1', at: FROM + minute * MINUTE },
      ...{ batteryPercent: percent, charging },
    }),
  )
const told = (...readings: Reading[]) =>
  tell(new Charges(settings.batteryPercent, { newest: [], said: [] }), readings)
const found = (events: readonly DeviceEvent[]) =>
  deviceFindings('A1', events, FROM + 10_000 * MINUTE, settings).findings.map(
    ({ kind, stage, from, to }) => [
      kind,
      stage,
      (from - FROM) / MINUTE,
      to === undefined ? undefined : (to - FROM) / MINUTE,
    ],
  )
const at = (minute: number, percent: number): Reading => ({ minute, percent })

describe('Charges', () => {
  it('tells a low charge once, and that it was charged, with nothing between the levels', () => {
    const events = told(
      ...[at(0, 60), at(10, 16), at(20, 15), at(30, 14), at(40, 16), at(50, 29), at(60, 15)],
      ...[at(70, 30), at(80, 90), at(90, 10)],
    )
    expect(events.map(({ code, body }) => [code, body['percent']])).toEqual([
      ['battery-percent-low', 15],
      ['battery-percent-charged', 30],
      ['battery-percent-low', 10],
    ])
    expect(found(events)).toEqual([
      ['battery-low', 'actual', 20, 70],
      ['battery-low', 'actual', 90, undefined],
    ])
  })

  it('is over, or cancelled, once it is on a charger, and tells nothing of a device that never was low', () => {
    expect(found(told(at(0, 5), { minute: 5, percent: 6, charging: true }))).toEqual([
      ['battery-low', 'actual', 0, 5],
    ])
    expect(found(told(at(0, 5), { minute: 1, charging: true }))).toEqual([
      ['battery-low', 'cancelled', 0, 1],
    ])
    expect(told(at(0, 80), { minute: 1, charging: true }, { minute: 2, charging: false })).toEqual(
      [],
    )
    expect(told({ minute: 0, percent: 5, charging: true })).toEqual([])
  })

  it('is of the time it was measured: what comes late begins then, and is over where it was charged since', () => {
    const events = told(at(100, 80), at(20, 12), at(30, 11), at(60, 70))
    expect(found(events)).toEqual([['battery-low', 'actual', 20, 60]])
    expect(events).toHaveLength(3)
    expect(found(told(at(100, 80), at(20, 12)))).toEqual([['battery-low', 'actual', 20, 100]])
  })

  it('stays one occasion for days, and for a server that starts anew', () => {
    const days = Array.from({ length: 300 }, (_, index) => at(index * 10, 9))
    const events = told(...days)
    expect(events).toHaveLength(9)
    expect(found(events)).toEqual([['battery-low', 'actual', 0, undefined]])
    const anew = () =>
      new Charges(settings.batteryPercent, {
        newest: [{ deviceId: 'D1', at: FROM, batteryPercent: 9, charging: undefined }],
        said: [{ deviceId: 'D1', at: FROM, isLow: true }],
      })
    expect(tell(anew(), [at(10, 9)])).toEqual([])
    expect(tell(anew(), [at(10, 40)])).toMatchObject([{ code: 'battery-percent-charged' }])
  })

  it('says the same again of a reading that is sent again, because the first may not have been kept', () => {
    const events = told(at(0, 5), at(0, 5))
    expect(events[1]).toEqual(events[0])
  })

  it('is as two levels with nothing between them would have it, whatever readings come in order', () => {
    const readings = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 })
    fc.assert(
      fc.property(readings, (percents) => {
        const model: [number, number | undefined][] = []
        percents.forEach((percent, minute) => {
          const open = model.at(-1)?.[1] === undefined ? model.at(-1) : undefined
          if (!open && percent <= settings.batteryPercent.low) model.push([minute, undefined])
          if (open && percent >= settings.batteryPercent.charged) open[1] = minute
        })
        const events = told(...percents.map((percent, minute) => at(minute, percent)))
        expect(found(events).map(([, , from, to]) => [from, to])).toEqual(model)
      }),
    )
  })

  it('is of two of one instant the low one, whichever comes first, and ends with what comes after', () => {
    for (const tied of [
      [at(20, 5), at(20, 90)],
      [at(20, 90), at(20, 5)],
    ]) {
      expect(found(told(...tied))).toEqual([['battery-low', 'actual', 20, undefined]])
      expect(found(told(at(10, 5), ...tied)).at(-1)?.[3]).toBeUndefined()
      expect(found(told(...tied, at(30, 80)))).toEqual([['battery-low', 'actual', 20, 30]])
      expect(found(told(at(30, 80), ...tied))).toEqual([['battery-low', 'actual', 20, 30]])
    }
  })

  it.each([
    [{ percent: 9 }, 9],
    [{ Battery: ' 9.5 ', unit: '%' }, 9.5],
    [{ Battery: '9%' }, 9],
    [{ Battery: '9 %' }, 9],
    [{ Text: 'Battery 9%, not charging' }, 9],
    [{ Text: 'Battery: 9,5 %' }, 9.5],
    [{ at: '2026-01-05 10:30', firmware: 'v3.2', level: 'Battery 41' }, 41],
    [{ percent: `0.${'0'.repeat(60)}1` }, undefined],
    [{ a: true, b: '', c: 'low', d: 101, e: '-5', f: '2026-01-05', g: '10:30' }, undefined],
  ])('reads in %j of a vendor’s event %s', (body, percent) => {
    const event = { deviceId: 'D1', code: 'EV_REPORT_TRACKER_BATTERY_PERCENTAGE', occurredAt: FROM }
    expect(chargeIn({ ...event, body })?.batteryPercent).toBe(percent)
    expect(chargeIn({ ...event, code: 'AL21', body })).toBeUndefined()
  })

  it('ends as low or not as its newest reading has it, whatever order they come in', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), {
      minLength: 1,
      maxLength: 30,
    })
    const readings = minutes.chain((all) =>
      fc.tuple(
        ...all.map((minute) => fc.constantFrom(5, 90).map((percent) => at(minute, percent))),
      ),
    )
    fc.assert(
      fc.property(readings, (came) => {
        const newest = came.toSorted((a, b) => a.minute - b.minute).at(-1)
        const isOpen = found(told(...came)).some(([, , , to]) => to === undefined)
        expect(isOpen).toBe(newest?.percent === 5)
      }),
    )
  })
})
