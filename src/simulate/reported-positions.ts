/** Mechanism codes; `mechanism[i]` of {@link ReportedPositions} indexes this. */
export const mechanisms = ['GPS', 'RF', 'LBS', 'WIFI'] as const

export const GPS = 0
export const RF = 1
export const LBS = 2
export const WIFI = 3

/** What a tag says of one instant; the fields are overwritten for each position. */
export interface Reading {
  /** WGS84 degrees x 1e7. */
  latitude: number
  longitude: number
  /** Whole metres; -1 where the tag gave none. */
  accuracyMetres: number
  mechanism: number
  /** Whole km/h, whole degrees, tenths, a count; -1 where the mechanism knows none. */
  speedKmh: number
  headingDegrees: number
  hdopTenths: number
  satellites: number
}

/** Positions as columns, in the order they were added; they grow as needed and can be used again. */
export class ReportedPositions {
  length = 0
  /** Index of the town's device ids. */
  device = new Uint32Array(0)
  capturedAt = new Float64Array(0)
  recordedAt = new Float64Array(0)
  uploadedAt = new Float64Array(0)
  latitude = new Int32Array(0)
  longitude = new Int32Array(0)
  accuracyMetres = new Int32Array(0)
  mechanism = new Uint8Array(0)
  speedKmh = new Int16Array(0)
  headingDegrees = new Int16Array(0)
  hdopTenths = new Int16Array(0)
  satellites = new Int8Array(0)

  add(
    device: number,
    capturedAt: number,
    recordedAt: number,
    uploadedAt: number,
    reading: Reading,
  ): void {
    const row = this.length
    if (row === this.device.length) this.#grow(Math.ceil(row * 1.5) + 256)
    this.device[row] = device
    this.capturedAt[row] = capturedAt
    this.recordedAt[row] = recordedAt
    this.uploadedAt[row] = uploadedAt
    this.latitude[row] = reading.latitude
    this.longitude[row] = reading.longitude
    this.accuracyMetres[row] = reading.accuracyMetres
    this.mechanism[row] = reading.mechanism
    this.speedKmh[row] = reading.speedKmh
    this.headingDegrees[row] = reading.headingDegrees
    this.hdopTenths[row] = reading.hdopTenths
    this.satellites[row] = reading.satellites
    this.length = row + 1
  }

  #grow(capacity: number): void {
    this.device = copied(this.device, new Uint32Array(capacity))
    this.capturedAt = copied(this.capturedAt, new Float64Array(capacity))
    this.recordedAt = copied(this.recordedAt, new Float64Array(capacity))
    this.uploadedAt = copied(this.uploadedAt, new Float64Array(capacity))
    this.latitude = copied(this.latitude, new Int32Array(capacity))
    this.longitude = copied(this.longitude, new Int32Array(capacity))
    this.accuracyMetres = copied(this.accuracyMetres, new Int32Array(capacity))
    this.mechanism = copied(this.mechanism, new Uint8Array(capacity))
    this.speedKmh = copied(this.speedKmh, new Int16Array(capacity))
    this.headingDegrees = copied(this.headingDegrees, new Int16Array(capacity))
    this.hdopTenths = copied(this.hdopTenths, new Int16Array(capacity))
    this.satellites = copied(this.satellites, new Int8Array(capacity))
  }
}

function copied<T extends { set(source: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
