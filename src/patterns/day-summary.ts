import { type Instant, type Interval, intersect, union } from '../domain/interval.ts'
import type { Leg, TrailPosition } from './day-pattern.ts'
import { type AtHome, type Home, isAtHome, metresFromHome } from './home.ts'
import type { PatternDay } from './pattern-day.ts'
import type { PatternSettings } from './pattern-settings.ts'
import type { Visit } from './places.ts'

const MINUTE = 60_000
/** Radius that holds 95 of 100 of a round normal error, over its deviation. */
const RADIUS_95 = 2.4477

/** Minutes of a stretch: they add up to as much of it as may be looked at. */
export interface HomeMinutes {
  readonly home: number
  readonly away: number
  readonly notKnown: number
}

/** A stay, or the part of it that lies in the day. */
export interface DayStay extends Visit {
  readonly at: AtHome
}

/** A trip that began on the day. */
interface DayTrip extends Interval {
  readonly metres: number
}

/** What one London day of one wearer's positions tell. */
export interface DaySummary {
  /** `2026-10-25` */
  readonly day: string
  /** Where home was, and who says so; without it nothing is at home or away. */
  readonly home:
    | {
        readonly said: Home['said']
        readonly certainty: number
        readonly latitude: number
        readonly longitude: number
        readonly radiusMetres: number
      }
    | undefined
  readonly minutes: HomeMinutes
  /** Of which it is known where the device was, whether home is known or not. */
  readonly knownMinutes: number
  /** Midnight to six. */
  readonly night: HomeMinutes
  /** The furthest from home, and how far at least, for all that its circle leaves open. */
  readonly farthest:
    | { readonly at: Instant; readonly kilometres: number; readonly leastKilometres: number }
    | undefined
  readonly stays: readonly DayStay[]
  readonly trips: readonly DayTrip[]
}

/**
 * Sums up a day.
 *
 * @param lawful when a trail condition lets it be looked at, until now; disjoint. Nothing else counts.
 * @param legs of the trail, which may be longer than the day.
 */
export function summaryOf(
  day: PatternDay,
  lawful: readonly Interval[],
  trail: readonly TrailPosition[],
  legs: readonly Leg[],
  home: Home | undefined,
  settings: PatternSettings,
): DaySummary {
  const within = union(lawful.flatMap((one) => intersect(one, day) ?? []))
  const placed = legs.map((leg) => ({
    leg,
    at: leg.kind === 'stay' ? isAtHome(home, leg) : placeOfTrip(home),
  }))
  const place = home?.places[0]
  return {
    day: day.day,
    home: home &&
      place && {
        said: home.said,
        certainty: home.certainty,
        latitude: place.latitude,
        longitude: place.longitude,
        radiusMetres: place.radiusMetres,
      },
    minutes: minutesIn(within, placed),
    knownMinutes: within.reduce(
      (sum, one) => sum + legs.reduce((known, leg) => known + knownMinutes(leg, one), 0),
      0,
    ),
    night: minutesIn(
      within.flatMap((one) => intersect(one, day.night) ?? []),
      placed,
    ),
    farthest: home && farthestFrom(home, trail, within, settings),
    stays: placed.flatMap(({ leg, at }) => {
      if (leg.kind !== 'stay') return []
      const { latitude, longitude, radiusMetres, certainty } = leg
      const told = { latitude, longitude, radiusMetres, certainty, at }
      return within.flatMap((one) => {
        const part = intersect(leg, one)
        return part ? [{ ...part, ...told }] : []
      })
    }),
    trips: legs.flatMap((leg) => {
      const began = within.some(({ from, to }) => from <= leg.from && leg.from < to)
      if (leg.kind !== 'trip' || !began || leg.metres < settings.tripMetres) return []
      return [{ from: leg.from, to: leg.to, metres: leg.metres }]
    }),
  }
}

/** Whoever is on the way is not at home. */
function placeOfTrip(home: Home | undefined): AtHome {
  return home ? 'away' : 'not-known'
}

function minutesIn(
  within: readonly Interval[],
  placed: readonly { readonly leg: Leg; readonly at: AtHome }[],
): HomeMinutes {
  let [home, away, all] = [0, 0, 0]
  for (const one of within) {
    all += (one.to - one.from) / MINUTE
    for (const { leg, at } of placed) {
      if (at === 'home') home += knownMinutes(leg, one)
      if (at === 'away') away += knownMinutes(leg, one)
    }
  }
  return { home, away, notKnown: Math.max(0, all - home - away) }
}

/** Of what is not known on a trip nobody knows when it was: it is spread over it. */
function knownMinutes(leg: Leg, within: Interval): number {
  const part = leg.kind === 'unknown' ? undefined : intersect(leg, within)
  if (!part) return 0
  const minutes = (part.to - part.from) / MINUTE
  if (leg.kind !== 'trip') return minutes
  return minutes * (1 - (leg.unknownMinutes * MINUTE) / (leg.to - leg.from))
}

/** Two positions one after the other say so: one alone may be a jump. */
function farthestFrom(
  home: Home,
  trail: readonly TrailPosition[],
  within: readonly Interval[],
  { unquotedMetres }: PatternSettings,
): DaySummary['farthest'] {
  let farthest: DaySummary['farthest']
  let before: { readonly at: Instant; readonly least: number } | undefined
  for (const position of trail) {
    const { capturedAt: at, accuracyMetres, mechanism } = position
    if (!within.some(({ from, to }) => from <= at && at < to)) continue
    const metres = metresFromHome(home, position)
    const unquoted = RADIUS_95 * (unquotedMetres[mechanism] ?? unquotedMetres[''] ?? 0)
    const least = Math.max(0, metres - (accuracyMetres ?? unquoted))
    const both = Math.min(least, before && before.at < at ? before.least : 0)
    if (!farthest || both / 1000 > farthest.leastKilometres) {
      farthest = { at, kilometres: metres / 1000, leastKilometres: both / 1000 }
    }
    before = { at, least }
  }
  return farthest
}
