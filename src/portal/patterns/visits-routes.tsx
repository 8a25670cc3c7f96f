import { earliestLooked, readVisits } from '../../app/places/read-visits.ts'
import { parseInstant } from '../../domain/instant-text.ts'
import { OWN_PLACE, placeCategories } from '../../domain/reference/place-categories.ts'
import { defaultVisitSettings } from '../../patterns/visits.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { shownPeriod } from './shown-period.ts'
import { VisitMap } from './visit-map.tsx'
import { leastMinutesOffered, VisitsPage, visitDays } from './visits-page.tsx'

/** Longer is turned by pages. */
const MOST_DAYS = 31

/** Visits of somebody to places of interest: computed when they are asked for, and kept nowhere. */
export function visitsRoutes(services: PortalServices): Route[] {
  const { folder, show } = services
  return [
    {
      method: 'GET',
      path: paths.visits(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'visits' },
      async handle(context) {
        const viewer = viewerOf(context, services)
        const person = await askedPerson(context, services)
        const { id } = person
        const period = await shownPeriod(context, services, person, {
          days: visitDays,
          mostDays: MOST_DAYS,
        })
        const settings = { ...defaultVisitSettings, leastMinutes: leastMinutes(context) }
        const read =
          period.within && (await readVisits(folder, person, period.within, viewer.at, settings))
        const count = read?.movements.positions.length ?? 0
        tell(context, { subjects: [id], ...(period.within && { interval: period.within }), count })
        const title = `Visits of ${personName(person)}`
        const at = parseInstant(context.req.query('at') ?? '')
        const place = context.req.query('place')
        const asked = read?.visits.find(
          (visit) => visit.stay.from === at && visit.place.id === place,
        )
        return show(
          context,
          {
            ...personFrame(person, 'patterns', title),
            status: period.faults.length > 0 ? 422 : 200,
          },
          <VisitsPage
            id={id}
            title={title}
            period={period}
            earliest={earliestLooked(person)}
            category={categoryAsked(context)}
            settings={settings}
            shown={
              read && {
                ...read,
                supervised: read.movements.supervised.length,
                positions: count,
                stays: read.stays.length,
              }
            }
          >
            {read && asked && (
              <VisitMap id={id} visit={asked} positions={read.movements.positions} />
            )}
          </VisitsPage>,
        )
      },
    },
  ]
}

function categoryAsked(context: Asked): string {
  const asked = context.req.query('category') ?? ''
  return (
    [OWN_PLACE, ...placeCategories.map(({ code }) => code)].find((code) => code === asked) ?? ''
  )
}

function leastMinutes(context: Asked): number {
  const asked = Number(context.req.query('least'))
  return (
    leastMinutesOffered.find((minutes) => minutes === asked) ?? defaultVisitSettings.leastMinutes
  )
}
