// The devices of bench/live.js, in a process of their own: each reports ten positions at its turn, and sends a report again
// until it is acknowledged, as a device does. Told by its parent when to stop sending anew; then it finishes and tells.
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { bodyOf } from './live-body.js'

const AGAIN_MS = 1000
const SOCKETS = 64

process.once('message', ({ port, devices, perSecond, startAt, enterEvery }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS })
  const acknowledged = new Array(devices.length).fill(0)
  const milliseconds = []
  const sinceFirst = []
  /** Of those who enter the zone: when each of their reports was acknowledged. */
  const entrants = {}
  for (let device = 0; enterEvery > 0 && device < devices.length; device += enterEvery) {
    entrants[devices[device].id] = []
  }
  const counts = { sent: 0, acknowledged: 0, again: 0, refused: 0 }
  let isStopping = false
  let underWay = 0

  function send(device, body) {
    return new Promise((resolve, reject) => {
      const { id, secret } = devices[device]
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        Authorization: `Bearer ${secret}`,
      }
      const path = `/api/v1/devices/${id}/reports`
      const asked = request({ port, host: '127.0.0.1', method: 'POST', path, headers, agent })
      asked.once('error', reject)
      asked.once('response', (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode))
        answer.once('error', reject)
      })
      asked.setTimeout(20_000, () => asked.destroy(new Error('no answer')))
      asked.end(body)
    })
  }

  async function report(device, round) {
    underWay++
    const enters = enterEvery > 0 && device % enterEvery === 0
    const body = bodyOf(device, round, startAt, enters)
    const first = performance.now()
    for (;;) {
      const began = performance.now()
      counts.sent++
      const status = await send(device, body).catch(() => 0)
      if (status === 200) {
        milliseconds.push(performance.now() - began)
        sinceFirst.push(performance.now() - first)
        acknowledged[device] = round + 1
        counts.acknowledged++
        if (enters) entrants[devices[device].id].push(Date.now())
        break
      }
      if (status >= 400 && status !== 503 && status !== 429) {
        counts.refused++
        process.send({ fault: `status ${status}` })
        break
      }
      counts.again++
      await pause(AGAIN_MS)
    }
    underWay--
  }

  async function sendAll() {
    const began = performance.now()
    for (let turn = 0; !isStopping; ) {
      const due = ((performance.now() - began) / 1000) * perSecond
      for (; turn < due && !isStopping; turn++) {
        const device = turn % devices.length
        const round = Math.floor(turn / devices.length)
        // A device has one report on its way; the next waits for it.
        void chain(device, () => report(device, round))
      }
      await pause(5)
    }
    while (underWay > 0) await pause(100)
    process.send({ done: { counts, acknowledged, milliseconds, sinceFirst, entrants } }, () =>
      process.exit(0),
    )
  }

  const last = new Map()
  function chain(device, work) {
    const next = (last.get(device) ?? Promise.resolve()).then(work)
    last.set(device, next)
    return next
  }

  process.on('message', ({ stop }) => {
    if (stop) isStopping = true
  })
  void sendAll()
})
