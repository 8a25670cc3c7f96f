import type { DeviceEvent } from '../../domain/device-event.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { KeptChange } from '../../store/records/incident-records.ts'
import {
  deletionsMark,
  dropRuleNotes,
  newestToAssess,
  stretchesToAssess,
} from '../../store/records/monitoring-records.ts'
import { wearerStates } from '../../store/records/wearer-state-records.ts'
import { keepEvent } from '../asker.ts'
import type { DataFolder } from '../data-folder.ts'
import { erasedIntervals } from '../erased-positions.ts'
import { inBreaths } from '../in-breaths.ts'
import type { HeardReport } from '../live/heard-report.ts'
import { CurrentStates } from './current-states.ts'
import { type DeviceMark, lookAtDevices } from './device-looks.ts'
import { Due } from './due.ts'
import { type Came, hearReports } from './hear-reports.ts'
import { ErasedMeanwhile, keepLooked, type Looked, monitoringActor } from './keep-looked.ts'
import { leftOver } from './left-over.ts'
import { lookAtWearers } from './look-at-wearers.ts'
import { Marks } from './marks.ts'
import { SilenceLooks } from './silence-looks.ts'
import { Trails } from './trails.ts'
import { loadWatched, type Watched } from './watched.ts'

const SECOND = 1000
const HOUR = 3_600_000
/** Wearers looked at and kept together. */
const TOGETHER = 300
/** So many rounds at most before what is looked at more seldom has its turn. */
const ROUNDS = 20
const NOTES = 20_000
/** What was heard is in the records by then. */
const KEPT_BY_MS = HOUR

export interface MonitoringOptions {
  readonly settings: MonitoringSettings
  readonly now: () => Instant
  /** Resolves when all that was heard so far can be read from the archive and the records. */
  readonly settle: () => Promise<void>
  /** Told when something was erased, for what is remembered elsewhere. */
  readonly onErased: () => Promise<void>
  /** Told of incidents that became actual, once they are kept. */
  readonly onRaised: (incidents: readonly KeptChange[]) => void
}

/** How it is doing, for whoever runs the server. */
export interface MonitoringFigures {
  /** Wearers who wait to be looked at, and for how long the longest has. */
  readonly waiting: number
  readonly oldestSeconds: number
  readonly wearers: number
  readonly positionsHeld: number
  /** Incidents that became actual since it began. */
  readonly raised: number
  /** Conditions that cannot be watched: a zone without a usable shape, a curfew without hours. */
  readonly faults: number
}

/**
 * Looks at what devices report, and at what time alone changes, by the rules of whoever wears them. It works when it is
 * told to {@link Monitoring.look}, and does everything that is due then.
 *
 * Longer than most files: what is held between looks is in no other hands, and what is worked out is in files beside it.
 */
export class Monitoring {
  readonly #folder: DataFolder
  readonly #options: MonitoringOptions
  #watched: Watched
  readonly #trails: Trails
  readonly #states: CurrentStates
  readonly #silences: SilenceLooks
  readonly #marks = new Marks()
  /** What an earlier process may have looked at, or not: it has its turn where nothing that just came waits. */
  #left: Came[] = []
  readonly #dueWearers = new Due()
  readonly #dueDevices = new Due()
  readonly #devices = new Map<string, DeviceMark>()
  /** Events that may not be in the records yet, with when they were heard. */
  #unkept: { readonly event: DeviceEvent; readonly at: Instant }[] = []
  #queue: HeardReport[] = []
  #newest: Instant | undefined
  #erasures: string
  #erased: ReadonlyMap<string, readonly Interval[]>
  #changed: Set<string> | 'everybody' | undefined
  readonly #every = new Map<string, Instant>()
  readonly #noted = new Set<number>()
  #raised = 0
  #keptUntil = -Infinity

