import type { Instant } from '../domain/interval.ts'
import { type Fitting, fitDevices } from './fittings.ts'
import { mechanisms, type Reading } from './reported-positions.ts'
import { Tag } from './tag.ts'
import { eventsOfTag, powerOfTag, type TagEvent, type TagPower } from './tag-status.ts'
import type { TownOptions } from './town.ts'
import { makeTownMap } from './town-map.ts'
import { defaultTownStyle } from './town-style.ts'
import { Truth } from './truth.ts'
import { DAY } from './uk-clock.ts'
import { makeWearers } from './wearers.ts'

/** Silences are drawn for so long; nobody shows a town for longer. */
const HORIZON = 400 * DAY

/** One position as the positions format has it, but for the device. */
type LivePosition = Readonly<Record<string, string>>

/** What a tag sends at one time. */
export interface TagBurst extends TagPower {
  readonly deviceId: string
  readonly uploadedAt: Instant
  readonly positions: readonly LivePosition[]
  readonly events: readonly TagEvent[]
}

interface LiveTag {
  readonly fitting: Fitting
  readonly tag: Tag
  /** What it measured and did not send yet, by when it will. */
  readonly held: Map<Instant, LivePosition[]>
  /** Up to when its events were sent. */
  saidUntil: Instant
}

/**
 * The tags of a town that are worn when its period is over, going on from an instant: the same people, ways and habits. No
 * crime is committed any more.
 */
export class LiveTown {
  readonly #seed: number
  readonly #deviceIds: readonly string[]
  readonly #tags: readonly LiveTag[]
  #measuredUntil: Instant

  constructor({ seed, wearers: count, days, start, style }: TownOptions, from: Instant) {
    const period = { from: start, to: start + days * DAY }
    const map = makeTownMap(seed, count, { ...defaultTownStyle, ...style })
    const fittings = fitDevices(makeWearers(map, count), seed, period)
    const truth = new Truth(map)
    const worn = { from: Math.max(from, period.to), to: from + HORIZON }
    this.#seed = seed
    this.#deviceIds = fittings.deviceIds
    this.#measuredUntil = worn.from
    this.#tags = fittings.known
      .filter(({ to }) => to > worn.from)
      .map((fitting) => ({
        fitting,
        tag: new Tag(map, fitting.device, fitting.wearer, worn, truth, []),
        held: new Map(),
        saidUntil: worn.from,
      }))
  }

  /** What tags sent up to an instant and not before, in order; to be asked with one instant after another. */
  burstsUntil(now: Instant): TagBurst[] {
    const from = this.#measuredUntil
    if (now <= from) return []
    this.#measuredUntil = now
    const bursts = this.#tags.flatMap((each) => {
      each.tag.report(from, now, {
        add: (_, capturedAt, recordedAt, uploadedAt, reading) => {
          const position = textOf(capturedAt, recordedAt, uploadedAt, reading)
          const others = each.held.get(uploadedAt)
          if (others) others.push(position)
          else each.held.set(uploadedAt, [position])
        },
      })
      return this.#sentBy(each, now)
    })
    return bursts.sort((a, b) => a.uploadedAt - b.uploadedAt)
  }

  #sentBy(each: LiveTag, now: Instant): TagBurst[] {
    const { fitting, held } = each
    const due = [...held.keys()].filter((at) => at <= now).sort((a, b) => a - b)
    return due.map((uploadedAt) => {
      const positions = held.get(uploadedAt) ?? []
      held.delete(uploadedAt)
      const between = { from: each.saidUntil, to: uploadedAt }
      each.saidUntil = Math.max(each.saidUntil, uploadedAt)
      return {
        deviceId: this.#deviceIds[fitting.device] ?? '',
        uploadedAt,
        positions,
        events: eventsOfTag(this.#seed, fitting.device, between),
        ...powerOfTag(this.#seed, fitting.device, uploadedAt),
      }
    })
  }
}

function textOf(
  capturedAt: Instant,
  recordedAt: Instant,
  uploadedAt: Instant,
  reading: Reading,
): LivePosition {
  const { accuracyMetres, speedKmh, headingDegrees, hdopTenths, satellites } = reading
  return {
    captured_at: new Date(capturedAt).toISOString(),
    latitude: (reading.latitude / 1e7).toFixed(7),
    longitude: (reading.longitude / 1e7).toFixed(7),
    mechanism: mechanisms[reading.mechanism] ?? '',
    recorded_at: new Date(recordedAt).toISOString(),
    uploaded_at: new Date(uploadedAt).toISOString(),
    // What a mechanism does not know is left out.
    ...(accuracyMetres >= 0 && { accuracy_metres: String(accuracyMetres) }),
    ...(speedKmh >= 0 && { speed_kmh: String(speedKmh) }),
    ...(headingDegrees >= 0 && { heading_degrees: String(headingDegrees) }),
    ...(hdopTenths >= 0 && { hdop: (hdopTenths / 10).toFixed(1) }),
    ...(satellites >= 0 && { satellites: String(satellites) }),
  }
}
