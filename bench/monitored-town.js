// Wearers of a simulated town with exclusion zones and curfews, what their tags reported and when it arrived, and where
// they truly were: what bench/false-alarms.js counts on.
import { hoursWithin } from '../dist/domain/weekly-hours.js'
import { areaOf } from '../dist/geo/area.js'
import { latitudeOf, longitudeOf } from '../dist/simulate/plane.js'
import { mechanisms } from '../dist/simulate/reported-positions.js'
import { simulateTown } from '../dist/simulate/town.js'
import { hauntsOf } from '../dist/simulate/wearers.js'

export const MINUTE = 60_000
export const DAY = 1440 * MINUTE
/** Fine enough that nobody crosses a zone between two. */
const TRUTH_MS = 5000
const START = Date.UTC(2026, 0, 12)
const HOME_METRES = 40
export const CURFEW_HOURS = [
  { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '19:00', to: '07:00' },
]

/** Every wearer with a single device: `{ id, worn, observations, truth, haunts, home, hasHomeUnit }`; observations by arrival. */
export function monitoredTown(seed, { wearers: count, days, style }) {
  const town = simulateTown({ seed, wearers: count, days, start: START, style })
  const activationsOf = (id) =>
    town.people.deviceActivations.filter((one) => one.deviceWearerId === id)
  const byDevice = new Map()
  const wearers = town.wearers.flatMap((wearer) => {
    const worn = activationsOf(wearer.id).map((activation) => ({
      ...activation,
      from: Math.max(activation.from, town.period.from),
      to: Math.min(activation.to, town.period.to),
    }))
    const made = {
      id: wearer.id,
      worn: worn.filter(({ from, to }) => from < to),
      observations: [],
      home: wearer.home.address,
      hasHomeUnit: wearer.hasCurfew,
      haunts: hauntsOf(wearer).slice(1),
    }
    for (const { deviceId, from, to } of made.worn) {
      const list = byDevice.get(deviceId) ?? []
      byDevice.set(deviceId, [...list, { made, from, to }])
    }
    return made.worn.length > 0 ? [made] : []
  })
  for (const { positions: p, order } of town.uploadedHours()) {
    for (const row of order) {
      const capturedAt = p.capturedAt[row]
      const whose = byDevice
        .get(town.deviceIds[p.device[row]])
        ?.find(({ from, to }) => capturedAt >= from && capturedAt < to)
      const accuracy = p.accuracyMetres[row]
      whose?.made.observations.push({
        capturedAt,
        latitude: p.latitude[row] / 1e7,
        longitude: p.longitude[row] / 1e7,
        accuracyMetres: accuracy < 0 ? undefined : accuracy,
        mechanism: mechanisms[p.mechanism[row]],
        arrivedAt: p.uploadedAt[row],
      })
    }
  }
  for (const wearer of wearers) wearer.truth = truthOf(town, wearer.id)
  return { period: town.period, wearers }
}

function truthOf(town, id) {
  const { from, to } = town.period
  const length = Math.floor((to - from) / TRUTH_MS)
  const [x, y] = [new Float32Array(length), new Float32Array(length)]
  for (let i = 0; i < length; i++) {
    const place = town.whereabouts(id, from + i * TRUTH_MS)
    x[i] = place.x
    y[i] = place.y
  }
  return { from, x, y }
}

/** A disc in the town's metres. */
export function disc(x, y, radius) {
  const area = areaOf({
    geometry: { type: 'Point', coordinates: [longitudeOf(x), latitudeOf(y)] },
    radiusMetres: radius,
  })
  return { x, y, radius, area }
}

export function homeOf({ home }) {
  return disc(home.x, home.y, HOME_METRES)
}

/** A zone that its wearer never enters and comes as near to as `margin` metres, or `undefined` where there is no room. */
export function obeyedZone({ truth, home, haunts }, margin, random) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const which = Math.floor(3 * random())
    const moving = Math.floor(random() * truth.x.length)
    const passed = { x: truth.x[moving], y: truth.y[moving] }
    const haunt = haunts[Math.floor(random() * haunts.length)]?.address ?? home
    const near = [home, passed, haunt][which]
    const [away, angle] = [150 + 500 * random(), 2 * Math.PI * random()]
    const [x, y] = [near.x + away * Math.cos(angle), near.y + away * Math.sin(angle)]
    const radius = nearestApproach(truth, x, y) - margin
    if (radius >= 100 && radius <= 500) return disc(x, y, radius)
  }
  return undefined
}

/** A zone of 100 to 500 m with somewhere the wearer goes anywhere inside, and not their home. */
export function brokenZone({ home, haunts }, random) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const haunt = haunts[Math.floor(random() * haunts.length)]
    if (!haunt) return undefined
    const radius = 100 + 400 * random()
    const [away, angle] = [radius * Math.sqrt(random()), 2 * Math.PI * random()]
    const x = haunt.address.x + away * Math.cos(angle)
    const y = haunt.address.y + away * Math.sin(angle)
    if (Math.hypot(x - home.x, y - home.y) > radius + 50) return disc(x, y, radius)
  }
  return undefined
}

/** When the wearer truly was inside (or outside) a disc within `during`, with the depth in metres half of that time was deeper than. */
export function trueStays({ truth }, { x, y, radius }, isInside, during) {
  const stays = []
  const first = Math.max(0, Math.ceil((during.from - truth.from) / TRUTH_MS))
  const end = Math.min(truth.x.length, Math.ceil((during.to - truth.from) / TRUTH_MS))
  let depths = []
  for (let i = first; i <= end; i++) {
    const depth = i < end ? radius - Math.hypot(truth.x[i] - x, truth.y[i] - y) : Number.NaN
    if (isInside ? depth > 0 : depth < 0) depths.push(Math.abs(depth))
    else if (depths.length > 0) {
      const to = truth.from + i * TRUTH_MS
      const sorted = depths.toSorted((a, b) => a - b)
      const depthMetres = sorted[sorted.length >> 1]
      stays.push({ from: to - depths.length * TRUTH_MS, to, depthMetres })
      depths = []
    }
  }
  return stays
}

/** The curfew's nights that lie within what was worn. */
export function nightsOf({ worn }) {
  return worn.flatMap((interval) =>
    hoursWithin(CURFEW_HOURS, interval).filter(({ from, to }) => to - from === 12 * 60 * MINUTE),
  )
}

function nearestApproach(truth, x, y) {
  let least = Infinity
  for (let i = 0; i < truth.x.length; i++) {
    const [east, north] = [truth.x[i] - x, truth.y[i] - y]
    least = Math.min(least, east * east + north * north)
  }
  return Math.sqrt(least)
}

/** Numbers from 0 to 1: mulberry32. */
export function uniforms(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function wornDays({ worn }) {
  return worn.reduce((days, { from, to }) => days + (to - from) / DAY, 0)
}
