import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMqttMessage } from './mqtt-message.ts'

const AT = Date.UTC(2026, 2, 20, 9)
const by = { deviceId: 'D1', feed: 'mqtt', receivedAt: AT }
const read = (topic: string, payload: unknown) =>
  readMqttMessage(topic, new TextEncoder().encode(JSON.stringify(payload)), by)

describe('a message of a broker', () => {
  it('in our own words is a report of the device that published it', () => {
    const sent = {
      positions: [
        { capturedAt: '2026-03-20T08:59:00Z', latitude: 53.8, longitude: -4.4, floor: 2 },
      ],
      events: [{ code: 'EV_PID_STRAP_TAMPER_START', occurredAt: '2026-03-20T08:58:00Z', side: 1 }],
      batteryPercent: 40,
      charging: true,
    }
    expect(read('whereabouts/D1/reports', sent)).toEqual({
      deviceId: 'D1',
      feed: 'mqtt',
      receivedAt: AT,
      positions: [
        expect.objectContaining({
          row: 1,
          fields: {
            captured_at: '2026-03-20T08:59:00Z',
            latitude: '53.8',
            longitude: '-4.4',
            floor: '2',
          },
        }),
      ],
      events: [
        {
          deviceId: 'D1',
          code: 'EV_PID_STRAP_TAMPER_START',
          occurredAt: AT - 120_000,
          body: { side: 1 },
        },
      ],
      refused: [],
      batteryPercent: 40,
      charging: true,
    })
  })

  it('refuses an event without an instant, and nothing else', () => {
    const report = read('whereabouts/D1/reports', {
      positions: [{}],
      events: [{ code: 'X', occurredAt: 'yesterday' }],
    })
    expect(report?.positions).toHaveLength(1)
    expect(report?.refused.flatMap(({ issues }) => issues)).toMatchObject([
      { field: 'occurred_at', code: 'INVALID_INSTANT', value: 'yesterday' },
    ])
  })

  it('is taken but for what is wrong of it, by name', () => {
    const position = { capturedAt: '2026-03-20T08:59:00Z', latitude: 53.8, longitude: -4.4 }
    const occurredAt = '2026-03-20T08:58:00Z'
    const report = read('whereabouts/D1/reports', {
      positions: [position, 7, [], null],
      events: [
        { code: 'A', occurredAt, side: { left: 1 }, none: null },
        { code: 5, occurredAt },
        'B',
      ],
      batteryPercent: 300,
      charging: 'yes',
      firmware: '1.2',
    })
    expect(report?.positions).toHaveLength(1)
    expect(report?.events).toMatchObject([{ code: 'A', body: {} }])
    expect(report).toMatchObject({ batteryPercent: undefined, charging: undefined })
    expect(
      report?.refused.flatMap(({ issues }) =>
        issues.map(({ row, field, code, value }) => [row, field, code, value]),
      ),
    ).toEqual([
      [undefined, 'batteryPercent', 'INVALID_VALUE', '300'],
      [undefined, 'charging', 'INVALID_VALUE', 'yes'],
      [undefined, 'firmware', 'UNKNOWN_FIELD', '1.2'],
      [2, 'positions', 'MALFORMED_JSON', '7'],
      [3, 'positions', 'MALFORMED_JSON', '[…]'],
      [4, 'positions', 'MALFORMED_JSON', ''],
      [1, 'side', 'INVALID_VALUE', '{…}'],
      [2, 'code', 'INVALID_EVENT_CODE', '5'],
      [3, 'events', 'MALFORMED_JSON', 'B'],
    ])
    for (const batteryPercent of [-1, '12', 100.1]) {
      const { refused = [] } =
        read('whereabouts/D1/reports', { batteryPercent, charging: true }) ?? {}
      expect(refused).toMatchObject([{ issues: [{ code: 'INVALID_VALUE' }] }])
    }
  })

  it('of more than a report may hold is taken as far as it may', () => {
    const report = read('whereabouts/D1/reports', { positions: Array(10_001).fill({}), events: 3 })
    expect(report?.positions).toHaveLength(10_000)
    expect(report?.refused.flatMap(({ issues }) => issues)).toMatchObject([
      { row: 10_001, field: 'positions', code: 'INVALID_VALUE', value: '10001' },
      { field: 'events', code: 'INVALID_VALUE', value: '3' },
    ])
  })

  it('that is no object is refused as a whole', () => {
    for (const sent of [7, [], null, 'x']) {
      expect(read('whereabouts/D1/reports', sent)).toMatchObject({
        positions: [],
        refused: [{ issues: [{ code: 'MALFORMED_JSON' }] }],
      })
    }
  })

  it('of OwnTracks that says nothing of a place is nothing to keep', () => {
    expect(read('owntracks/D1/phone/waypoints', { _type: 'waypoints', waypoints: [] })).toBe(
      undefined,
    )
    expect(readMqttMessage('owntracks/D1/phone', new Uint8Array(), by)).toBe(undefined)
  })

  it('that cannot be read is a refused report, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('whereabouts/D1/reports', 'owntracks/D1/phone'),
        fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 50 }),
          fc.json().map((json) => new TextEncoder().encode(json)),
        ),
        (topic, payload) => {
          const report = readMqttMessage(topic, payload, by)
          for (const { issues } of report?.refused ?? []) expect(issues).not.toEqual([])
        },
      ),
    )
  })
})
