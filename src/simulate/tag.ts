import type { Instant, Interval } from '../domain/interval.ts'
import { Receiver } from './measurement.ts'
import { Random } from './random.ts'
import { outagesOf, silencesOf } from './silences.ts'
import { surroundings } from './surroundings.ts'
import type { TownMap } from './town-map.ts'
import type { TownStyle } from './town-style.ts'
import type { TruthTrail } from './trails.ts'
import type { Truth } from './truth.ts'
import { MINUTE, SECOND } from './uk-clock.ts'
import type { UploadSpool } from './upload-spool.ts'
import type { Wearer } from './wearers.ts'

const UPLOAD_EVERY = 10 * MINUTE
/** How long on average a tag that mostly knows cells hears no satellite, and then hears some. */
const DEAF_MINUTES = 180
const HEARING_MINUTES = 15
/** Without satellites a tag places itself only every so many minutes. */
const MINUTES_BETWEEN_CELLS = 3
const RESENT_BURSTS = 0.003
const MISSING_ACCURACIES = 0.002
const CONFLICTS = 0.00006
/** How often a vault has no network at all, and how often wireless networks or a home unit help. */
const NO_NETWORK = 0.12
const WIFI_SHARE = 0.4
const HOME_UNIT_SHARE = 0.6

/** One device on one person: what it measures, and when it sends that. */
export class Tag {
  readonly #style: TownStyle
  readonly #device: number
  readonly #wearer: Wearer
  readonly #worn: Interval
  readonly #truth: Truth
  readonly #random: Random
  readonly #receiver: Receiver
  readonly #silences: readonly Interval[]
  readonly #outages: readonly Interval[]
  /** Advances a minute and says whether no satellite can be heard; where the style has such tags. */
  readonly #deaf: (() => boolean) | undefined
  /** When in each minute it measures. */
  readonly #phase: number
  readonly #countsMilliseconds: boolean
  readonly #uploadPhase: number

  #silence = 0
  #outage = 0
  #trail: TruthTrail | undefined
  #corner = 0
  readonly #motion = { metresPerSecond: 0, headingDegrees: 0 }
  #burst = Number.NaN
  #uploadsAt = 0
  #resentAt = Number.NaN

  /** `worn` lies within the period simulated; `shielded` are silences the wearer sees to. */
  constructor(
    { seed, style }: TownMap,
    device: number,
    wearer: Wearer,
    worn: Interval,
    truth: Truth,
    shielded: readonly Interval[],
  ) {
    const random = new Random(seed, 'tag', device, wearer.number)
    this.#style = style
    this.#device = device
    this.#wearer = wearer
    this.#worn = worn
    this.#truth = truth
    this.#random = random
    this.#receiver = new Receiver(new Random(seed, 'receiver', device, wearer.number), style)
    this.#silences = silencesOf(worn, new Random(seed, 'silence', device, wearer.number), shielded)
    this.#deaf = deafSpells(seed, wearer, style)
    this.#outages = outagesOf(worn, new Random(seed, 'outage', device, wearer.number))
    this.#phase = random.whole(60) * SECOND
    this.#countsMilliseconds = random.chance(0.04)
    this.#uploadPhase = random.whole(UPLOAD_EVERY / SECOND) * SECOND
  }

