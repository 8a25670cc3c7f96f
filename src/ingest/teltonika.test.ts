import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { teltonikaReport } from './teltonika.ts'
import { readRecords } from './teltonika-record.ts'
import { type TeltonikaMessage, TeltonikaStream } from './teltonika-stream.ts'

// The vendor's own examples: https://wiki.teltonika-gps.com/view/Codec (IMEI; Codec 8, one to three; Codec 8 Extended).
const HELLO = '000F333536333037303432343431303133'
const ONE =
  '000000000000003608010000016B40D8EA30010000000000000000000000000000000105021503010101425E0F01F10000601A014E0000000000000000010000C7CF'
const TWO_RECORDS =
  '000000000000004308020000016B40D57B480100000000000000000000000000000001010101000000000000016B40D5C198010000000000000000000000000000000101010101000000020000252C'
const EXTENDED =
  '000000000000004A8E010000016B412CEE000100000000000000000000000000000000010005000100010100010011001D00010010015E2C880002000B000000003544C87A000E000000001DD7E06A00000100002994'
// What vehicles sent, from the tests of an open tracking server (github.com/traccar/traccar, Apache-2.0).
const DRIVING =
  '000000000000004a08010000015ebc1da508002411926621f15246010b00b913005e000f06ef01f00150011505c800450108b5000bb6000642381b18005ecd0318ce19cd430f5844000001f1000061a900010000c8e1'
const ANY_LENGTH =
  '00000000000000858e0200000174431aadc100061d888f21000e8a0032002e0c000001810001000000000000000000010181001711210102030405060708090a0b0c0d0e0f10020b010ad000000174431a389100061d888f21000e8a0033002e0d000001810001000000000000000000010181001711210102030405060708090a0b0c0d0e0f10020b010ad2020000492b'
const NO_FIX =
  '00000000000000b98e0200000179555c7bf8010b3a1cfbebc142b00000000000000000ec000f000900f00000150000c80000450200710100740001070100fa0000ec01000500b500000018000000430d560044000000190000000100f1000000000000000000000179555c83c8010b3a1cfbebc142b0000000000000000185000f000900f00000150000c80000450200710100740001070100fa00018511000500b500000018000000430d560044000000190000000100f100000000000000000200003251'
const FRAMES = [ONE, TWO_RECORDS, EXTENDED, DRIVING, ANY_LENGTH, NO_FIX]

const bytesOf = (...hex: string[]) => Uint8Array.from(Buffer.from(hex.join(''), 'hex'))

function recordsOf(hex: string) {
  const [, message] = new TeltonikaStream().push(bytesOf(HELLO, hex))
  if (message?.kind !== 'records') throw new Error(JSON.stringify(message))
  return message.records
}

describe('frames that devices send', () => {
  it('say who the device is, and what the vendor says they say', () => {
    const messages = new TeltonikaStream().push(bytesOf(HELLO, ONE))
    expect(messages).toEqual([
      { kind: 'hello', imei: '356307042441013' },
      {
        kind: 'records',
        records: [
          expect.objectContaining({
            at: Date.parse('2019-06-10T10:04:46Z'),
            priority: 1,
            cause: 1,
            io: new Map<number, number | string>([
              [21, 3],
              [1, 1],
              [66, 24_079],
              [241, 24_602],
              [78, '0'],
            ]),
          }),
        ],
      },
    ])
    expect(recordsOf(TWO_RECORDS).map(({ at }) => new Date(at).toISOString())).toEqual([
      '2019-06-10T10:01:01.000Z',
      '2019-06-10T10:01:19.000Z',
    ])
    expect([...(recordsOf(EXTENDED)[0]?.io ?? [])]).toEqual([
      [1, 1],
      [17, 29],
      [16, 22_949_000],
      [11, '893700218'],
      [14, '500686954'],
    ])
  })

  it('hold elements of any length', () => {
    expect(recordsOf(ANY_LENGTH)[1]?.io.get(385)).toBe(
      '11210102030405060708090a0b0c0d0e0f10020b010ad2',
    )
  })

  it('become a position with all that was said of it', () => {
    const report = teltonikaReport('T-1', recordsOf(DRIVING), 5)
    expect(report).toMatchObject({ deviceId: 'T-1', feed: 'teltonika', receivedAt: 5, events: [] })
    expect(report.positions.map(({ fields }) => fields)).toEqual([
      {
        device_id: 'T-1',
        captured_at: '2017-09-26T02:56:53Z',
        latitude: '56.9463366',
        longitude: '60.5131366',
        accuracy_metres: '',
        mechanism: 'GPS',
        speed_kmh: '94',
        heading_degrees: '185',
        satellites: '19',
        altitude_metres: '267',
        priority: '0',
        hdop: '0.6',
        external_voltage_mv: '14363',
        battery_voltage_mv: '3928',
      },
    ])
  })

  it('without a fix are events, though they repeat the last place', () => {
    const report = teltonikaReport('T-1', recordsOf(NO_FIX), 5)
    expect(report.positions).toEqual([])
    expect(report.events.map(({ code, body }) => ({ code, body }))).toEqual([
      { code: 'TELTONIKA_236', body: { value: 1, priority: 1 } },
      { code: 'TELTONIKA_NO_FIX', body: { priority: 1 } },
      { code: 'TELTONIKA_389', body: { value: 17, priority: 1 } },
      { code: 'TELTONIKA_NO_FIX', body: { priority: 1 } },
    ])
    expect(report.batteryPercent).toBe(1)
    expect(teltonikaReport('T-1', recordsOf(ONE), 5).positions).toEqual([])
  })
})

