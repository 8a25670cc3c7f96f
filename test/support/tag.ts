import type { MqttClient } from 'mqtt'
import { expect } from 'vitest'

export interface Spot {
  readonly latitude: number
  readonly longitude: number
}

const ACCURACY_METRES = 8

/** A device that reports in every way it can; each resolves once what it sent is acknowledged. */
export class Tag {
  readonly #server: { readonly url: string }
  readonly #id: string
  readonly #secret: string

  constructor(server: { readonly url: string }, id: string, secret: string) {
    this.#server = server
    this.#id = id
    this.#secret = secret
  }

  /** As the app sends a place over HTTP. */
  async ownTracks(at: number, { latitude, longitude }: Spot): Promise<void> {
    const authorization = `Basic ${Buffer.from(`${this.#id}:${this.#secret}`).toString('base64')}`
    const message = {
      _type: 'location',
      acc: ACCURACY_METRES,
      alt: 40,
      batt: 46,
      bs: 1,
      conn: 'm',
      lat: latitude,
      lon: longitude,
      t: 'u',
      tid: '5t',
      tst: Math.floor(at / 1000),
      vac: 2,
      vel: 0,
    }
    await this.#send('/owntracks', {
      headers: { Authorization: authorization, 'X-Limit-U': this.#id, 'X-Limit-D': 'phone' },
      body: JSON.stringify(message),
    })
  }

  /** As OsmAnd's online tracking asks an address. */
  async osmAnd(at: number, { latitude, longitude }: Spot): Promise<void> {
    const query = new URLSearchParams({
      id: this.#id,
      token: this.#secret,
      lat: String(latitude),
      lon: String(longitude),
      timestamp: String(Math.floor(at / 1000)),
      accuracy: String(ACCURACY_METRES),
    })
    await this.#send(`/osmand?${query}`, {})
  }

  /** Our own JSON. */
  async json(report: TagReport): Promise<void> {
    await this.#send(`/api/v1/devices/${this.#id}/reports`, {
      headers: { Authorization: `Bearer ${this.#secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(report),
    })
  }

  async mqtt(client: MqttClient, report: TagReport): Promise<void> {
    await client.publishAsync(`whereabouts/${this.#id}/reports`, JSON.stringify(report), { qos: 1 })
  }

  async #send(path: string, init: RequestInit): Promise<void> {
    const answer = await fetch(this.#server.url + path, { method: 'POST', ...init })
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringMatching('row')])
  }
}

export interface TagReport {
  readonly positions?: readonly object[]
  readonly events?: readonly object[]
}

/** Positions at one spot, a minute or more apart, the last not later than the end. */
export function staying(spot: Spot, from: number, to: number, everyMinutes = 2): object[] {
  const positions: object[] = []
  for (let at = from; at <= to; at += everyMinutes * 60_000) {
    const capturedAt = new Date(at).toISOString()
    positions.push({ capturedAt, ...spot, accuracyMetres: ACCURACY_METRES, mechanism: 'GPS' })
  }
  return positions
}
