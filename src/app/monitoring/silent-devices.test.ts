import { describe, expect, it } from 'vitest'
import { type SilentFeed, silencesNow } from './silent-devices.ts'

const MINUTE = 60_000
const device = (number: number, minute: number, feed = 'mqtt') => ({
  deviceId: `D${number}`,
  feed,
  lastHeardAt: minute * MINUTE,
})
const at = (minute: number, listening = -Infinity) => ({
  now: minute * MINUTE,
  thresholdMs: 60 * MINUTE,
  listeningSince: () => listening * MINUTE,
})
const none = new Map<string, SilentFeed>()

describe('what fell silent', () => {
  it('is a device after the threshold, to the minute', () => {
    const heard = [device(1, 0), device(2, 50)]
    expect(silencesNow(heard, none, at(59)).devices).toEqual([])
    expect(silencesNow(heard, none, at(60)).devices).toEqual([heard[0]])
  })

  it('is one feed where its devices stop together, ten thousand or five', () => {
    for (const many of [5, 10_000]) {
      const heard = Array.from({ length: many }, (_, number) => device(number, 100 + (number % 10)))
      expect(silencesNow(heard, none, at(160))).toEqual({
        devices: [],
        feeds: [{ feed: 'mqtt', from: 100 * MINUTE, noticedAt: 160 * MINUTE }],
        back: [],
      })
    }
  })

  it('is devices where they are few, where most of the feed is heard, or where they stopped hours apart', () => {
    const four = [0, 1, 2, 3].map((number) => device(number, 100))
    expect(silencesNow(four, none, at(160))).toMatchObject({ devices: four, feeds: [] })
    const some = Array.from({ length: 20 }, (_, number) => device(number, number < 6 ? 100 : 150))
    expect(silencesNow(some, none, at(160))).toMatchObject({ devices: some.slice(0, 6), feeds: [] })
    const apart = Array.from({ length: 6 }, (_, number) => device(number, 100 + number * 40))
    expect(silencesNow(apart, none, at(160)).devices).toEqual([apart[0]])
  })

  it('says nothing of another feed', () => {
    const silent = Array.from({ length: 6 }, (_, number) => device(number, 100))
    const heard = Array.from({ length: 6 }, (_, number) => device(10 + number, 159, 'http'))
    expect(silencesNow([...silent, ...heard], none, at(160)).feeds.map(({ feed }) => feed)).toEqual(
      ['mqtt'],
    )
  })

  it('keeps devices of a silent feed to itself until half of them are back; who stays away is told then', () => {
    const known = new Map([['mqtt', { feed: 'mqtt', from: 100 * MINUTE, noticedAt: 160 * MINUTE }]])
    const away = [0, 1, 2, 3].map((number) => device(number, 100))
    expect(silencesNow([...away, device(9, 170)], known, at(200))).toEqual({
      devices: [],
      feeds: [],
      back: [],
    })
    const half = [...away, ...[5, 6, 7, 8].map((number) => device(number, 190))]
    expect(silencesNow(half, known, at(200)).back).toEqual(['mqtt'])
    // Counted from when the feed was back.
    const heard = [...away, ...[5, 6, 7, 8].map((number) => device(number, 255))]
    expect(silencesNow(heard, none, at(200, 200)).devices).toEqual([])
    expect(silencesNow(heard, none, at(260, 200)).devices).toEqual(away)
    // Nobody wears a device of it any more.
    expect(silencesNow([], known, at(200)).back).toEqual(['mqtt'])
  })

  it('does not count while nobody listened', () => {
    const heard = Array.from({ length: 9 }, (_, number) => device(number, 0))
    expect(silencesNow(heard, none, at(1000, 990))).toEqual({ devices: [], feeds: [], back: [] })
  })
})
