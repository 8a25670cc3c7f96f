// The rows of bench/archive.js: tags that walk about two anchors in a town in the Irish Sea, and crimes there.
import { closeSync, openSync, writeSync } from 'node:fs'
import { cellOf, cellRunsAround } from '../dist/geo/cells.js'
import { latitudeSpanDegrees, longitudeSpanDegrees } from '../dist/geo/ellipsoid.js'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const FIRST_DAY = Date.UTC(2026, 0, 5)
const MINUTES = 1440
const CENTRE = { latitude: 53.8, longitude: -4.4 }
/** Standard deviation of where people live and crimes happen, metres: a city of half a million. */
const TOWN_METRES = 9000
const METRES_A_DEGREE = 111_300
const EAST = METRES_A_DEGREE * Math.cos((CENTRE.latitude * Math.PI) / 180)

export function deviceIds(tags) {
  return Array.from({ length: tags }, (_, tag) => `TAG-${String(tag).padStart(6, '0')}`)
}

/** One day of every tag, a position a minute, in order of time; the same for the same `day`. */
export function dayOfPositions(tags, day) {
  const { uniform, normal } = random(1000 + day)
  const home = anchors(tags, random(1))
  const work = anchors(tags, random(2))
  const east = new Float64Array(tags)
  const north = new Float64Array(tags)
  const length = tags * MINUTES
  const columns = {
    length,
    deviceIds: deviceIds(tags),
    mechanisms: [''],
    device: new Uint32Array(length),
    capturedAt: new Float64Array(length),
    latitude: new Int32Array(length),
    longitude: new Int32Array(length),
    accuracy: new Float32Array(length),
    mechanism: new Uint16Array(length),
  }
  const start = FIRST_DAY + day * DAY
  let row = 0
  for (let minute = 0; minute < MINUTES; minute++) {
    const awake = minute > 450 && minute < 1350
    for (let tag = 0; tag < tags; tag++, row++) {
      // Half have somewhere to be by day; by night people keep still and the signal wanders 15 m.
      const share = tag % 2 === 0 ? 0 : away(minute - (tag % 60))
      const step = awake ? 60 : 0
      east[tag] = east[tag] * (awake ? 0.98 : 0.7) + step * normal()
      north[tag] = north[tag] * (awake ? 0.98 : 0.7) + step * normal()
      const x = home.x[tag] + share * (work.x[tag] - home.x[tag]) + east[tag] + 15 * normal()
      const y = home.y[tag] + share * (work.y[tag] - home.y[tag]) + north[tag] + 15 * normal()
      columns.device[row] = tag
      columns.capturedAt[row] = start + minute * 60_000 + (tag % 60) * 1000
      columns.latitude[row] = Math.round((CENTRE.latitude + y / METRES_A_DEGREE) * 1e7)
      columns.longitude[row] = Math.round((CENTRE.longitude + x / EAST) * 1e7)
      columns.accuracy[row] = Math.round(50 + 250 * uniform() ** 2) / 10
    }
  }
  return columns
}

/** Crimes of the first day: closed windows of 0 to 12 hours in whole minutes. */
export function crimesOf(count) {
  const { uniform, normal } = random(7)
  return Array.from({ length: count }, (_, number) => {
    const minutes = Math.floor(uniform() * 721)
    const from = FIRST_DAY + Math.floor(uniform() * (MINUTES - minutes)) * 60_000
    const latitude = round7(CENTRE.latitude + (TOWN_METRES * normal()) / METRES_A_DEGREE)
    const longitude = round7(CENTRE.longitude + (TOWN_METRES * normal()) / EAST)
    return {
      policeForce: 'Metropolitan',
      crimeReference: `C${number}`,
      crimeType: 'BIAD',
      window: { from, to: from + minutes * 60_000 },
      location: { kind: 'degrees', latitude, longitude },
      latitude,
      longitude,
      crimeText: '',
      batchId: 'BENCH',
      version: 1,
      changes: [],
    }
  })
}

/** positions.csv as the platform reads it. */
export function writePositionsCsv(positions, path) {
  const second = textOfSecond(positions)
  writeLines(
    path,
    positions.length,
    'device_id,captured_at,latitude,longitude,accuracy_metres\n',
  )(
    (row) =>
      `${positions.deviceIds[positions.device[row]]},${second(row)},${degrees(positions.latitude[row])},${degrees(positions.longitude[row])},${positions.accuracy[row].toFixed(1)}\n`,
  )
}

