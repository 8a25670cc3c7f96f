import type { Child } from 'hono/jsx'
import { hasTrailCondition, type PartRead, readPart } from '../../app/movements/read-part.ts'
import { lastCapturedAt } from '../../app/read-movements.ts'
import { formatInstant, parseInstant } from '../../domain/instant-text.ts'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import {
  countsByDay,
  type MovementPart,
  movementParts,
  nextLondonDay,
} from '../../domain/movement-parts.ts'
import { type Asked, tell } from '../../server/route.ts'
import { absencesOf } from '../../store/records/authorised-absences.ts'
import { orderVersions } from '../../store/records/order-version-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import {
  rangeAsTyped,
  rangeQuery,
  readRange,
  type TypedRange,
  typedRange,
} from '../components/typed-range.ts'
import { devicesBehind, Freshness } from '../feeds/freshness.tsx'
import type { PortalServices } from '../portal-services.ts'
import type { Shown } from '../show.tsx'
import { calendarMonth, monthInterval, readMonth } from './months.ts'
import { MovementsPage, type ShownMovements } from './movements-page.tsx'
import { namedLegs } from './named-legs.ts'
import { noTrail } from './no-trail.tsx'
import { namedPeriods } from './periods.ts'
import { requiredRows } from './required-rows.ts'
import { bandsThen, marksThen } from './then-on-map.ts'
import { staysOnMap, toldLegs } from './told-legs.ts'
import { zonesShown } from './zones-shown.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Where the page lies and what it is called. */
export interface MovementsAddress extends Pick<Shown, 'title' | 'crumbs' | 'section' | 'person'> {
  readonly path: string
  /** Of the person's notes, where whoever asks may write one. */
  readonly notesHref?: string | undefined
  /** What else may be done with what is shown. */
  readonly deeds?: ((part: Interval) => ShownMovements['deeds']) | undefined
  /** A form to take what is shown away. */
  readonly takeAway?: ((part: Interval) => Child) | undefined
}

/**
 * The page of somebody's movements, for whoever may see them; the period is the address's, or the last day of data. Who
 * has no trail condition has no such page, and nothing is read of their positions.
 */
export async function showMovements(
  context: Asked,
  services: PortalServices,
  person: PersonFile,
  address: MovementsAddress,
): Promise<Response> {
  const { folder, now } = services
  if (!hasTrailCondition(person)) {
    const { title, crumbs, section, person: tab } = address
    return noTrail(context, services, person, { title, crumbs, section, person: tab })
  }
  const asked = typedRange((name) => context.req.query(name))
  const read = asked ? readRange(asked, Infinity) : { within: await lastDay(folder, person, now()) }
  if ('faults' in read && asked) {
    return answer(context, services, person, address, { typed: asked, faults: read.faults })
  }
  if (!('within' in read)) throw new Error('Cannot have faults in a period nobody typed')
  const { within } = read
  const shown = await shownOf(context, services, person, within, address)
  return answer(context, services, person, address, {
    typed: rangeAsTyped(within),
    faults: [],
    above: <Freshness late={await devicesBehind(services, person.id)} now={now()} />,
    shown,
  })
}

