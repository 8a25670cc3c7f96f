import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyDeviceItsOwnWearer } from '../../src/domain/lawful-intervals.ts'
import { openEmbeddedArchive } from '../../src/store/positions/chdb.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { secretsOf } from '../support/device-secrets.ts'
import { type Broker, startBroker } from '../support/mosquitto.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'

const KILLS = 2
const MESSAGES_A_KILL = 60
const FROM = Date.UTC(2026, 2, 20, 9)

const folder = new TestDataFolder()
const drop = mkdtempSync(join(tmpdir(), 'whereabouts-vendor-'))
let broker: Broker
let device: MqttClient
let server: ServedFolder

beforeAll(async () => {
  broker = await startBroker()
  const { D1 } = await secretsOf(folder.path, ['D1'])
  writeFileSync(
    join(drop, 'mapping.json'),
    JSON.stringify({
      holds: 'positions',
      header: false,
      device: 1,
      time: { column: 2, format: 'epoch-seconds' },
      latitude: 3,
      longitude: 4,
    }),
  )
  const feed = { name: 'vendor-a', folder: join(drop, 'in'), mapping: 'mapping.json' }
  writeFileSync(join(drop, 'feeds.json'), JSON.stringify([feed]))
  server = await served()
  expect(server.said).toMatch(/Teltonika devices report at 127\.0\.0\.1:\d+/)
  expect(server.said).toContain(`Devices report by MQTT at mqtts://127.0.0.1:${broker.port}\n`)
  expect(server.said).toContain(`Files of vendor-a are taken from ${join(drop, 'in')}\n`)
  await broker.reload()
  writeFileSync(join(drop, 'in/one.csv'), `V1,${FROM / 1000},53.8,-4.4\n`)
  await broker.says(/Sending SUBACK to whereabouts/)
  device = await connectAsync(`mqtts://127.0.0.1:${broker.port}`, {
    protocolVersion: 5,
    username: 'D1',
    password: D1,
    ca: readFileSync(broker.ca),
    reconnectPeriod: 0,
  })
})
afterAll(async () => {
  await device?.endAsync(true)
  await broker?.stop()
})

function served(): Promise<ServedFolder> {
  return serveFolder(folder.path, {
    env: {
      WHEREABOUTS_MQTT_URL: `mqtts://platform:its-secret@127.0.0.1:${broker.port}`,
      WHEREABOUTS_MQTT_CA: broker.ca,
      WHEREABOUTS_MQTT_PASSWORD_FILE: broker.files.passwords,
      WHEREABOUTS_MQTT_ACL_FILE: broker.files.access,
      WHEREABOUTS_TELTONIKA_PORT: '0',
      WHEREABOUTS_FEEDS: join(drop, 'feeds.json'),
    },
  })
}

const report = (index: number) =>
  JSON.stringify({
    positions: [
      { capturedAt: new Date(FROM + index * 1000).toISOString(), latitude: 53.8, longitude: -4.4 },
    ],
  })
const publish = (topic: string, payload: string) => device.publishAsync(topic, payload, { qos: 1 })

describe('what a broker acknowledged', () => {
  it('is all in the archive once, though the server is killed again and again', async () => {
    let sent = 0
    for (let round = 0; round < KILLS; round++) {
      const messages = Array.from({ length: MESSAGES_A_KILL }, async (_, index) => {
        await publish('whereabouts/D1/reports', report(sent++))
        if (index === MESSAGES_A_KILL / 2) process.kill(server.pid ?? 0, 'SIGKILL')
      })
      await Promise.all(messages)
      await server.ended
      server = await served()
    }
    // A message of its own, behind all others: once it is acknowledged they have been given out.
    await publish('owntracks/D1/last', JSON.stringify({ _type: 'cmd' }))
    const [, number] = await broker.says(
      /Sending PUBLISH to whereabouts \(d\d, q1, r0, m(\d+), 'owntracks\/D1\/last'/,
    )
    await broker.says(
      new RegExp(`'owntracks/D1/last'[^]*PUBACK from whereabouts \\(Mid: ${number},`),
    )
    while (!existsSync(join(drop, 'in/done/one.csv'))) await delay(100)
    await server.end()

    const archive = await openEmbeddedArchive(join(folder.path, 'positions'))
    const count = (id: string) => archive.countLawful(everyDeviceItsOwnWearer([id]).ofDevice(id))
    expect([await count('D1'), await count('V1')]).toEqual([sent, 1])
    await archive.close()
  })
})
