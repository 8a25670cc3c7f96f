import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { secretsOf } from '../support/device-secrets.ts'
import { ServedApi } from '../support/served-api.ts'
import { type ServedFolder, serveFolder } from '../support/served-folder.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }
const minute = (index: number) => new Date(Date.UTC(2026, 2, 20, 9, index)).toISOString()
const place = (index: number) => ({
  capturedAt: minute(index),
  latitude: 53.8 + index / 1000,
  longitude: -4.4,
  accuracyMetres: 12,
})
const report = (...indexes: number[]) => JSON.stringify({ positions: indexes.map(place) })
const basic = (device: string, secret: string) =>
  `Basic ${Buffer.from(`${device}:${secret}`).toString('base64')}`

interface Match {
  readonly deviceWearerId: string
  readonly positionsInRadius: number
}

const api = new ServedApi()
let served: ServedFolder
let secrets: Readonly<Record<'D1' | 'D2' | 'D3' | 'D6', string>>

const send = (device: string, secret: string, body: string) =>
  fetch(`${served.url}/api/v1/devices/${device}/reports`, {
    method: 'POST',
    headers: { ...JSON_TYPE, Authorization: `Bearer ${secret}` },
    body,
  })
const killed = async () => {
  process.kill(served.pid ?? 0, 'SIGKILL')
  await served.ended
}

/** Positions of a device as the program exports them: only while nobody serves the folder. */
async function exported(device: string): Promise<string[]> {
  const out = join(api.folder.path, '..', `${device}.csv`)
  await api.folder.run('export', 'positions', '--out', out)
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  return lines.filter(
    (line) => line.startsWith(`${device},2026-03-20`) || line.startsWith(`${device},2026-03-21`),
  )
}

beforeAll(async () => {
  await api.prepare()
  secrets = await secretsOf(api.folder.path, ['D1', 'D2', 'D3', 'D6'], 'D3')
  served = await serveFolder(api.folder.path)
})
afterAll(() => served?.end())

