import { readPatterns } from '../../app/patterns/read-patterns.ts'
import { namedPlaces } from '../../app/places/named-places.ts'
import { earliestLooked } from '../../app/places/read-visits.ts'
import type { Interval } from '../../domain/interval.ts'
import { defaultSignSettings } from '../../patterns/sign-settings.ts'
import { type Route, tell } from '../../server/route.ts'
import { placeExtracts } from '../../store/records/place-records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { PatternsPage, type PatternsShown, patternDays } from './patterns-page.tsx'
import { shownPeriod } from './shown-period.ts'
import { MOST_USUAL } from './usual-places.tsx'

const MOST_DAYS = 31
/** Of fewer days everything is new. */
const LEAST_HISTORY = defaultSignSettings.leastHistoryDays
/** Somewhere that somebody was once, and not for so long, is not usual. */
const LEAST_USUAL_MINUTES = 120

/** What is usual of somebody's days, and what stood out: from days that are kept, without reading their trail. */
export function whatStoodOutRoutes(services: PortalServices): Route[] {
  const { folder, show } = services
  return [
    {
      method: 'GET',
      path: paths.patterns(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'patterns' },
      async handle(context) {
        const viewer = viewerOf(context, services)
        const person = await askedPerson(context, services)
        const { id } = person
        const period = await shownPeriod(context, services, person, {
          days: patternDays,
          mostDays: MOST_DAYS,
        })
        const shown = period.within && (await read(viewer, person, period.within))
        const count = shown?.days.filter(({ summary }) => summary).length ?? 0
        tell(context, { subjects: [id], ...(shown && { interval: shown.read }), count })
        const title = `Patterns of ${personName(person)}`
        return show(
          context,
          {
            ...personFrame(person, 'patterns', title),
            status: period.faults.length > 0 ? 422 : 200,
          },
          <PatternsPage
            id={id}
            title={title}
            period={period}
            earliest={earliestLooked(person)}
            permissions={context.get('asking').actor.permissions}
            shown={shown}
          />,
        )
      },
    },
  ]

  async function read(
    viewer: Viewer,
    person: PersonFile,
    within: Interval,
  ): Promise<PatternsShown> {
    const { records } = folder
    const patterns = await readPatterns(folder, viewer, person, within, viewer.at)
    const usual = patterns.places
      .filter(({ visits, minutes }) => visits.length > 1 || minutes >= LEAST_USUAL_MINUTES)
      .slice(0, MOST_USUAL)
    const newPlaces = patterns.newPlaces.filter(({ historyDays }) => historyDays >= LEAST_HISTORY)
    const fresh = newPlaces.map((place) => ({ ...place, visits: [place] }))
    const names = await namedPlaces(records, person, [...usual, ...fresh])
    const [extract] = await placeExtracts(records, 1)
    return {
      ...patterns,
      newPlaces,
      places: usual.map((place, index) => ({ ...place, named: names[index] })),
      newNames: names.slice(usual.length),
      extract,
    }
  }
}
