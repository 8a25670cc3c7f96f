import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeviceLimits } from '../../src/app/live/device-limits.ts'
import { DevicesPlace } from '../support/devices-place.ts'

// Frames of the vendor's and of an open tracking server's tests: src/ingest/teltonika.test.ts says which.
const IMEI = '356307042441013'
const HELLO = '000F333536333037303432343431303133'
const DRIVING =
  '000000000000004a08010000015ebc1da508002411926621f15246010b00b913005e000f06ef01f00150011505c800450108b5000bb6000642381b18005ecd0318ce19cd430f5844000001f1000061a900010000c8e1'
const TWO_WITHOUT_FIX =
  '000000000000004308020000016B40D57B480100000000000000000000000000000001010101000000000000016B40D5C198010000000000000000000000000000000101010101000000020000252C'

/** A device's end of a connection. */
class Device {
  readonly #socket: Socket
  #got = ''
  #wake: () => void = () => undefined
  readonly closed: Promise<void>

  constructor(at: string) {
    const [host, port] = at.split(':')
    this.#socket = connect(Number(port), host)
    this.#socket.on('error', () => undefined)
    this.#socket.on('data', (piece) => {
      this.#got += piece.toString('hex')
      this.#wake()
    })
    this.closed = new Promise((resolve) => this.#socket.once('close', () => resolve()))
  }

  send(...hex: string[]): void {
    this.#socket.write(Buffer.from(hex.join(''), 'hex'))
  }

  /** So many bytes of answer, as hex. */
  async hears(bytes: number): Promise<string> {
    while (this.#got.length < bytes * 2) await new Promise<void>((done) => (this.#wake = done))
    const heard = this.#got.slice(0, bytes * 2)
    this.#got = this.#got.slice(bytes * 2)
    return heard
  }

  get heard(): string {
    return this.#got
  }

  end(): void {
    this.#socket.destroy()
  }
}

describe('a Teltonika device', () => {
  let place: DevicesPlace
  let at: string
  beforeAll(async () => {
    place = await DevicesPlace.make()
    await place.credentials.letInByNumber(place.work(), 'T-1', IMEI)
    at = await listening()
  })
  afterAll(() => place?.remove())

  async function listening(keeps = true): Promise<string> {
    const { notes } = await place.start({ teltonika: { port: 0, host: '127.0.0.1' } }, keeps)
    return /at (127\.0\.0\.1:\d+)/.exec(notes.join())?.[1] ?? ''
  }

  it('is let in by its number, and told how many records are durable', async () => {
    const device = new Device(at)
    device.send(HELLO)
    expect(await device.hears(1)).toBe('01')
    device.send(DRIVING, TWO_WITHOUT_FIX)
    expect(await device.hears(8)).toBe('0000000100000002')
    expect(place.heard).toMatchObject([
      {
        deviceId: 'T-1',
        feed: 'teltonika',
        observations: [
          { capturedAt: Date.parse('2017-09-26T02:56:53Z'), latitude: expect.closeTo(56.9463366) },
        ],
      },
      { observations: [], events: [{ code: 'TELTONIKA_1' }, { code: 'TELTONIKA_NO_FIX' }, {}, {}] },
    ])
    device.end()
    await place.log?.flush()
    const status = await place.folder.records.query('select device_id, feed from device_status')
    expect(status).toEqual([{ device_id: 'T-1', feed: 'teltonika' }])
  })

  it('of a number that nobody let in is refused', async () => {
    const device = new Device(at)
    device.send('000F313233343536373839303132333435')
    expect(await device.hears(1)).toBe('00')
    await device.closed
    expect(await place.refusals()).toContainEqual({
      device: null,
      reason: "The number 123456789012345 is no device's that is let in",
    })
  })

  it('is not told of a frame that cannot be read, and is cut off', async () => {
    const device = new Device(at)
    device.send(HELLO, DRIVING.replace('c8e1', 'c8e2'))
    await device.closed
    expect(device.heard).toBe('01')
    expect(await place.refusals()).toContainEqual({
      device: 'T-1',
      reason: 'Cannot read it: the CRC of a frame is not that of its bytes',
    })
  })

  it('is not told of what cannot be kept, and sends it again', async () => {
    await place.stop()
    const heardBefore = place.heard.length
    const full = new Device(await listening(false))
    full.send(HELLO, DRIVING)
    await full.closed
    expect(full.heard).toBe('01')
    expect(place.heard).toHaveLength(heardBefore)
    await place.stop()
    at = await listening()
    const again = new Device(at)
    again.send(HELLO, DRIVING)
    expect(await again.hears(5)).toBe('0100000001')
    again.end()
  })

  it('that says too much is cut off and noted once, and another is listened to', async () => {
    await place.stop()
    place.limits = new DeviceLimits({ aMinute: 4, unknownAMinute: 2 })
    const other = '356307042441099'
    await place.credentials.letInByNumber(place.work(), 'T-3', other)
    at = await listening()
    for (let time = 0; time < 3; time++) {
      const device = new Device(at)
      device.send(HELLO, DRIVING, DRIVING, DRIVING, DRIVING)
      await device.closed
      // The greeting counts, and every frame.
      expect(device.heard).toBe(time === 0 ? `01${'00000001'.repeat(3)}` : '00')
    }
    const another = new Device(at)
    another.send(`000F${Buffer.from(other).toString('hex')}`, DRIVING)
    expect(await another.hears(5)).toBe('0100000001')
    another.end()
    // Whoever is not known may not fill what people look at.
    for (let time = 0; time < 4; time++) {
      const unknown = new Device(at)
      unknown.send('000F313233343536373839303132333436')
      await unknown.closed
    }
    const reasons = (await place.refusals()).map(({ reason }) => reason)
    expect(reasons.slice(-4)).toEqual([
      'Not taken: more than 4 reports in a minute',
      "The number 123456789012346 is no device's that is let in",
      "The number 123456789012346 is no device's that is let in",
      'Not taken: more than 2 tries in a minute of devices that are not let in',
    ])
    expect(place.limits.over).toBe(5)
    await place.stop()
    place.limits = new DeviceLimits()
    at = await listening()
  })

  it('is cut off when it is let in no more', async () => {
    const device = new Device(at)
    device.send(HELLO)
    await device.hears(1)
    const [{ id } = { id: 0 }] = await place.folder.records.query<{ id: number }>(
      'select id::integer from device_credentials',
    )
    await expect(place.credentials.letInByNumber(place.work(), 'T-2', IMEI)).rejects.toMatchObject({
      field: 'equipmentNumber',
    })
    await place.credentials.revoke(place.work(), 'T-1', id)
    for (let answer = '01'; answer !== '00'; ) {
      const other = new Device(at)
      other.send(HELLO)
      answer = await other.hears(1)
      other.end()
    }
    device.send(DRIVING)
    await device.closed
    expect(device.heard).toBe('')
    expect(await place.refusals()).toContainEqual({
      device: null,
      reason: 'The device is no longer let in',
    })
  })

  it('needs a number of an IMEI', async () => {
    await expect(
      place.credentials.letInByNumber(place.work(), 'T-9', '12 34'),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'equipmentNumber' })
  })
})
