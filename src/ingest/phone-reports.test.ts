import { describe, expect, it } from 'vitest'
import { readOsmAnd, readTraccarClient } from './osmand.ts'
import { readOwnTracks } from './owntracks.ts'
import { readReport } from './report-json.ts'

const receivedAt = Date.UTC(2026, 0, 5, 9)
const by = { deviceId: 'P1', feed: 'test', receivedAt }
const fieldsOf = (report: ReturnType<typeof readOwnTracks>) =>
  report?.positions.map(({ fields }) => fields)
const faultsOf = (report: ReturnType<typeof readOwnTracks>) =>
  report?.refused.flatMap(({ issues }) =>
    issues.map(({ row, field, code, value }) => [row, field, code, value]),
  )

// Messages that apps have sent, as the tests of trackers and the protocols' own pages keep them; the places are the town's.
describe('what OwnTracks sends', () => {
  const read = (message: unknown) => readOwnTracks(JSON.stringify(message), by)

  it('is a position with its circle, and the battery beside it', () => {
    const report = read({
      _type: 'location',
      acc: 15,
      alt: 40,
      batt: 46,
      conn: 'w',
      lat: 53.8681247,
      lon: -4.4512805,
      t: 'u',
      tid: '5t',
      tst: 1551874878,
      vac: 2,
      vel: 0,
      bs: 2,
      SSID: 'Somebody at home',
    })
    expect(report).toMatchObject({ deviceId: 'P1', batteryPercent: 46, charging: true, events: [] })
    expect(fieldsOf(report)).toEqual([
      {
        captured_at: '2019-03-06T12:21:18Z',
        latitude: '53.8681247',
        longitude: '-4.4512805',
        accuracy_metres: '15',
        speed_kmh: '0',
        altitude_metres: '40',
        trigger: 'u',
        connection: 'w',
      },
    ])
  })

  it('knows what a phone does not know: -1, 0 metres, no circle, seconds as text', () => {
    const least = { _type: 'location', lon: -4.29513, lat: 53.85833, tid: 'JJ' }
    expect(
      fieldsOf(read({ ...least, tst: '1497349316', acc: 0, vel: -1, cog: -1, batt: -1 })),
    ).toEqual([
      { captured_at: '2017-06-13T10:21:56Z', latitude: '53.85833', longitude: '-4.29513' },
    ])
    expect(fieldsOf(read(least))?.[0]?.['captured_at']).toBe('')
    expect(fieldsOf(read({ ...least, tst: 1e300 }))?.[0]?.['captured_at']).toBe('1e+300')
    expect(read({ ...least, batt: 120 })).not.toHaveProperty('batteryPercent')
  })

  it('may be a list; a region entered is a position and an event', () => {
    const report = read([
      {
        _type: 'location',
        cog: 271,
        lon: -4.29513,
        acc: 5,
        vel: 61,
        lat: 53.85833,
        tst: 1497349316,
      },
      {
        _type: 'transition',
        wtst: 1425042603,
        lat: 53.81,
        lon: -4.4,
        tst: 1427634603,
        acc: 130,
        tid: 'JP',
        event: 'leave',
        desc: 'Quay',
        t: 'c',
      },
    ])
    expect(fieldsOf(report)?.map((fields) => fields['speed_kmh'])).toEqual(['61', undefined])
    expect(report?.events).toEqual([
      {
        deviceId: 'P1',
        code: 'OWNTRACKS_LEFT',
        occurredAt: 1427634603000,
        body: { region: 'Quay' },
      },
    ])
  })

  it('is no position where the fix was lost or the app was cut off', () => {
    const lost = read({ _type: 'location', lat: 53.8, lon: -4.4, tst: 1497349316, t: 'l' })
    expect([lost?.positions, lost?.events.map(({ code }) => code)]).toEqual([
      [],
      ['OWNTRACKS_NO_FIX'],
    ])
    const cut = read({ _type: 'lwt', tst: 1380738247 })
    expect(cut?.events).toEqual([
      { deviceId: 'P1', code: 'OWNTRACKS_CUT_OFF', occurredAt: receivedAt, body: {} },
    ])
  })

  it.each([
    { _type: 'waypoint', desc: 'Home', lat: 53.8, lon: -4.4, rad: 50, tst: 1437552714 },
    { _type: 'waypoints', _creator: 'test', waypoints: [] },
    { _type: 'card', name: 'Somebody', face: 'iVBORw0KGgo=', tid: 'Jo' },
    { _type: 'configuration', host: 'broker.example', password: 'secret' },
    { _type: 'steps', tst: 1400455130, steps: 1234 },
    { _type: 'something new' },
    [],
  ])('that says nothing of where the device is, is not kept: %j', (message) => {
    expect(read(message)).toBeUndefined()
  })

  it('that cannot be read is refused in words', () => {
    expect(readOwnTracks('', by)).toBeUndefined()
    expect(() => read({ _type: 'encrypted', data: 'MjQ6+rRhRyzTZVDV' })).toThrow('it is encrypted')
    expect(() => readOwnTracks('hello', by)).toThrow('it is not JSON')
    for (const wrong of [{ lat: 1 }, 7, null]) expect(() => read(wrong)).toThrow('"_type"')
  })

  it('of a list is taken but for what cannot be read, which is told by its place', () => {
    const location = { _type: 'location', lat: 53.8, lon: -4.4, tst: 1497349316, batt: 30 }
    const lost = { _type: 'location', t: 'l', tst: 'soon' }
    const report = read([
      ...[location, 7, { lat: 1 }, { _type: 'card' }, { _type: 'encrypted', data: 'MjQ6' }],
      ...[lost, { ...location, batt: 20 }],
    ])
    expect(report?.positions.map(({ row }) => row)).toEqual([1, 7])
    expect(report?.batteryPercent).toBe(20)
    expect(faultsOf(report)).toEqual([
      [2, 'messages', 'MALFORMED_JSON', '7'],
      [3, '_type', 'INVALID_VALUE', ''],
      [5, '_type', 'INVALID_VALUE', 'encrypted'],
      [6, 'tst', 'INVALID_VALUE', 'soon'],
    ])
    expect(report?.refused[2]?.issues[0]?.message).toBe(
      'Cannot use _type of message 5: expected what is not encrypted; turn off "Encryption key" in the app and use HTTPS',
    )
    expect(faultsOf(read([[]]))).toEqual([[1, 'messages', 'MALFORMED_JSON', '[…]']])
    // A phone that is refused sends the same again for ever: only what it never made is refused as a whole.
    expect(faultsOf(read(lost))).toEqual([[1, 'tst', 'INVALID_VALUE', 'soon']])
  })
})