describe('devices over HTTP, in the order of these tests,', () => {
  it('are let in by their own secret, and by nothing else', async () => {
    const body = report(0)
    const with_ = (headers: Record<string, string>) =>
      fetch(`${served.url}/api/v1/devices/D1/reports`, {
        method: 'POST',
        headers: { ...JSON_TYPE, ...headers },
        body,
      })
    expect((await with_({})).status).toBe(401)
    for (const token of [`${secrets.D1}x`, secrets.D3, api.tokens.feed, 'wd_']) {
      const answer = await with_({ Authorization: `Bearer ${token}` })
      const { status, headers } = answer
      expect([status, headers.get('Content-Type')]).toEqual([401, 'application/problem+json'])
      expect(await answer.text()).toContain('is not or no longer good')
    }
    expect((await with_({ Authorization: `Bearer ${secrets.D2}` })).status).toBe(403)
    expect((await with_({ Authorization: basic('D1', secrets.D2) })).status).toBe(403)
    const own = (path: string, secret: string, device: string) =>
      fetch(served.url + path, {
        method: 'POST',
        headers: { ...JSON_TYPE, Authorization: basic(device, secret) },
        body: '{}',
      })
    for (const path of ['/owntracks', '/osmand']) {
      expect((await own(path, secrets.D3, 'D3')).status).toBe(401)
      expect((await own(path, secrets.D2, 'D1')).status).toBe(403)
      expect((await fetch(served.url + path, { method: 'POST', body: '' })).status).toBe(401)
    }
    expect((await fetch(`${served.url}/osmand?id=D1&lat=53.8&lon=-4.4`)).status).toBe(401)
    const anothers = `/osmand?id=D1&token=${secrets.D2}&lat=53.8&lon=-4.4`
    expect((await fetch(served.url + anothers)).status).toBe(403)
    // Of nobody known no more is looked at than a phone says at once; of whom the address names, all that they may send.
    const large = new URLSearchParams({ lat: '53.8', lon: '-4.4', filler: 'x'.repeat(20_000) })
    const posted = (query: string, form: Record<string, string>) => {
      const body = new URLSearchParams([...large, ...Object.entries(form)])
      return fetch(`${served.url}/osmand${query}`, { method: 'POST', body })
    }
    expect((await posted('', { id: 'D1', token: secrets.D1 })).status).toBe(413)
    expect((await posted(`?token=${secrets.D2}`, { id: 'D1' })).status).toBe(403)
    expect((await posted(`?token=${secrets.D2}`, { id: 'D2' })).status).toBe(200)
    // A device asks for nothing else.
    const asked = await fetch(`${served.url}/api/v1/crimes/Cheshire/G%2F1`, {
      headers: { Authorization: `Bearer ${secrets.D1}` },
    })
    expect(asked.status).toBe(401)
  })

  it('lose nothing that was acknowledged to kill -9, and what is sent again counts once', async () => {
    const first = await send('D1', secrets.D1, report(1, 2, 3))
    expect([first.status, await first.json()]).toEqual([
      200,
      { accepted: 3, repeats: 0, events: 0, power: false, refused: [] },
    ])
    const again = await send('D1', secrets.D1, report(3, 4))
    expect(await again.json()).toMatchObject({ accepted: 2, repeats: 1 })
    await killed()
    // A command finds all of it.
    const expected = (...indexes: number[]) =>
      indexes.map((index) => `D1,2026-03-20T09:0${index}:00Z,53.80${index}0000,-4.4000000`)
    const kept = async () =>
      (await exported('D1')).map((line) => line.split(',').slice(0, 4).join())
    expect(await kept()).toEqual(expected(1, 2, 3, 4))
    served = await serveFolder(api.folder.path)
    expect((await send('D1', secrets.D1, report(1, 5))).status).toBe(200)
    await killed()
    served = await serveFolder(api.folder.path)
    // Read again from the log, it is known.
    const third = await send('D1', secrets.D1, report(1, 4, 5))
    expect(await third.json()).toMatchObject({ accepted: 3, repeats: 2 })
    await killed()
    expect(await kept()).toEqual(expected(1, 2, 3, 4, 5))
    served = await serveFolder(api.folder.path)
  })

  it('are told everything that is wrong, and the rest is taken', async () => {
    const body = JSON.stringify({
      positions: [
        place(6),
        { ...place(7), latitude: 'north' },
        { ...place(8), capturedAt: 'soon' },
      ],
      events: [
        { code: 'AL05', occurredAt: minute(6), battery: 40 },
        { code: 'AL05', occurredAt: '2026-03-20 09:06' },
      ],
      batteryPercent: 40,
    })
    const answer = await send('D2', secrets.D2, body)
    const { accepted, refused } = (await answer.json()) as { accepted: number; refused: object[] }
    expect([answer.status, accepted]).toEqual([200, 1])
    expect(refused).toMatchObject([
      { row: 2, field: 'occurredAt', code: 'INVALID_INSTANT' },
      { row: 2, field: 'latitude', code: 'INVALID_LATITUDE' },
      { row: 3, field: 'capturedAt', code: 'INVALID_INSTANT' },
    ])
    const some = { positions: [place(6), 7], batteryPercent: 300, nothing: 1 }
    const partly = await send('D2', secrets.D2, JSON.stringify(some))
    expect([partly.status, await partly.json()]).toMatchObject([
      200,
      {
        accepted: 1,
        power: false,
        refused: [
          { field: 'batteryPercent', code: 'INVALID_VALUE', value: '300' },
          { field: 'nothing', code: 'UNKNOWN_FIELD' },
          { row: 2, field: 'positions', code: 'MALFORMED_JSON' },
        ],
      },
    ])
    for (const wrong of ['{', '[]', '7']) {
      expect((await send('D2', secrets.D2, wrong)).status).toBe(422)
    }
  })

  it('may be phones, in any way their apps send', async () => {
    const seconds = (index: number) => Date.parse(minute(index)) / 1000
    const phone = { lat: 53.81, lon: -4.4 }
    const ways: [string, RequestInit, unknown][] = [
      [
        '/owntracks',
        {
          method: 'POST',
          headers: { Authorization: basic('D6', secrets.D6), 'X-Limit-U': 'D6' },
          body: JSON.stringify({ _type: 'location', ...phone, tst: seconds(11), acc: 9 }),
        },
        [],
      ],
      [
        '/owntracks',
        {
          method: 'POST',
          headers: { Authorization: basic('D6', secrets.D6) },
          body: '{"_type":"card","name":"P"}',
        },
        [],
      ],
      [
        `/osmand?id=D6&token=${secrets.D6}&lat=53.81&lon=-4.4&timestamp=${seconds(12)}`,
        {},
        { accepted: 1 },
      ],
      [
        `/osmand?id=${secrets.D6}&lat=53.81&lon=-4.4&timestamp=${seconds(13)}`,
        { method: 'POST' },
        { accepted: 1 },
      ],
      [
        '/osmand',
        {
          method: 'POST',
          body: new URLSearchParams({
            deviceid: 'D6',
            password: secrets.D6,
            lat: '53.81',
            lon: '-4.4',
            timestamp: minute(14),
          }),
        },
        { accepted: 1 },
      ],
      [
        '/osmand',
        {
          method: 'POST',
          headers: JSON_TYPE,
          body: JSON.stringify({
            device_id: secrets.D6,
            location: {
              timestamp: minute(15),
              coords: { latitude: 53.81, longitude: -4.4, accuracy: 5 },
            },
          }),
        },
        { accepted: 1 },
      ],
    ]
    for (const [path, init, expected] of ways) {
      const answer = await fetch(served.url + path, init)
      expect([answer.status, await answer.json()]).toMatchObject([200, expected])
    }
    const encrypted = await fetch(`${served.url}/owntracks`, {
      method: 'POST',
      headers: { Authorization: basic('D6', secrets.D6) },
      body: '{"_type":"encrypted","data":"MjQ6"}',
    })
    expect([encrypted.status, await encrypted.text()]).toMatchObject([
      422,
      expect.stringContaining('it is encrypted'),
    ])
    // One that cannot be read in a list is no reason to send the others again: the phone would do so for ever.
    const lists: [string, RequestInit, unknown][] = [
      [
        '/owntracks',
        {
          method: 'POST',
          headers: { Authorization: basic('D6', secrets.D6) },
          body: JSON.stringify([7, { _type: 'location', ...phone, tst: seconds(16) }]),
        },
        [],
      ],
      [
        '/osmand',
        {
          method: 'POST',
          headers: JSON_TYPE,
          body: JSON.stringify({
            device_id: secrets.D6,
            location: [
              7,
              { timestamp: minute(17), coords: { latitude: 53.81, longitude: -4.4, accuracy: 5 } },
            ],
          }),
        },
        { accepted: 1, refused: ['MALFORMED_JSON'] },
      ],
    ]
    for (const [path, init, expected] of lists) {
      const answer = await fetch(served.url + path, init)
      expect([answer.status, await answer.json()]).toMatchObject([200, expected])
    }
    await served.end()
    // What was refused, as a whole or of a list, is known of the device too.
    expect(await api.refusedOf('D6')).toEqual(Array(3).fill('MALFORMED_JSON'))
    expect((await api.refusedOf('D2')).filter((code) => code === 'MALFORMED_JSON')).toHaveLength(4)
    // A secret in an address is in no log.
    expect(served.log()).not.toContain(secrets.D6)
    expect(served.log()).toContain('/osmand')
    expect((await exported('D6')).map((line) => line.slice(3, 23))).toEqual(
      [11, 12, 13, 14, 15, 16, 17].map((index) => `2026-03-20T09:${index}:00Z`),
    )
  })
})

