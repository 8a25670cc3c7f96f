import type { Instant } from '../../domain/interval.ts'
import { causeOf } from '../../monitoring/cause.ts'
import type { Finding } from '../../monitoring/finding.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { silenceFindings } from '../../monitoring/silence-findings.ts'
import { devicesHeard } from '../../store/records/device-heard-records.ts'
import type { IncidentChange, KeptChange } from '../../store/records/incident-records.ts'
import type { Records } from '../../store/records/records.ts'
import { goingOn, type StandingIncident } from '../../store/records/standing-incidents.ts'
import { type HeardDevice, type SilentFeed, silencesNow } from './silent-devices.ts'
import type { Watched, Worn } from './watched.ts'

/**
 * Which devices and feeds fell silent, and which are heard again. It goes by when something came, whatever it was of: a
 * device that reports an old stretch is heard.
 */
export class SilenceLooks {
  readonly #heard = new Map<string, HeardDevice>()
  readonly #devices = new Map<string, StandingIncident>()
  readonly #feeds = new Map<string, StandingIncident>()
  readonly #backAt = new Map<string, Instant>()
  readonly #listeningSince: Instant

  private constructor(listeningSince: Instant) {
    this.#listeningSince = listeningSince
  }

  /** @param now before it nobody listened: a device had no chance to be heard. */
  static async open(records: Records, now: Instant): Promise<SilenceLooks> {
    const looks = new SilenceLooks(now)
    for (const one of await devicesHeard(records)) looks.#heard.set(one.deviceId, one)
    for (const one of await goingOn(records, 'no-signal')) looks.#know(one)
    for (const one of await goingOn(records, 'feed-silent')) looks.#know(one)
    return looks
  }

  heard(device: HeardDevice): void {
    const before = this.#heard.get(device.deviceId)
    if (before && before.lastHeardAt >= device.lastHeardAt) return
    this.#heard.set(device.deviceId, device)
  }

  /** What is to be said now; each change is {@link SilenceLooks.kept} once it is. */
  changes(watched: Watched, now: Instant, settings: MonitoringSettings): IncidentChange[] {
    const due: HeardDevice[] = []
    const ended: IncidentChange[] = []
    for (const device of this.#heard.values()) {
      const known = this.#devices.get(device.deviceId)
      const worn = wornAt(watched, device.deviceId, now)
      if (!known && worn) due.push(device)
      if (!known) continue
      if (device.lastHeardAt > known.finding.from) ended.push(over(known, device.lastHeardAt))
      else if (!worn) ended.push(over(known, now))
    }
    const silentFeeds = new Map(
      [...this.#feeds].map(([feed, { finding }]): [string, SilentFeed] => [
        feed,
        { feed, from: finding.from, noticedAt: finding.actualAt ?? finding.from },
      ]),
    )
    const { devices, feeds, back } = silencesNow(due, silentFeeds, {
      now,
      thresholdMs: settings.thresholdMinutes.signal * 60_000,
      listeningSince: (feed) => this.#backAt.get(feed) ?? this.#listeningSince,
    })
    for (const feed of back) this.#backAt.set(feed, now)
    return [
      ...ended,
      ...feeds.map(({ feed, from }) => begun({ feed }, feedSilence(feed, from, now))),
      ...devices.flatMap(({ deviceId, feed, lastHeardAt }) => {
        const worn = wornAt(watched, deviceId, now)
        if (!worn) return []
        const { activationId, deviceWearerId } = worn
        const since = [{ from: lastHeardAt, to: Infinity }]
        return silenceFindings(activationId, since, [], now, settings).map((finding) =>
          begun({ deviceWearerId, deviceId, feed }, finding),
        )
      }),
      ...back.flatMap((feed) => {
        const known = this.#feeds.get(feed)
        return known ? [over(known, now)] : []
      }),
    ]
  }

  kept(changes: readonly KeptChange[]): void {
    for (const { id, revision, change } of changes) {
      const { about, gravity, stage, why, finding } = change
      this.#know({ id, revision, about, gravity, stage, why, finding, isRetracted: false })
    }
  }

  #know(incident: StandingIncident): void {
    const { about, finding } = incident
    // What a device said itself of its signal is no silence of ours.
    if (finding.codes) return
    const isFeed = finding.kind === 'feed-silent'
    const known = isFeed ? this.#feeds : this.#devices
    const id = (isFeed ? about.feed : about.deviceId) ?? ''
    if (finding.to === undefined) known.set(id, incident)
    else known.delete(id)
  }
}

/** Who wears a device now, under an order. */
function wornAt({ lawful, wornBy }: Watched, deviceId: string, now: Instant): Worn | undefined {
  const during = ({ from, to }: { readonly from: Instant; readonly to: Instant }) =>
    from <= now && now < to
  const wearers = lawful.ofDevice(deviceId).filter(during)
  return (wornBy.get(deviceId) ?? []).find(
    (worn) =>
      during(worn) && wearers.some(({ deviceWearerId }) => deviceWearerId === worn.deviceWearerId),
  )
}

function feedSilence(feed: string, from: Instant, now: Instant): Finding {
  return {
    cause: causeOf(`feed/${encodeURIComponent(feed)}`, from),
    family: 'feed',
    kind: 'feed-silent',
    conditionId: undefined,
    zoneId: undefined,
    stage: 'actual',
    from,
    to: undefined,
    actualAt: now,
    certainty: undefined,
    counted: [],
    unknown: [],
    evidence: [],
  }
}

function begun(about: IncidentChange['about'], finding: Finding): IncidentChange {
  return { about, gravity: kindFacts[finding.kind].gravity, stage: 'actual', why: 'first', finding }
}

function over(known: StandingIncident, at: Instant): IncidentChange {
  const { about, gravity, finding } = known
  const to = Math.max(at, finding.from)
  return {
    before: known,
    about,
    gravity,
    stage: 'actual',
    why: 'ended',
    finding: { ...finding, to, unknown: [{ from: finding.from, to }] },
    dataArrivedAt: at,
  }
}