describe('what OsmAnd sends', () => {
  const read = (query: string) => readOsmAnd(Object.fromEntries(new URLSearchParams(query)), by)

  it.each([
    [
      'id=902064&lat=53.86288&lon=-4.43412&timestamp=2016-01-27T18%3A55%3A47Z&hdop=6.0&altitude=24.0&speed=10',
      '2016-01-27T18:55:47Z',
    ],
    [
      'id=902064&lat=53.86288&lon=-4.43412&timestamp=1442068686579&hdop=6.0&altitude=24.0&speed=10',
      '2015-09-12T14:38:06.579Z',
    ],
    [
      'lat=53.86288&lon=-4.43412&timestamp=2014-06-04+09%3A10%3A11&altitude=24.0&speed=10&id=353861053849681&hdop=6.0',
      '2014-06-04T09:10:11Z',
    ],
    [
      'id=123456&timestamp=1377177267&location=53.86288,-4.43412&altitude=24.0&speed=10&hdop=6.0',
      '2013-08-22T13:14:27Z',
    ],
    [
      'id=861001000719969&lat=53.86288&lon=-4.43412&altitude=24.0&speed=10&hdop=6.0',
      '2026-01-05T09:00:00Z',
    ],
  ])('is a position, in any way of writing instants: %s', (query, capturedAt) => {
    expect(fieldsOf(read(query))).toEqual([
      {
        captured_at: capturedAt,
        latitude: '53.86288',
        longitude: '-4.43412',
        speed_kmh: '18.52',
        hdop: '6',
        altitude_metres: '24.0',
      },
    ])
  })

  it('says its circle, heading and power', () => {
    const report = read(
      'id=1&lat=53.8&lon=-4.4&timestamp=1&accuracy=10&bearing=270&batt=75&charge=false',
    )
    expect(report).toMatchObject({ batteryPercent: 75, charging: false })
    expect(fieldsOf(report)).toMatchObject([{ accuracy_metres: '10', heading_degrees: '270' }])
  })

  it('is no position without a place, or with one that is not valid; half a place is refused later', () => {
    expect(
      read('id=123456&timestamp=1377177267&cell=257,02,16,2224&wifi=00-14-22-01-23-45,-80')
        .positions,
    ).toEqual([])
    expect(read('id=1&lat=53.8&lon=-4.4&valid=0').positions).toEqual([])
    expect(fieldsOf(read('id=1&lat=53.8&timestamp=soon'))).toEqual([
      { captured_at: 'soon', latitude: '53.8', longitude: '' },
    ])
  })
})

