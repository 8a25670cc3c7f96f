import { readTogether } from '../../app/places/read-together.ts'
import { earliestLooked } from '../../app/places/read-visits.ts'
import { defaultTogetherSettings } from '../../patterns/together.ts'
import { type Route, tell } from '../../server/route.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { shownPeriod } from './shown-period.ts'
import { TogetherPage, togetherDays, togetherMinutes } from './together-page.tsx'

/** Every trail near this one's is read: no longer than this. */
const MOST_DAYS = 14

/** Who was near somebody, of the people whom the account may see. */
export function togetherRoutes(services: PortalServices): Route[] {
  const { folder, show } = services
  return [
    {
      method: 'GET',
      path: paths.together(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'people near each other' },
      async handle(context) {
        const viewer = viewerOf(context, services)
        const person = await askedPerson(context, services)
        const { id } = person
        const period = await shownPeriod(context, services, person, {
          days: togetherDays,
          mostDays: MOST_DAYS,
        })
        const { within } = period
        const asked = Number(context.req.query('least'))
        const { leastMinutes } = defaultTogetherSettings
        const settings = {
          ...defaultTogetherSettings,
          leastMinutes: togetherMinutes.find((minutes) => minutes === asked) ?? leastMinutes,
        }
        const read = within && (await readTogether(folder, viewer, person, within, settings))
        const companions = read?.companions ?? []
        tell(context, {
          subjects: [id, ...companions.map((companion) => companion.id)],
          ...(within && { interval: within }),
          count: companions.length,
        })
        const title = `Who was near ${personName(person)}`
        return show(
          context,
          {
            ...personFrame(person, 'patterns', title),
            status: period.faults.length > 0 ? 422 : 200,
          },
          <TogetherPage
            id={id}
            title={title}
            period={period}
            earliest={earliestLooked(person)}
            settings={settings}
            shown={read}
          />,
        )
      },
    },
  ]
}
