import { comparedPlaces, readCompared } from '../../app/movements/compare-periods.ts'
import { hasTrailCondition } from '../../app/movements/read-part.ts'
import { namedPlaces } from '../../app/places/named-places.ts'
import { lastCapturedAt } from '../../app/read-movements.ts'
import { grouped } from '../../domain/count-text.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import { MOST_POSITIONS } from '../../domain/movement-parts.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { placeExtracts } from '../../store/records/place-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { rangeAsTyped, rangeQuery, typedRange } from '../components/typed-range.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import type { PortalServices } from '../portal-services.ts'
import { type ComparedShown, ComparePage, MOST_COMPARED_PLACES } from './compare-page.tsx'
import { noTrail } from './no-trail.tsx'
import { lastDays } from './periods.ts'
import { readComparison, type TypedComparison } from './typed-comparison.ts'
import { zonesShown } from './zones-shown.ts'

/** One person's movements of two periods beside each other. */
export function compareRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const { archive, records } = folder
  return [
    {
      method: 'GET',
      path: paths.compareMovements(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'movements' },
      async handle(context) {
        const person = await askedPerson(context, services)
        if (!hasTrailCondition(person)) return noTrail(context, services, person, shellOf(person))
        // The day of the newest position may not be over: whole days are compared with whole days.
        const newest = (await lastCapturedAt(archive, person)) ?? now()
        const week = lastDays(startOfLondonDay(newest) - 1, 7)
        const period = typedRange((name) => context.req.query(name)) ?? rangeAsTyped(week)
        const typed = { period, other: context.req.query('other') ?? 'before' }
        const read = readComparison(typed)
        if ('faults' in read) return answer(context, person, typed, week, read.faults)
        const periods = [read.within, read.other] as const
        const tooMany = await faultOf(person, periods)
        if (tooMany) return answer(context, person, typed, week, [tooMany])
        const first = await readCompared(archive, person, read.within, now())
        const second = await readCompared(archive, person, read.other, now())
        tell(context, {
          subjects: [person.id],
          interval: { from: read.other.from, to: read.within.to },
          count: first.positions.length + second.positions.length,
          // Nothing between the two was read.
          details: {
            otherTo: formatInstant(read.other.to),
            thisFrom: formatInstant(read.within.from),
          },
        })
        const query = `${rangeQuery(read.within)}&other=${typed.other}`
        return answer(context, person, typed, week, [], {
          periods: [first, second],
          ...(await placesOf(person, [first, second])),
          zones: zonesShown(person, { from: read.other.from, to: read.within.to }),
          page: Number(context.req.query('page') ?? 1),
          pageHref: (page) => `${paths.compareMovements(person.id)}${query}&page=${page}`,
        })
      },
    },
  ]

  async function placesOf(person: PersonFile, [first, second]: ComparedShown['periods']) {
    const places = comparedPlaces(first.summary, second.summary)
    const named = await namedPlaces(records, person, places.slice(0, MOST_COMPARED_PLACES))
    const [extract] = await placeExtracts(records, 1)
    return { places, named, extract }
  }

  /** Busy tags report more than a page holds. */
  async function faultOf(
    person: PersonFile,
    periods: readonly Interval[],
  ): Promise<FieldFault | undefined> {
    const lawful = supervisionIntervals(person).ofWearer(person.id)
    for (const within of periods) {
      const counts = await archive.countByHour(lawful, within)
      const held = counts.reduce((sum, { positions }) => sum + positions, 0)
      if (held <= MOST_POSITIONS) continue
      const text = `One of the periods holds ${grouped(held)} positions and at most ${grouped(MOST_POSITIONS)} of each are compared: choose a shorter one`
      return { field: 'to', text }
    }
    return undefined
  }

  function answer(
    context: Asked,
    person: PersonFile,
    typed: TypedComparison,
    week: Interval,
    faults: readonly FieldFault[],
    shown?: ComparedShown,
  ): Response {
    const shell = shellOf(person)
    const path = paths.compareMovements(person.id)
    const yesterday = { from: lastDays(now(), 2).from, to: lastDays(now(), 1).from }
    return show(
      context,
      { ...shell, status: faults.length > 0 ? 422 : 200 },
      <ComparePage
        heading={shell.title}
        path={path}
        person={person}
        now={now()}
        typed={typed}
        faults={faults}
        named={[
          {
            text: 'The last seven whole days of data and the seven before',
            href: `${path}${rangeQuery(week)}&other=before`,
          },
          {
            text: 'Yesterday and the same weekday a week earlier',
            href: `${path}${rangeQuery(yesterday)}&other=week`,
          },
        ]}
        shown={shown}
      />,
    )
  }
}

function shellOf(person: PersonFile) {
  const title = `Compare movements of ${personName(person)}`
  const movements = { text: 'Movements', href: paths.movements(person.id) }
  return personFrame(person, 'movements', title, movements)
}