  /** Adds what it measures in [from, to) to the spool; to be called for one stretch after another. */
  report(from: Instant, to: Instant, spool: Pick<UploadSpool, 'add'>): void {
    const first = Math.max(from, this.#worn.from)
    const last = Math.min(to, this.#worn.to)
    let minute = Math.ceil((first - this.#phase) / MINUTE)
    const every = this.#style.minutesBetweenPositions
    for (; minute * MINUTE + this.#phase < last; minute++) {
      const deaf = this.#deaf?.() ?? false
      if (minute % every !== 0) continue
      const capturedAt = minute * MINUTE + this.#phase + this.#jitter()
      if (capturedAt >= this.#worn.to || this.#isSilent(capturedAt)) continue
      if (this.#measure(capturedAt, minute, deaf)) this.#send(capturedAt, spool)
    }
  }

  #jitter(): number {
    const seconds = this.#random.whole(4) * SECOND
    return this.#countsMilliseconds ? seconds + this.#random.whole(SECOND) : seconds
  }

  #isSilent(instant: Instant): boolean {
    while ((this.#silences[this.#silence]?.to ?? Infinity) <= instant) this.#silence += 1
    return (this.#silences[this.#silence]?.from ?? Infinity) <= instant
  }

  #measure(instant: Instant, minute: number, deaf: boolean): boolean {
    const trail = this.#trailAt(instant)
    const { at, x, y } = trail
    let corner = this.#corner
    while ((at[corner + 1] ?? Infinity) <= instant) corner += 1
    this.#corner = corner
    const from = at[corner] ?? 0
    const length = (at[corner + 1] ?? from) - from
    const east = (x[corner + 1] ?? 0) - (x[corner] ?? 0)
    const north = (y[corner + 1] ?? 0) - (y[corner] ?? 0)
    const share = length > 0 ? (instant - from) / length : 0
    const trueX = (x[corner] ?? 0) + share * east
    const trueY = (y[corner] ?? 0) + share * north
    const sky = trail.surroundings[corner] ?? 0
    if (!deaf && this.#receiver.hearsSatellites(sky)) {
      const metres = Math.sqrt(east * east + north * north)
      this.#motion.metresPerSecond = length > 0 ? (SECOND * metres) / length : 0
      this.#motion.headingDegrees = (Math.atan2(east, north) * 180) / Math.PI
      this.#receiver.measureBySatellite(trueX, trueY, sky, this.#motion)
    } else {
      const due = minute % MINUTES_BETWEEN_CELLS < this.#style.minutesBetweenPositions
      if (!due || this.#random.chance(NO_NETWORK)) return false
      this.#measureIndoors(trueX, trueY, sky === surroundings.vault, trail.hasWifi[corner] === 1)
    }
    if (this.#random.chance(MISSING_ACCURACIES)) this.#receiver.accuracyMetres = -1
    return true
  }

  #measureIndoors(x: number, y: number, inVault: boolean, hasWifi: boolean): void {
    const { home, hasCurfew } = this.#wearer
    const isHome = x === home.address.x && y === home.address.y
    if (isHome && hasCurfew && this.#random.chance(HOME_UNIT_SHARE)) {
      this.#receiver.measureByHomeUnit(x, y)
    } else if (inVault && hasWifi && this.#random.chance(WIFI_SHARE)) {
      this.#receiver.measureByWifi(x, y)
    } else {
      this.#receiver.measureByCell(x, y)
    }
  }

  #send(capturedAt: Instant, spool: Pick<UploadSpool, 'add'>): void {
    const delay = this.#random.whole(3)
    const recordedAt = (Math.ceil(capturedAt / SECOND) + delay) * SECOND
    const burst = Math.floor((recordedAt - this.#uploadPhase) / UPLOAD_EVERY)
    if (burst !== this.#burst) this.#startBurst(burst)
    const reading = this.#receiver
    spool.add(this.#device, capturedAt, recordedAt, this.#uploadsAt, reading)
    if (!Number.isNaN(this.#resentAt)) {
      spool.add(this.#device, capturedAt, recordedAt, this.#resentAt, reading)
    }
    if (this.#random.chance(CONFLICTS)) {
      const side = this.#random.chance(0.5) ? 1 : -1
      reading.latitude += side * Math.round(this.#random.between(2000, 200_000))
      reading.longitude += side * Math.round(this.#random.between(2000, 200_000))
      spool.add(this.#device, capturedAt, recordedAt, this.#uploadsAt, reading)
    }
  }

  #startBurst(burst: number): void {
    const random = this.#random
    this.#burst = burst
    const latency = (1 + random.whole(45)) * SECOND
    let uploadsAt = (burst + 1) * UPLOAD_EVERY + this.#uploadPhase + latency
    while ((this.#outages[this.#outage]?.to ?? Infinity) <= uploadsAt) this.#outage += 1
    const outage = this.#outages[this.#outage]
    if (outage && outage.from <= uploadsAt) uploadsAt = outage.to + latency
    this.#uploadsAt = Math.floor(uploadsAt / SECOND) * SECOND
    const resendDelay = SECOND * Math.round(random.lognormal(2400, 1.2))
    this.#resentAt = random.chance(RESENT_BURSTS) ? this.#uploadsAt + resendDelay : Number.NaN
  }

  #trailAt(instant: Instant): TruthTrail {
    const current = this.#trail
    if (current && instant < current.to) return current
    const trail = this.#truth.trailAt(this.#wearer, instant)
    this.#trail = trail
    this.#corner = 0
    return trail
  }
}

/** Of a tag that mostly knows cells: hours without satellites, then some minutes with them. */
function deafSpells(seed: number, wearer: Wearer, style: TownStyle): (() => boolean) | undefined {
  const random = new Random(seed, 'deaf', wearer.number)
  if (!random.chance(style.mostlyByCell)) return undefined
  let deaf = true
  return () => {
    if (random.chance(1 / (deaf ? DEAF_MINUTES : HEARING_MINUTES))) deaf = !deaf
    return deaf
  }
}