describe('a stream', () => {
  const whole = bytesOf(HELLO, ...FRAMES.slice(0, 3), 'FF', ...FRAMES.slice(3))

  it('says the same however it is cut', () => {
    const expected = new TeltonikaStream().push(whole)
    expect(expected).toHaveLength(1 + FRAMES.length)
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
        const stream = new TeltonikaStream()
        const said: TeltonikaMessage[] = []
        let from = 0
        for (const to of [...cuts.sort((a, b) => a - b), whole.length]) {
          said.push(...stream.push(whole.subarray(from, to)))
          from = to
        }
        expect(said).toEqual(expected)
      }),
    )
  })

  it('is refused, or waits for more, whichever bit of a frame is wrong', () => {
    const bits = FRAMES.flatMap((frame) =>
      Array.from({ length: frame.length * 4 }, (_, bit) => ({ frame, bit })),
    )
    for (const { frame, bit } of bits) {
      const spoilt = bytesOf(frame)
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7))
      const stream = new TeltonikaStream()
      stream.push(bytesOf(HELLO))
      const said = [...stream.push(spoilt), ...stream.push(bytesOf(ONE))]
      const first = said[0]
      // What lengthened the frame is found once its bytes are there.
      if (first) expect({ bit, kind: first.kind }).toEqual({ bit, kind: 'unreadable' })
      expect(stream.push(bytesOf(ONE)).filter(({ kind }) => kind === 'records')).toEqual([])
    }
  })

  it('is not followed past what cannot be read', () => {
    const stream = new TeltonikaStream()
    expect(stream.push(bytesOf(HELLO, '01', ONE)).map(({ kind }) => kind)).toEqual([
      'hello',
      'unreadable',
    ])
    expect(stream.push(bytesOf(ONE))).toEqual([])
  })

  it.each([
    ['an IMEI of 300 digits', '012C', 'the IMEI has 300 digits, expected 14 to 16'],
    ['an IMEI of letters', `000E${'41'.repeat(14)}`, 'the IMEI is not digits'],
    ['a frame of 16 MB', `${HELLO}0000000001000000`, 'a frame says 16777216 bytes'],
    [
      'a command in Codec 12',
      `${HELLO}00000000000000100C010600000008010300010015D5C5010000D988`,
      'its codec is 12',
    ],
  ])('with %s cannot be read', (_, hex, why) => {
    const said = new TeltonikaStream().push(bytesOf(hex)).at(-1)
    expect(said).toEqual({ kind: 'unreadable', why: expect.stringContaining(why) })
  })

  it('whose counts do not agree cannot be read, whatever its CRC', () => {
    const data = bytesOf(TWO_RECORDS).subarray(8, -4)
    expect(readRecords(data)).toHaveLength(2)
    expect(readRecords(Uint8Array.from(data.with(-1, 3)))).toBe(
      'it says 2 records at its start and 3 at its end',
    )
    expect(readRecords(Uint8Array.from(data.with(1, 3)))).toContain('it ends within record 3 of 3')
    expect(readRecords(Uint8Array.from([...data, 0]))).toBe('its length is not that of its records')
    expect(readRecords(bytesOf('080100'))).toBe('it ends within record 1 of 1')
    expect(readRecords(Uint8Array.from(data.with(27, 9)))).toContain('IO elements and says')
  })

  it('never breaks the reader', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        new TeltonikaStream().push(bytes)
        readRecords(Uint8Array.from([0x8e, ...bytes]))
        readRecords(Uint8Array.from([0x08, ...bytes]))
      }),
    )
  })
})