async function shownOf(
  context: Asked,
  { folder, policy, now: clock }: PortalServices,
  person: PersonFile,
  within: Interval,
  { path, notesHref, deeds, takeAway }: MovementsAddress,
): Promise<ShownMovements> {
  const { records, archive } = folder
  const now = clock()
  const month = calendarMonth(context.req.query('month'), within.from, now)
  const lawful = supervisionIntervals(person).ofWearer(person.id)
  const counts = await archive.countByHour(lawful, within)
  const parts = partsOf(within, counts, lawful, now)
  const at = parseInstant(context.req.query('part') ?? '')
  const part =
    parts.find(({ from, to }) => at !== undefined && from <= at && at < to) ??
    // What is newest is what most come for.
    parts.findLast(({ positions }) => positions > 0) ??
    parts[0]
  if (!part) throw new Error('Cannot show a period without a part')
  const absences = await absencesOf(records, person.id)
  const settings = policy.monitoring
  const read = await readPart(archive, person, part, { now, absences, settings })
  tell(context, {
    subjects: [person.id],
    interval: read.looked,
    count: read.positions.length,
    // How many there are of each day is told of these, and nothing of where.
    details: { counted: [within, monthInterval(month)].map(stretchText).join(', ') },
  })
  const { legs, extract } = await namedLegs(records, person, toldLegs(read.positions, person, part))
  const versions = await orderVersions(records, person.id)
  const query = `${path}${rangeQuery(within)}`
  const partHref = (each: MovementPart) => `${query}&part=${formatInstant(each.from)}`
  return {
    within,
    calendar: {
      month,
      open: readMonth(context.req.query('month')) !== undefined,
      counts: countsByDay(await archive.countByHour(lawful, monthInterval(month))),
    },
    parts,
    part,
    partHref,
    held: {
      movements: read,
      within: part,
      zones: zonesShown(person, part),
      page: Number(context.req.query('page') ?? 1),
      pageHref: (page) => `${parts.length > 1 ? partHref(part) : query}&page=${page}`,
      drawn: {
        stays: staysOnMap(legs),
        marks: marksThen(read.rules, person, part),
        bands: bandsThen(read.rules, person, part),
        played: playedOf(part, read, now),
        notesHref,
      },
    },
    legs,
    placesFrom: extract,
    required: requiredRows(read.rules, person, absences, { within: part, now }),
    changedAt: versions
      .filter(({ version, saidAt }) => version > 1 && saidAt > part.from)
      .map(({ saidAt }) => saidAt),
    stretchHref: ({ from, to }) => `${path}${rangeQuery(wholeMinutes(from, to))}#movements`,
    deeds: deeds?.(part) ?? [],
    takeAway: takeAway?.(part),
  }
}

/** Pages of what of the period can hold anything: a period may be as long as anybody likes. */
function partsOf(
  within: Interval,
  counts: Parameters<typeof movementParts>[1],
  lawful: readonly Interval[],
  now: Instant,
): MovementPart[] {
  const first = Math.min(...lawful.map(({ from }) => from))
  const last = Math.min(Math.max(...lawful.map(({ to }) => to)), now)
  const days = first < last && { from: startOfLondonDay(first), to: nextLondonDay(last) }
  const held = days && intersect(within, days)
  if (!held || counts.length === 0) return [{ ...within, positions: 0 }]
  const parts = movementParts(held, counts)
  const [only, second] = parts
  return only && !second ? [{ ...only, ...within }] : parts
}

/** Up to now: what is to come cannot be played. */
function playedOf({ from, to }: Interval, { positions }: PartRead, now: Instant): Interval {
  const last = positions.at(-1)?.capturedAt ?? from
  return { from, to: Math.min(to, Math.max(now, last + MINUTE)) }
}

function wholeMinutes(from: Instant, to: Instant): Interval {
  const end = to === Infinity ? from + DAY : to
  return {
    from: Math.floor(from / MINUTE) * MINUTE,
    to: Math.max(Math.ceil(end / MINUTE), Math.floor(from / MINUTE) + 1) * MINUTE,
  }
}

function answer(
  context: Asked,
  { show, now }: PortalServices,
  person: PersonFile,
  { path, title, crumbs, section, person: tab }: MovementsAddress,
  content: {
    readonly typed: TypedRange
    readonly faults: Parameters<typeof MovementsPage>[0]['faults']
    readonly above?: Child
    readonly shown?: ShownMovements
  },
): Response {
  const status = content.faults.length > 0 ? 422 : 200
  return show(
    context,
    { title, crumbs, section, person: tab, status },
    <>
      {content.above}
      <MovementsPage
        heading={title}
        path={path}
        person={person}
        now={now()}
        typed={content.typed}
        faults={content.faults}
        named={namedPeriods(person, now())}
        shown={content.shown}
      />
    </>,
  )
}

/** The 24 hours up to the last position that may be looked at; up to now where there is none. */
async function lastDay(
  { archive }: PortalServices['folder'],
  person: PersonFile,
  now: Instant,
): Promise<Interval> {
  const last = (await lastCapturedAt(archive, person)) ?? now
  const to = (Math.floor(last / MINUTE) + 1) * MINUTE
  return { from: to - DAY, to }
}

function stretchText({ from, to }: Interval): string {
  return `${formatInstant(from)}/${formatInstant(to)}`
}