  private constructor(
    folder: DataFolder,
    options: MonitoringOptions,
    opened: {
      watched: Watched
      states: CurrentStates
      silences: SilenceLooks
      erasures: string
      erased: ReadonlyMap<string, readonly Interval[]>
    },
  ) {
    this.#folder = folder
    this.#options = options
    this.#watched = opened.watched
    this.#trails = new Trails(folder.archive, opened.watched.lawful)
    this.#states = opened.states
    this.#silences = opened.silences
    this.#erasures = opened.erasures
    this.#erased = opened.erased
  }

  /** Takes up where an earlier process ended: what came since is looked at, and what time changed meanwhile. */
  static async open(folder: DataFolder, options: MonitoringOptions): Promise<Monitoring> {
    const { records } = folder
    const now = options.now()
    const noted = await newestToAssess(records)
    const monitoring = new Monitoring(folder, options, {
      watched: await loadWatched(records),
      states: new CurrentStates(await wearerStates(records)),
      silences: await SilenceLooks.open(records, now),
      erasures: await deletionsMark(records),
      erased: await erasedIntervals(folder),
    })
    // Everybody is looked at, by rules that were read just now.
    await dropRuleNotes(records, noted)
    await monitoring.#takeUp(now)
    return monitoring
  }

  /** Reports that are durable. They are looked at with the next look. */
  heard(reports: readonly HeardReport[]): void {
    for (const report of reports) this.#queue.push(report)
  }

