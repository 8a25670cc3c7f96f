import { readFileSync } from 'node:fs'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeviceLimits } from '../../src/app/live/device-limits.ts'
import type { MqttConfig } from '../../src/devices-config.ts'
import { DevicesPlace } from '../support/devices-place.ts'
import { type Broker, startBroker } from '../support/mosquitto.ts'

const FROM = Date.UTC(2026, 0, 5, 9)
const position = (minute: number) => ({
  capturedAt: new Date(FROM + minute * 60_000).toISOString(),
  latitude: 53.8,
  longitude: -4.4,
  accuracyMetres: 12,
})
const report = (...minutes: number[]) => JSON.stringify({ positions: minutes.map(position) })

describe('devices that publish at a broker', () => {
  let place: DevicesPlace
  let broker: Broker
  const secrets = new Map<string, { id: number; secret: string }>()
  const clients: MqttClient[] = []

  beforeAll(async () => {
    place = await DevicesPlace.make()
    broker = await startBroker()
    for (const id of ['D1', 'D2', 'D3']) {
      secrets.set(id, await place.credentials.issue(place.work(), id))
    }
    await start()
    // The broker lets nobody in before it has read the files.
    await broker.reload()
    await place.until(() => place.told.some((line) => line.startsWith('Connected')))
  })
  afterAll(async () => {
    for (const client of clients) await client.endAsync(true)
    await place?.remove()
    await broker?.stop()
  })

  function start(keeps = true) {
    const mqtt: MqttConfig = {
      url: `mqtts://127.0.0.1:${broker.port}`,
      username: 'platform',
      password: 'of the platform',
      clientId: 'whereabouts',
      tls: { ca: readFileSync(broker.ca), cert: undefined, key: undefined },
      files: broker.files,
    }
    return place.start({ mqtt }, keeps)
  }

  async function device(id: string, password = secrets.get(id)?.secret): Promise<MqttClient> {
    const client = await connectAsync(`mqtts://127.0.0.1:${broker.port}`, {
      protocolVersion: 5,
      username: id,
      password: password ?? '',
      ca: readFileSync(broker.ca),
      reconnectPeriod: 0,
    })
    clients.push(client)
    return client
  }

  const publish = (client: MqttClient, topic: string, payload: string | Buffer, retain = false) =>
    client.publishAsync(topic, payload, { qos: 1, retain })
  const minutesOf = (id: string) =>
    place.heard
      .filter(({ deviceId }) => deviceId === id)
      .flatMap(({ observations }) => observations)
      .map(({ capturedAt }) => (capturedAt - FROM) / 60_000)
  const codesOf = (id: string) =>
    place.heard
      .filter(({ deviceId }) => deviceId === id)
      .flatMap(({ events }) => events.map(({ code }) => code))

  it('report in our own words, and in those of OwnTracks', async () => {
    const d1 = await device('D1')
    await publish(d1, 'whereabouts/D1/reports', report(1, 2))
    const location = { _type: 'location', tst: FROM / 1000 + 180, lat: 53.8, lon: -4.4, acc: 9 }
    await publish(d1, 'owntracks/D1/phone', JSON.stringify({ ...location, batt: 80 }), true)
    await publish(d1, 'owntracks/D1/phone', JSON.stringify({ _type: 'lwt', tst: FROM / 1000 }))
    await place.until(() => place.heard.some(({ events }) => events.length > 0))
    expect(minutesOf('D1')).toEqual([1, 2, 3])
    expect(place.heard.flatMap(({ events }) => events)).toMatchObject([
      { deviceId: 'D1', code: 'OWNTRACKS_CUT_OFF' },
    ])
    await place.log?.flush()
    const status = await place.folder.records.query(
      'select device_id, feed, battery_percent from device_status',
    )
    expect(status).toEqual([{ device_id: 'D1', feed: 'mqtt', battery_percent: 80 }])
  })

  it('are let in with their own secret alone, and over TLS alone', async () => {
    await expect(device('D1', secrets.get('D2')?.secret)).rejects.toMatchObject({ code: 135 })
    await expect(device('D9', 'anything')).rejects.toMatchObject({ code: 135 })
    const plain = connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 })
    await expect(plain).rejects.toThrow()
  })

  it('cannot publish as another, nor read what others publish', async () => {
    for (const topic of ['whereabouts/D1/reports', 'owntracks/D1/phone']) {
      // The broker cuts off who tries.
      const d2 = await device('D2')
      await expect(publish(d2, topic, report(9))).rejects.toMatchObject({ code: 135 })
    }
    const d2 = await device('D2')
    const read: string[] = []
    d2.on('message', (topic) => read.push(topic))
    await d2.subscribeAsync('#')
    await publish(await device('D1'), 'whereabouts/D1/reports', report(10))
    await publish(d2, 'whereabouts/D2/reports', report(11))
    await place.until(() => minutesOf('D2').includes(11))
    expect(minutesOf('D1')).toEqual([1, 2, 3, 10])
    expect(read).toEqual([])
  })

  it('say what cannot be read, which is kept as refused and does not come again', async () => {
    const d2 = await device('D2')
    await publish(d2, 'whereabouts/D2/reports', '{')
    await publish(d2, 'whereabouts/D2/reports', Buffer.from([0xff, 0xfe]))
    await publish(d2, 'whereabouts/D2/reports', '{"positions":[],"deviceId":"D1"}')
    await publish(d2, 'owntracks/D2/phone', '{"_type":"encrypted","data":""}')
    await publish(d2, 'whereabouts/D2/reports', report(12))
    await place.until(() => minutesOf('D2').includes(12))
    const reasons = (await place.refusals()).map(({ device: id, reason }) => `${id} ${reason}`)
    // What was sent is not kept: it may say where somebody was.
    expect(reasons).toEqual(
      ['MALFORMED_JSON', 'MALFORMED_JSON', 'UNKNOWN_FIELD', 'MALFORMED_JSON'].map(
        (code) => `D2 Some of the report could not be used: ${code}`,
      ),
    )
  })

  it('lose nothing that they publish while the platform is down, or cannot keep it', async () => {
    await place.stop()
    const d2 = await device('D2')
    const minutes = Array.from({ length: 50 }, (_, index) => 100 + index)
    for (const minute of minutes.slice(0, 25)) {
      await publish(d2, 'whereabouts/D2/reports', report(minute))
    }
    const told = place.told.length
    await start(false)
    for (const minute of minutes.slice(25)) {
      await publish(d2, 'whereabouts/D2/reports', report(minute))
    }
    await place.until(() => place.told.slice(told).some((line) => line.startsWith('Cannot keep')))
    expect(minutesOf('D2')).not.toContain(100)
    await place.stop()
    await start()
    await place.until(() => minutes.every((minute) => minutesOf('D2').includes(minute)))
  })

  it('that say too much are slowed and not lost, and hold up nobody', async () => {
    await place.stop()
    place.limits = new DeviceLimits({ aMinute: 20, waitedADay: 10 })
    await start()
    const d1 = await device('D1')
    const minutes = Array.from({ length: 90 }, (_, index) => 200 + index)
    for (const minute of minutes) await publish(d1, 'whereabouts/D1/reports', report(minute))
    await publish(await device('D2'), 'whereabouts/D2/reports', report(200))
    await place.until(() => minutesOf('D2').includes(200))
    const taken = () => minutesOf('D1').filter((minute) => minute >= 200)
    expect(taken().slice(0, 30)).toEqual(minutes.slice(0, 30))
    // Of what is held only a part is taken in this minute: the rest is on disk, and taken after a kill too.
    expect(taken().length).toBeLessThanOrEqual(50)
    expect(codesOf('D1').slice(1)).toEqual(['reports-beyond-allowance'])
    expect(place.heard.findLast(({ events }) => events.length > 0)?.isOurs).toBe(true)
    expect(place.limits.over).toBe(0)
    await place.stop()
    place.limits = new DeviceLimits()
    await start()
    await place.until(() => codesOf('D1').includes('reports-within-allowance'))
    expect(new Set(taken())).toEqual(new Set(minutes))
    while (place.held?.bytes !== 0) await place.nextLook()
  })

  it('whose surplus finds no room are refused openly, and those who look are told', async () => {
    await place.stop()
    place.limits = new DeviceLimits({ aMinute: 1, waitedADay: 1 })
    place.mostHeldBytes = 1
    await start()
    const d1 = await device('D1')
    for (const minute of [300, 301, 302, 303]) {
      await publish(d1, 'whereabouts/D1/reports', report(minute))
    }
    // Quota exceeded, as the protocol has it: never the word that it was taken.
    await broker.says(/PUBACK from whereabouts \(Mid: \d+, RC:151\)/)
    await publish(await device('D2'), 'whereabouts/D2/reports', report(300))
    await place.until(() => minutesOf('D2').includes(300))
    expect(minutesOf('D1').filter((minute) => minute >= 300)).toEqual([300, 301])
    expect(place.limits.over).toBe(2)
    // What is gone makes an incident at once, however soon it is over.
    expect(codesOf('D1').slice(-2)).toEqual(['reports-beyond-allowance', 'reports-refused'])
    const refused = async () =>
      (await place.refusals()).filter(({ reason }) => reason.startsWith('Refused'))
    const why = 'message: it says too much, and no more of it can be held'
    expect(await refused()).toEqual([{ device: 'D1', reason: `Refused 1 ${why}` }])
    // How many is told a minute later, or when the server ends.
    await place.stop()
    expect(await refused()).toEqual([
      { device: 'D1', reason: `Refused 1 ${why}` },
      { device: 'D1', reason: `Refused 1 ${why}` },
    ])
    place.limits = new DeviceLimits()
    place.mostHeldBytes = 2 ** 20
    await start()
  })

  it('that are let in no more are refused here at once, and by the broker once it is told', async () => {
    const d3 = await device('D3')
    const { id = 0 } = secrets.get('D3') ?? {}
    await place.credentials.revoke(place.work(), 'D3', id)
    while (readFileSync(broker.files.passwords, 'utf8').includes('D3:')) await place.nextLook()
    await publish(d3, 'whereabouts/D3/reports', report(1))
    while (!(await place.refusals()).some(({ device: refused }) => refused === 'D3')) {
      await place.nextLook()
    }
    expect(minutesOf('D3')).toEqual([])
    await broker.reload()
    await expect(device('D3')).rejects.toMatchObject({ code: 135 })
    await device('D2')
  })

  it('had no fault', () => expect(place.faults).toEqual([]))
})
