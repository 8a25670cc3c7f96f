import type { Instant } from '../../domain/interval.ts'

const HOUR = 3_600_000
/** Devices of a feed that stop within so long of one another stop together. */
const TOGETHER_MS = HOUR / 4
/** Fewer are devices that are silent, each for itself. */
const LEAST_TOGETHER = 5

/** When a device was heard last, and by which way. */
export interface HeardDevice {
  readonly deviceId: string
  readonly feed: string
  readonly lastHeardAt: Instant
}

/** A feed of which nothing, or hardly anything, comes. */
export interface SilentFeed {
  readonly feed: string
  /** When the first of its silent devices was heard last. */
  readonly from: Instant
  /** When it was noticed: a device that was heard later is back. */
  readonly noticedAt: Instant
}

export interface Silences {
  readonly devices: readonly HeardDevice[]
  readonly feeds: readonly SilentFeed[]
  /** Feeds that are heard again. */
  readonly back: readonly string[]
}

/**
 * What fell silent. A feed whose devices fall silent together is one silence; its devices' are not told beside it.
 *
 * @param heard devices that should be heard, without those whose silence is known.
 * @param silentFeeds whose silence is known.
 * @param listeningSince of each feed: before, nobody listened, and a silence is not counted.
 */
export function silencesNow(
  heard: readonly HeardDevice[],
  silentFeeds: ReadonlyMap<string, SilentFeed>,
  {
    now,
    thresholdMs,
    listeningSince,
  }: {
    readonly now: Instant
    readonly thresholdMs: number
    readonly listeningSince: (feed: string) => Instant
  },
): Silences {
  const devices: HeardDevice[] = []
  const feeds: SilentFeed[] = []
  const back: string[] = []
  const quietFor = ({ feed, lastHeardAt }: HeardDevice) =>
    now - Math.max(lastHeardAt, listeningSince(feed))
  const devicesOf = byFeed(heard)
  for (const feed of silentFeeds.keys()) if (!devicesOf.has(feed)) back.push(feed)
  for (const [feed, all] of devicesOf) {
    const known = silentFeeds.get(feed)
    // Whoever a silent feed silenced is its, until they are heard.
    const own = known ? all.filter((one) => one.lastHeardAt >= known.noticedAt) : all
    if (known && own.length >= all.length - own.length) {
      back.push(feed)
      continue
    }
    const silent = own.filter((one) => quietFor(one) >= thresholdMs)
    if (silent.length === 0) continue
    const from = Math.min(...silent.map(({ lastHeardAt }) => lastHeardAt))
    const heardThen = own.filter(({ lastHeardAt }) => lastHeardAt >= from - HOUR)
    const quiet = heardThen.filter((one) => quietFor(one) >= thresholdMs - TOGETHER_MS)
    if (!known && quiet.length >= LEAST_TOGETHER && quiet.length * 2 >= heardThen.length) {
      feeds.push({ feed, from, noticedAt: now })
    } else devices.push(...silent)
  }
  return { devices, feeds, back }
}

function byFeed(heard: readonly HeardDevice[]): Map<string, HeardDevice[]> {
  const feeds = new Map<string, HeardDevice[]>()
  for (const one of heard) {
    const list = feeds.get(one.feed)
    if (list) list.push(one)
    else feeds.set(one.feed, [one])
  }
  return feeds
}
