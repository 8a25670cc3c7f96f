import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { HeldOfDevice } from './held-of-device.ts'
import { segmentsLeft } from './log-segment.ts'
import { reportFrame } from './report-frames.ts'

const place = mkdtempSync(join(tmpdir(), 'whereabouts-held-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const AT = Date.UTC(2026, 0, 5, 9)
const frame = (receivedAt: number) =>
  reportFrame({ deviceId: 'D1', feed: 'mqtt', receivedAt, positions: [], events: [], refused: [] })

it('what is held grows less while it is taken, and a kill takes back a part of a minute of it', async () => {
  const held = new HeldOfDevice(place)
  // As a broker hands them over: many at once.
  await Promise.all(Array.from({ length: 900 }, (_, index) => held.append(frame(AT + index))))
  const all = held.bytes
  for (let index = 0; index < 599; index++) {
    expect((await held.next())?.receivedAt).toBe(AT + index)
    await held.taken()
  }
  expect(held.bytes / all).toBeCloseTo(5 / 9, 1)
  await held.close()
  const again = new HeldOfDevice(place)
  for (const segment of await segmentsLeft(place)) again.left(segment)
  expect((await again.next())?.receivedAt).toBeGreaterThanOrEqual(AT + 400)
  for (let left = await again.next(); left; left = await again.next()) await again.taken()
  expect([again.isEmpty, await segmentsLeft(place)]).toEqual([true, []])
  await again.close()
})