/** The same rows for COPY into PostGIS: device, instant, the point as EWKB in hexadecimal, accuracy. */
export function writeEwkb(positions, path) {
  const point = Buffer.alloc(25)
  point.writeUInt8(1, 0)
  point.writeUInt32LE(0x20000001, 1)
  point.writeUInt32LE(4326, 5)
  const second = textOfSecond(positions)
  writeLines(
    path,
    positions.length,
    '',
  )((row) => {
    point.writeDoubleLE(positions.longitude[row] / 1e7, 9)
    point.writeDoubleLE(positions.latitude[row] / 1e7, 17)
    return `${positions.device[row]},${second(row)},${point.toString('hex')},${positions.accuracy[row].toFixed(1)}\n`
  })
}

/** The same rows with hour and cell worked out beforehand, for engines that join on them. */
export function writeCells(positions, path) {
  const { device, capturedAt, latitude, longitude } = positions
  writeLines(
    path,
    positions.length,
    '',
  )(
    (row) =>
      `${device[row]},${capturedAt[row]},${Math.floor(capturedAt[row] / HOUR)},${cellOf(latitude[row], longitude[row])},${latitude[row]},${longitude[row]}\n`,
  )
}

export function writeCrimes(crimes, path) {
  writeLines(
    path,
    crimes.length,
    '',
  )((number) => {
    const { latitude, longitude, window } = crimes[number]
    return `${number},${latitude},${longitude},${new Date(window.from).toISOString()},${new Date(window.to).toISOString()}\n`
  })
}

/**
 * Every hour and cell a crime may have positions in, with all that is needed to decide there: number,
 * hour, cell, window (ms), latitude and longitude (1e-7 degrees), metres a unit northwards and
 * eastwards on the ellipsoid.
 */
export function writePlaces(crimes, radiusMetres, path) {
  const lines = crimes.flatMap(({ latitude, longitude, window }, number) => {
    const runs = cellRunsAround(
      latitude,
      longitude,
      latitudeSpanDegrees(radiusMetres),
      longitudeSpanDegrees(radiusMetres, latitude),
    )
    const { north, east } = metresAUnit(latitude)
    const rest = `${window.from},${window.to},${Math.round(latitude * 1e7)},${Math.round(longitude * 1e7)},${north},${east}\n`
    const places = []
    for (let hour = Math.floor(window.from / HOUR); hour * HOUR <= window.to; hour++)
      for (const { from, to } of runs)
        for (let cell = from; cell <= to; cell++) places.push(`${number},${hour},${cell},${rest}`)
    return places
  })
  writeLines(path, lines.length, '')((line) => lines[line])
  return lines.length
}

/** Metres in 1e-7 degrees at a latitude on WGS84: the local plane that SQL rechecks in. */
function metresAUnit(latitude) {
  const sin = Math.sin((latitude * Math.PI) / 180)
  const cos = Math.cos((latitude * Math.PI) / 180)
  const flat = 1 - 0.00669437999014 * sin * sin
  const unit = (Math.PI / 180) * 1e-7
  return {
    north: ((6_378_137 * (1 - 0.00669437999014)) / flat ** 1.5) * unit,
    east: (6_378_137 / Math.sqrt(flat)) * cos * unit,
  }
}

function anchors(tags, { normal }) {
  const draw = () => Float64Array.from({ length: tags }, () => TOWN_METRES * normal())
  return { x: draw(), y: draw() }
}

/** How far along the way to the second anchor: there from nine to five, half an hour of travel. */
function away(minute) {
  if (minute < 510 || minute > 1050) return 0
  return Math.min(1, (minute - 510) / 30, (1050 - minute) / 30)
}

function textOfSecond({ capturedAt }) {
  let last = Number.NaN
  let text = ''
  return (row) => {
    if (capturedAt[row] !== last) {
      last = capturedAt[row]
      text = `${new Date(last).toISOString().slice(0, 19)}Z`
    }
    return text
  }
}

function degrees(units) {
  return (units / 1e7).toFixed(7)
}

function round7(value) {
  return Math.round(value * 1e7) / 1e7
}

function writeLines(path, count, header) {
  return (line) => {
    const file = openSync(path, 'w', 0o644)
    let pending = header
    for (let i = 0; i < count; i++) {
      pending += line(i)
      if (pending.length > 1 << 20) {
        writeSync(file, pending)
        pending = ''
      }
    }
    writeSync(file, pending)
    closeSync(file)
  }
}

/** mulberry32, and normal deviates by Box and Muller. */
function random(seed) {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  let spare = Number.NaN
  const normal = () => {
    const kept = spare
    spare = Number.NaN
    if (!Number.isNaN(kept)) return kept
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return { uniform, normal }
}