describe('an address from which secrets are tried', () => {
  it('is told when to try again, and stands in the way of nothing else there', async () => {
    served = await serveFolder(api.folder.path)
    const tried = await Promise.all(
      Array.from({ length: 130 }, (_, index) => send('D6', `wd_guessed${index}`, report(0))),
    )
    const refused = tried.find(({ status }) => status === 429)
    const detail = String(await refused?.text())
    const [, seconds] = /try again in (\d+) seconds?$/.exec(JSON.parse(detail).detail) ?? []
    expect([refused?.headers.get('Retry-After'), Number(seconds) > 10]).toEqual([seconds, true])
    // A secret that has not spoken to this process yet is good all the same.
    expect((await send('D6', secrets.D6, report(50))).status).toBe(200)
    for (const path of ['/metrics', '/sign-in']) {
      expect((await fetch(served.url + path)).status).toBe(200)
    }
    await served.end()
  })
})

describe('a disk without room for the log', () => {
  it('acknowledges nothing that is not on it, and everything once there is room', async (context) => {
    const live = join(api.folder.path, 'live')
    mkdirSync(live, { recursive: true })
    const size = ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', live]
    if (spawnSync('mount', size).status !== 0) context.skip('a small disk cannot be mounted here')
    try {
      served = await serveFolder(api.folder.path)
      const waiting = Array.from({ length: 60 }, (_, index) =>
        report(...Array.from({ length: 20 }, (_, each) => 100 + index * 20 + each)),
      )
      const told = await Promise.all(waiting.map((body) => send('D2', secrets.D2, body)))
      const refused = waiting.filter((_, index) => told[index]?.status !== 200)
      expect(told.some(({ status }) => status === 200) && refused.length > 0).toBe(true)
      expect(new Set(told.map(({ status }) => status))).toEqual(new Set([200, 503]))
      expect(told.find(({ status }) => status === 503)?.headers.get('Retry-After')).toBe('10')
      for (const body of refused) {
        while ((await send('D2', secrets.D2, body)).status !== 200) await delay(500)
      }
      await served.end()
      expect(new Set(await exported('D2')).size).toBe(1200 + 1)
      expect(await exported('D2')).toHaveLength(1200 + 1)
    } finally {
      spawnSync('umount', [live])
      served = await serveFolder(api.folder.path)
    }
  })
})

describe('a position that comes late', () => {
  it('is compared with the crimes it touches, without anybody asking', async () => {
    const inRadius = () =>
      fetch(`${served.url}/api/v1/crimes/Cheshire/G%2F1/matches`, {
        headers: { Authorization: `Bearer ${api.tokens.hub}` },
      }).then(async (answer) => {
        const { matches } = (await answer.json()) as { matches: Match[] }
        return matches.find(({ deviceWearerId }) => deviceWearerId === 'W3')?.positionsInRadius
      })
    expect(await inRadius()).toBe(2)
    const at = { latitude: 53.8, longitude: -4.4, accuracyMetres: 8, mechanism: 'GPS' }
    const late = ['2026-03-28T23:30:00Z', '2026-03-28T23:31:00Z'].map((capturedAt) => ({
      ...at,
      capturedAt,
    }))
    expect((await send('D2', secrets.D2, JSON.stringify({ positions: late }))).status).toBe(200)
    while ((await inRadius()) === 2) await delay(500)
    expect(await inRadius()).toBe(4)
  })
})