describe('what a Traccar Client sends', () => {
  it('is a position, with metres a second as kilometres an hour', () => {
    const report = readTraccarClient(
      {
        location: {
          event: 'motionchange',
          is_moving: false,
          uuid: '0e9a2473-a9a7-4c00-997b-fb97d2154e75',
          timestamp: '2021-07-21T08:06:34.444Z',
          odometer: 0,
          coords: {
            latitude: 53.8148096,
            longitude: -4.4837015,
            accuracy: 3.8,
            speed: 18.67,
            speed_accuracy: 0.26,
            heading: 63,
            heading_accuracy: 0.28,
            altitude: 35.7,
            altitude_accuracy: 3.8,
          },
          activity: { type: 'still', confidence: 100 },
          battery: { is_charging: false, level: 0.79 },
          extras: {},
        },
        device_id: '8737767034',
      },
      by,
    )
    expect(report).toMatchObject({ batteryPercent: 79, charging: false })
    expect(fieldsOf(report)).toEqual([
      {
        captured_at: '2021-07-21T08:06:34.444Z',
        latitude: '53.8148096',
        longitude: '-4.4837015',
        accuracy_metres: '3.8',
        speed_kmh: '67.21',
        heading_degrees: '63',
        altitude_metres: '35.7',
        trigger: 'motionchange',
        activity: 'still',
      },
    ])
  })

  it('says what it does not know, and that the place was made up', () => {
    const report = readTraccarClient(
      {
        location: {
          extras: {},
          mock: true,
          coords: {
            speed_accuracy: -1,
            speed: -1,
            longitude: -4.406417,
            floor: null,
            latitude: 53.785834000000001,
            accuracy: 5,
            altitude: 0,
            heading: -1,
          },
          is_moving: false,
          age: 188,
          odometer: 0,
          event: 'motionchange',
          battery: { level: -1, is_charging: false },
          activity: { type: 'unknown', confidence: 100 },
          timestamp: '2025-05-09T04:11:30.579Z',
        },
        device_id: '658765',
      },
      by,
    )
    expect(report).not.toHaveProperty('batteryPercent')
    expect(fieldsOf(report)).toEqual([
      {
        captured_at: '2025-05-09T04:11:30.579Z',
        latitude: '53.785834',
        longitude: '-4.406417',
        accuracy_metres: '5',
        altitude_metres: '0',
        mock: 'true',
        trigger: 'motionchange',
        activity: 'unknown',
      },
    ])
  })

  it('may be several, and is refused where there is none', () => {
    const location = {
      timestamp: '2025-05-09T04:11:30Z',
      coords: { latitude: 53.8, longitude: -4.4 },
    }
    expect(readTraccarClient({ location: [location, location] }, by).positions).toHaveLength(2)
    for (const wrong of [{}, { location: [] }, { location: 7 }, null]) {
      expect(() => readTraccarClient(wrong, by)).toThrow('"location"')
    }
    const report = readTraccarClient({ location: [7, location, null, location] }, by)
    expect(report.positions.map(({ row }) => row)).toEqual([2, 4])
    expect(faultsOf(report)).toEqual([
      [1, 'location', 'MALFORMED_JSON', '7'],
      [3, 'location', 'MALFORMED_JSON', ''],
    ])
  })
})

describe('what attacks', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)

  it('by its depth is refused as what it is, not tried again', () => {
    const refused = expect.objectContaining({ code: 'INPUT_INVALID' })
    const location = JSON.parse(`{"timestamp": ${deep}}`)
    expect(() => readTraccarClient({ location }, by)).toThrow(refused)
    for (const field of ['tst', 'lat', 'alt']) {
      const text = `{"_type": "location", "${field}": ${deep}}`
      expect(() => readOwnTracks(text, by)).toThrow(refused)
    }
    // In a list, and in our own JSON, it stops no other position, nor an event beside it.
    const list = `[{"_type": "location", "lat": ${deep}}, {"_type": "location"}]`
    for (const each of [
      readOwnTracks(list, by),
      readTraccarClient({ location: [location, {}] }, by),
    ]) {
      expect([each?.positions.map(({ row }) => row), each?.refused.map(({ row }) => row)]).toEqual([
        [2],
        [1],
      ])
    }
    const sent = JSON.parse(`{"positions": [{"latitude": ${deep}}, {}], "events": [${deep}]}`)
    const { positions, refused: rows } = readReport(sent, by)
    expect([positions.length, rows.map(({ row }) => row)]).toEqual([1, [1, 1]])
  })

  it('by its number is taken as far as a report goes', () => {
    const most = 10_000
    const many = `[${Array.from({ length: most + 1 }, () => '{"_type":"location"}').join()}]`
    const location = Array.from({ length: most + 1 }, () => ({}))
    const told = [[most + 1, 'INVALID_VALUE', String(most + 1)]]
    for (const report of [readOwnTracks(many, by), readTraccarClient({ location }, by)]) {
      expect(report?.positions).toHaveLength(most)
      expect(faultsOf(report)?.map(([row, , ...of]) => [row, ...of])).toEqual(told)
    }
  })
})
