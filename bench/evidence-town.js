// The trails of bench/evidence.js: a few simulated days of a town, lived again with jitter on the days before them,
// so that four weeks of ten thousand wearers need no 400 million simulated positions.
import { accuracyAt, capturedAt } from '../dist/domain/held-positions.js'
import { PositionColumnsBuilder } from '../dist/domain/position-columns.js'
import { arrangePositions } from '../dist/matching/arrange-positions.js'
import { latitudeOf, longitudeOf } from '../dist/simulate/plane.js'
import { mechanisms } from '../dist/simulate/reported-positions.js'
import { simulateTown } from '../dist/simulate/town.js'

const MINUTE = 60_000
export const DAY = 1440 * MINUTE
/** A Tuesday in winter, when London's clocks are UTC's. */
export const LAST_DAY = Date.UTC(2026, 0, 27)
/** Standard deviations of a wearer's whole day, against the simulated one. */
const JITTER = { minutes: 12, units: 1500 }

/** So many different days of every wearer are simulated. */
export const DIFFERENT_DAYS = 4

/** Different days as they were reported, the last that of the crimes, and the crimes. */
export function simulateDays(tags, crimeCount) {
  const town = simulateTown({
    seed: 1,
    wearers: tags,
    days: DIFFERENT_DAYS,
    start: LAST_DAY - (DIFFERENT_DAYS - 1) * DAY,
    crimes: crimeCount,
  })
  const builders = Array.from({ length: DIFFERENT_DAYS }, () => {
    const builder = new PositionColumnsBuilder(tags * 1500)
    builder.deviceIds.push(...town.deviceIds)
    builder.mechanisms.push(...mechanisms)
    return builder
  })
  for (const { positions: p } of town.uploadedHours()) {
    for (let row = 0; row < p.length; row++) {
      const accuracy = p.accuracyMetres[row] < 0 ? Number.NaN : p.accuracyMetres[row]
      const day = Math.floor((p.capturedAt[row] - LAST_DAY) / DAY) + DIFFERENT_DAYS - 1
      builders[day]?.add(
        p.device[row],
        p.capturedAt[row],
        p.latitude[row],
        p.longitude[row],
        accuracy,
        p.mechanism[row],
      )
    }
  }
  const random = uniforms(7)
  const crimes = town.crimes.map((crime, number) => {
    const minutes = Math.floor(random() * 721)
    const from = LAST_DAY + Math.floor(random() * (1440 - minutes)) * MINUTE
    const latitude = latitudeOf(crime.reportedPlace.y)
    const longitude = longitudeOf(crime.reportedPlace.x)
    return {
      policeForce: 'Metropolitan',
      crimeReference: `C${number}`,
      crimeType: crime.crimeType,
      window: { from, to: from + minutes * MINUTE },
      location: { kind: 'degrees', latitude, longitude },
      latitude,
      longitude,
      crimeText: '',
      batchId: 'BENCH',
      version: 1,
      changes: [],
    }
  })
  return { days: builders.map((builder) => arrangePositions(builder.build())), crimes }
}

/**
 * A day `daysBefore` the last: of every wearer one of their simulated days, another on each date, a little
 * earlier or later and moved a little.
 */
export function livedBefore(days, daysBefore) {
  const random = uniforms(100 + daysBefore)
  const normal = () => random() + random() + random() + random() + random() + random() - 3
  const date = LAST_DAY - daysBefore * DAY
  const most = days.reduce((sum, { positions }) => sum + positions.length, 0)
  const columns = {
    deviceIds: days[0].positions.deviceIds,
    mechanisms: days[0].positions.mechanisms,
    device: new Uint32Array(most),
    capturedAt: new Float64Array(most),
    latitude: new Int32Array(most),
    longitude: new Int32Array(most),
    accuracy: new Float32Array(most),
    mechanism: new Uint16Array(most),
  }
  const devices = days[0].positions.deviceIds.length
  let length = 0
  for (let device = 0; device < devices; device++) {
    const lived = (device + daysBefore) % days.length
    const { positions } = days[lived]
    const { deviceStart } = positions
    const shift = date - LAST_DAY + (days.length - 1 - lived) * DAY
    const later = Math.round(normal() * JITTER.minutes * 1.41) * MINUTE
    const north = Math.round(normal() * JITTER.units * 1.41)
    const east = Math.round(normal() * JITTER.units * 1.41)
    for (let row = deviceStart[device]; row < deviceStart[device + 1]; row++) {
      const at = capturedAt(positions, row) + later + shift
      if (at < date || at >= date + DAY) continue
      columns.device[length] = device
      columns.capturedAt[length] = at
      columns.latitude[length] = positions.latitude[row] + north
      columns.longitude[length] = positions.longitude[row] + east
      columns.accuracy[length] = accuracyAt(positions, row)
      columns.mechanism[length++] = positions.mechanism[row]
    }
  }
  for (const name of ['device', 'capturedAt', 'latitude', 'longitude', 'accuracy', 'mechanism'])
    columns[name] = columns[name].subarray(0, length)
  return arrangePositions({ ...columns, length })
}

/** mulberry32. */
function uniforms(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