  /** What is required of some wearers, or of everybody, is not what it was; it is read again with the next look. */
  rulesChanged(deviceWearerIds?: readonly string[]): void {
    if (deviceWearerIds === undefined || this.#changed === 'everybody') this.#changed = 'everybody'
    else this.#changed = new Set([...(this.#changed ?? []), ...deviceWearerIds])
  }

  figures(): MonitoringFigures {
    const oldest = this.#left[0]?.mark.since ?? this.#marks.oldest
    return {
      waiting: this.#marks.size + this.#left.length,
      oldestSeconds:
        oldest === undefined ? 0 : Math.max(0, (this.#options.now() - oldest) / SECOND),
      wearers: this.#watched.rules.size,
      positionsHeld: this.#trails.size,
      raised: this.#raised,
      faults: this.#watched.faults.length,
    }
  }

  /** Does what is due. @returns whether more waits. */
  async look(): Promise<boolean> {
    try {
      await this.#lookAtAll()
    } catch (error) {
      if (!(error instanceof ErasedMeanwhile)) throw error
      await this.#forgetErased()
    }
    return this.#marks.size + this.#left.length + this.#queue.length > 0
  }

  async #lookAtAll(): Promise<void> {
    const { now } = this.#options
    this.#hear()
    if (this.#isTime('records', 3 * SECOND)) await this.#askRecords()
    if (this.#changed !== undefined) await this.#readRules()
    for (const id of this.#dueWearers.take(now())) {
      this.#marks.add(id, { from: now(), to: now() }, now())
    }
    for (const id of this.#dueDevices.take(now())) this.#markDevice(id)
    if (this.#devices.size > 0) await this.#lookAtDevices()
    for (let round = 0; round < ROUNDS && this.#marks.size + this.#left.length > 0; round++) {
      this.#takeLeft()
      await this.#lookAtWearers()
      this.#hear()
    }
    if (this.#isTime('silences', 15 * SECOND)) await this.#lookForSilences()
    if (this.#isTime('progress', 10 * SECOND)) await this.#keep(nothing)
    if (this.#isTime('memory', 600 * SECOND)) this.#trails.prune(now())
    const isAnybody = this.#watched.rules.size > 0
    if (isAnybody && this.#isTime('audit', HOUR)) await this.#tellAudit()
  }

  async #takeUp(now: Instant): Promise<void> {
    await this.#trails.fill(this.#watched.rules.keys(), now, inBreaths())
    const { came, deviceIds, until } = await leftOver(this.#folder, this.#watched, now)
    this.#left = [...came]
    for (const id of deviceIds) this.#markDevice(id)
    // Edges may have passed meanwhile. What just came goes first.
    let after = 0
    for (const id of this.#watched.rules.keys()) this.#dueWearers.set(id, now + 2 * after++)
    this.#newest = until ?? now
  }

  #takeLeft(): void {
    const room = Math.max(0, TOGETHER - this.#marks.size)
    this.#mark(this.#left.splice(0, room), this.#options.now())
  }

  /** What was heard goes into trails, and marks its wearers. */
  #hear(): void {
    const queue = this.#queue
    this.#queue = []
    const now = this.#options.now()
    const { came, events, newest } = hearReports(queue, {
      watched: this.#watched,
      trails: this.#trails,
      silences: this.#silences,
      erased: this.#erased,
    })
    this.#mark(came, now)
    for (const event of events) {
      this.#unkept.push({ event, at: now })
      this.#markDevice(event.deviceId, { words: [event] })
    }
    if (newest !== undefined) this.#newest = Math.max(this.#newest ?? -Infinity, newest)
  }

  #mark(came: readonly Came[], now: Instant): void {
    for (const { deviceWearerId, mark, ...stretch } of came) {
      this.#marks.add(deviceWearerId, stretch, now, mark)
    }
  }

  /** What others noted in the records: files that came, rules that changed, positions that were erased. */
  async #askRecords(): Promise<void> {
    const { records } = this.#folder
    const now = this.#options.now()
    if ((await deletionsMark(records)) !== this.#erasures) await this.#forgetErased()
    for (const note of await stretchesToAssess(records, NOTES)) {
      if (this.#noted.has(note.id)) continue
      this.#noted.add(note.id)
      const { deviceWearerId, from, to, why, notedAt } = note
      if (why === 'rules') this.rulesChanged([deviceWearerId])
      this.#marks.add(deviceWearerId, { from, to: why === 'rules' ? now : to }, now, {
        reason: why === 'rules' ? 'rule-changed' : 'late-data',
        arrivedAt: why === 'rules' ? undefined : notedAt,
        noteIds: [note.id],
      })
    }
  }

  async #readRules(): Promise<void> {
    const changed = this.#changed
    this.#changed = undefined
    try {
      // What is read again must hold what was heard.
      await this.#options.settle()
      this.#watched = await loadWatched(this.#folder.records)
      const all = [...this.#watched.rules.keys()]
      const ids = changed === 'everybody' || changed === undefined ? all : [...changed]
      const now = this.#options.now()
      await this.#trails.refill(this.#watched.lawful, ids, now, inBreaths())
      for (const id of ids)
        this.#marks.add(id, { from: now, to: now }, now, { reason: 'rule-changed' })
      this.#addDevicesOf(new Set(ids))
    } catch (error) {
      for (const id of changed === 'everybody' ? [] : (changed ?? [])) this.rulesChanged([id])
      if (changed === 'everybody') this.rulesChanged()
      throw error
    }
  }

  /** What a device said before the register had who wears it is theirs once it has. */
  #addDevicesOf(deviceWearerIds: ReadonlySet<string>): void {
    for (const [deviceId, worn] of this.#watched.wornBy)
      if (worn.some((one) => deviceWearerIds.has(one.deviceWearerId)))
        this.#markDevice(deviceId, { isRuleChanged: true })
  }

  #markDevice(
    deviceId: string,
    { words = [], isRuleChanged = false }: Partial<DeviceMark> = {},
  ): void {
    const before = this.#devices.get(deviceId)
    this.#devices.set(deviceId, {
      words: [...(before?.words ?? []), ...words],
      isRuleChanged: isRuleChanged || before?.isRuleChanged === true,
    })
  }

  async #forgetErased(): Promise<void> {
    await this.#options.settle()
    this.#erasures = await deletionsMark(this.#folder.records)
    this.#erased = await erasedIntervals(this.#folder)
    await this.#options.onErased()
    this.#unkept = this.#unkept.filter(
      ({ event: { deviceId, occurredAt: at } }) =>
        !this.#erased.get(deviceId)?.some(({ from, to }) => from <= at && at < to),
    )
    const ids = this.#watched.rules.keys()
    const now = this.#options.now()
    await this.#trails.refill(this.#watched.lawful, ids, now, inBreaths())
  }

  async #lookAtWearers(): Promise<void> {
    const now = this.#options.now()
    const taken = this.#marks.take(TOGETHER)
    try {
      const { settings } = this.#options
      const about = { watched: this.#watched, trails: this.#trails, states: this.#states }
      const looked = await lookAtWearers(
        this.#folder.records,
        about,
        taken,
        now,
        settings,
        inBreaths(),
      )
      await this.#keep({ ...looked, noteIds: taken.flatMap(([, { noteIds }]) => noteIds) })
      for (const [id, states] of looked.states) this.#states.written(id, states)
      for (const [id, next] of looked.next) this.#dueWearers.set(id, next)
    } catch (error) {
      this.#marks.putBack(taken)
      throw error
    }
  }

  async #lookAtDevices(): Promise<void> {
    const now = this.#options.now()
    const marks = new Map(this.#devices)
    this.#devices.clear()
    this.#unkept = this.#unkept.filter(({ at }) => at > now - KEPT_BY_MS)
    try {
      const unkept = this.#unkept.map(({ event }) => event)
      const { records } = this.#folder
      const { settings } = this.#options
      const looked = await lookAtDevices(records, this.#watched, marks, unkept, now, settings)
      await this.#keep({ ...nothing, changes: looked.changes })
      for (const [id, next] of looked.next) this.#dueDevices.set(id, next)
    } catch (error) {
      for (const [id, mark] of marks) this.#markDevice(id, mark)
      throw error
    }
  }

  async #lookForSilences(): Promise<void> {
    const changes = this.#silences.changes(
      this.#watched,
      this.#options.now(),
      this.#options.settings,
    )
    if (changes.length > 0) this.#silences.kept(await this.#keep({ ...nothing, changes }))
  }

  async #keep(looked: Looked): Promise<KeptChange[]> {
    const { changes, states, noteIds } = looked
    const isNothing = changes.length + states.size + noteIds.length === 0
    const waits = Math.min(
      this.#marks.oldest ?? Infinity,
      this.#devices.size + this.#left.length > 0 ? -Infinity : Infinity,
      this.#newest ?? -Infinity,
    )
    if (isNothing && (looked !== nothing || !(waits > this.#keptUntil))) return []
    const kept = await keepLooked(this.#folder.records, looked, {
      now: this.#options.now(),
      erasures: this.#erasures,
      heardUntil: Number.isFinite(waits) ? waits : undefined,
    })
    this.#keptUntil = Math.max(waits, this.#keptUntil)
    for (const id of noteIds) this.#noted.delete(id)
    const raised = kept.filter(
      ({ change: { stage, before } }) => stage === 'actual' && before?.stage !== 'actual',
    )
    this.#raised += raised.length
    if (raised.length > 0) this.#options.onRaised(raised)
    return kept
  }

  async #tellAudit(): Promise<void> {
    await keepEvent(
      this.#folder.records,
      { actor: monitoringActor() },
      {
        action: 'combine',
        what: 'movements',
        subjects: 'everyone',
        count: this.#watched.rules.size,
        details: { positions: this.#trails.size },
      },
    )
  }

  #isTime(what: string, everyMs: number): boolean {
    const now = this.#options.now()
    if (now < (this.#every.get(what) ?? -Infinity)) return false
    this.#every.set(what, now + everyMs)
    return true
  }
}

const nothing: Looked = { changes: [], states: new Map(), noteIds: [] }
