import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MonitoringOrder } from '../../src/domain/people.ts'
import type { Finding } from '../../src/monitoring/finding.ts'
import { openEmbeddedRecords } from '../../src/store/records/pglite.ts'
import { TestDataFolder } from '../support/data-folder.ts'
import { secretsOf } from '../support/device-secrets.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'
import { watchedPeople } from '../support/watched-wearers.ts'

const MINUTE = 60_000
const LONGEST_WAIT_MS = 30_000
const FORBIDDEN = 53.8 + 5 / 111.3
const ELSEWHERE = 53.8 + 2 / 111.3

const folder = new TestDataFolder()
let secrets: Readonly<Record<'D1' | 'D2', string>>
let served: ServedFolder | undefined

beforeAll(async () => {
  const path = join(folder.path, 'people.json')
  const { monitoringOrders, ...others } = watchedPeople(2)
  const people = { ...others, monitoringOrders: monitoringOrders.map(withoutCurfew) }
  writeFileSync(path, JSON.stringify(people, asInFile))
  await folder.run('import', 'people', path)
  secrets = await secretsOf(folder.path, ['D1', 'D2'])
})
afterAll(() => served?.end())

/** Tests run at night, too. */
function withoutCurfew(order: MonitoringOrder): MonitoringOrder {
  return { ...order, conditions: order.conditions.filter(({ kind }) => kind !== 'curfew') }
}

/** Instants as people.json has them. */
function asInFile(key: string, value: unknown): unknown {
  if (key !== 'from' && key !== 'to') return value
  if (value === null || value === Infinity) return null
  return typeof value === 'number' ? new Date(value).toISOString() : value
}

async function report(device: 'D1' | 'D2', latitude: number, minutesAgo: readonly number[]) {
  const now = Date.now()
  const positions = minutesAgo.map((minutes) => ({
    capturedAt: new Date(now - minutes * MINUTE).toISOString(),
    latitude,
    longitude: -4.4,
    accuracyMetres: 10,
  }))
  const answer = await fetch(`${served?.url}/api/v1/devices/${device}/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secrets[device]}` },
    body: JSON.stringify({ positions }),
  })
  expect(answer.status).toBe(200)
}

async function figure(name: string): Promise<number> {
  const answer = await fetch(`${served?.url}/metrics`)
  const [, value] =
    new RegExp(`^whereabouts_monitoring_${name} (\\S+)$`, 'm').exec(await answer.text()) ?? []
  return Number(value)
}

/** Until it has taken up what there was and nobody waits. */
async function until(name: string, value: number): Promise<void> {
  const end = Date.now() + LONGEST_WAIT_MS
  while ((await figure(name)) !== value) {
    if (Date.now() > end) throw new Error(`${name} did not become ${value}: ${served?.log()}`)
    await delay(1000)
  }
}

const start = async () => {
  served = await serveFolder(folder.path)
  await until('wearers', 2)
}
const kill = async () => {
  process.kill(served?.pid ?? 0, 'SIGKILL')
  await served?.ended
}

async function kept() {
  const records = await openEmbeddedRecords(join(folder.path, 'records'))
  try {
    const incidents = await records.query<{ device_wearer_id: string; finding: Finding }>(
      `select device_wearer_id, finding from incidents where kind = 'exclusion-entered'
       and stage = 'actual' order by device_wearer_id`,
    )
    const revisions = await records.query(
      `select incident_id from incident_revisions where why = 'first'`,
    )
    return { incidents, firsts: revisions.length }
  } finally {
    await records.close()
  }
}

it('raises what was acknowledged, whenever the server is killed, once, with the positions it stands on', async () => {
  await start()
  await report('D1', ELSEWHERE, [30, 29, 28, 27, 26])
  await report('D1', FORBIDDEN, [12, 11, 10, 9, 8, 7, 6, 5, 4])
  // Acknowledged; whether anybody has looked at it yet is a matter of milliseconds.
  await kill()
  const { incidents: before } = await kept()
  await start()
  await report('D2', FORBIDDEN, [12, 11, 10, 9, 8, 7, 6, 5, 4])
  await until('raised', 2 - before.length)
  await kill()
  await start()
  // Sent again by a device that heard no answer.
  await report('D2', FORBIDDEN, [12, 11, 10, 9, 8, 7, 6, 5, 4])
  await until('waiting', 0)
  await kill()
  const { incidents, firsts } = await kept()
  expect(incidents.map(({ device_wearer_id }) => device_wearer_id)).toEqual(['W1', 'W2'])
  expect(incidents.map(({ finding }) => finding.evidence[0]?.latitude.toFixed(3))).toEqual([
    FORBIDDEN.toFixed(3),
    FORBIDDEN.toFixed(3),
  ])
  expect(firsts).toBe(incidents.length)
  served = undefined
})
