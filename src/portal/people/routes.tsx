import { findPerson } from '../../app/find-person.ts'
import { searchPeople } from '../../app/search-people.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { statesOfWearer } from '../../store/records/states-of-wearer.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { caseSorts, casesPage } from '../../store/records/visible-cases.ts'
import { openIncidentsOf } from '../../store/records/visible-incidents.ts'
import { devicesBehind, Freshness } from '../feeds/freshness.tsx'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { CasesPage, FoundPage, NothingSoughtPage } from './cases-page.tsx'
import { personName } from './person-name.ts'
import { PersonPage } from './person-page.tsx'

const PAGE = 50
/** Counted of one person; nobody reads more. */
const MOST_INCIDENTS = 100
const home = { text: 'My cases', href: paths.people }

/** For whoever supervises: their cases, and one person. */
export function peopleRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const viewer = (context: Asked): Viewer => ({ accountId: accountIdOf(context), at: now() })
  const personOf = (context: Asked) =>
    findPerson(folder.records, viewer(context), context.req.param('id') ?? '')
  const section = paths.people
  return [
    {
      method: 'GET',
      path: paths.people,
      access: 'people:read',
      audit: { action: 'consult', what: 'caseload' },
      async handle(context) {
        const sort = caseSorts.find((each) => each === context.req.query('sort')) ?? 'name'
        const descending = context.req.query('order') === 'descending'
        const after = context.req.query('after')
        const cases = await casesPage(folder.records, viewer(context), {
          sort,
          descending,
          after,
          limit: PAGE + 1,
        })
        const shown = cases.slice(0, PAGE)
        tell(context, { subjects: shown.map(({ id }) => id), count: shown.length })
        return show(
          context,
          { title: 'My cases', section },
          <CasesPage
            asking={context.get('asking')}
            now={now()}
            shown={{
              cases: shown,
              sort,
              descending,
              isFirst: after === undefined,
              nextAfter: cases.length > PAGE ? shown.at(-1)?.id : undefined,
            }}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.people,
      access: 'people:read',
      audit: { action: 'search', what: 'device wearers' },
      async handle(context) {
        const { text } = await context.req.parseBody()
        const typed = typeof text === 'string' ? text.trim().slice(0, 200) : ''
        const shell = { title: 'Search my cases', crumbs: [home], section }
        const asking = context.get('asking')
        if (typed === '') {
          const content = <NothingSoughtPage asking={asking} />
          return show(context, { ...shell, status: 422 }, content)
        }
        const found = await searchPeople(folder.records, viewer(context), typed)
        const subjects = found.slice(0, PAGE).map(({ id }) => id)
        tell(context, { subjects, count: found.length })
        return show(
          context,
          shell,
          <FoundPage asking={asking} text={typed} found={found} most={PAGE} now={now()} />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.person(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'device wearer' },
      async handle(context) {
        const person = await personOf(context)
        const open = await openIncidentsOf(folder.records, viewer(context), person.id, {
          limit: MOST_INCIDENTS + 1,
        })
        const monitoring = {
          incidents: open.slice(0, MOST_INCIDENTS),
          more: open.length > MOST_INCIDENTS,
          states: await statesOfWearer(folder.records, person.id),
        }
        tell(context, { subjects: [person.id], count: 1 })
        const title = personName(person)
        return show(
          context,
          { title, crumbs: [home], section, person: { id: person.id, tab: 'overview' } },
          <>
            <Freshness late={await devicesBehind(services, person.id)} now={now()} />
            <PersonPage person={person} monitoring={monitoring} now={now()} />
          </>,
        )
      },
    },
  ]
}
