import { families } from '../../monitoring/finding.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { listTeams } from '../../store/records/team-records.ts'
import {
  countWaitingSince,
  type GroupCursor,
  type IncidentFilter,
  visibleIncidentGroups,
} from '../../store/records/visible-incident-groups.ts'
import { openIncidentsOf } from '../../store/records/visible-incidents.ts'
import { devicesBehind, Freshness, feedsBehind } from '../feeds/freshness.tsx'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { IncidentTable } from './incident-table.tsx'
import { familyText, whoText } from './incident-text.ts'
import { QueuePage, shows } from './queue-page.tsx'

const DAY = 86_400_000
/** Of one person; whoever has more is looked at by cause. */
const MOST = 200

/** The queue of what is open, and what is open of one person. */
export function incidentQueueRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
    policy,
  } = services
  const section = paths.incidents
  return [
    {
      method: 'GET',
      path: paths.incidents,
      access: 'incidents:read',
      audit: { action: 'consult', what: 'incidents' },
      handle(context) {
        const person = context.req.query('person')
        return person ? personPage(context, person) : queuePage(context)
      },
    },
  ]

  async function queuePage(context: Asked): Promise<Response> {
    const at = now()
    const asked = { accountId: accountIdOf(context), at }
    const filter = filterOf(context)
    const after = cursorOf(context.req.query('after'))
    const found = await visibleIncidentGroups(records, asked, filter, {
      after,
      limit: PAGE_ROWS + 1,
    })
    const { shown, last } = pageOf(found.groups)
    const days = policy.monitoring.escalateAfterDays
    const late = after ? 0 : await countWaitingSince(records, asked, at - days * DAY)
    const teams = await listTeams(records, at)
    const subjects = shown.flatMap(({ deviceWearerId }) => deviceWearerId ?? [])
    tell(context, { subjects: [...new Set(subjects)], count: shown.length })
    return show(
      context,
      { title: 'Incidents', section },
      <>
        <Freshness late={await feedsBehind(services)} now={at} />
        <QueuePage
          now={at}
          groups={shown}
          incidents={found.incidents}
          filter={filter}
          teams={teams.map(({ name }) => name)}
          isFirst={after === undefined}
          next={last && [last.gravity, last.oldestAt, last.leastId].join('.')}
          late={{ incidents: late, days }}
          done={context.req.query('done')}
        />
      </>,
    )
  }

  async function personPage(context: Asked, person: string): Promise<Response> {
    const at = now()
    const asked = { accountId: accountIdOf(context), at }
    const family = familyOf(context)
    const incidents = await openIncidentsOf(records, asked, person, { family, limit: MOST })
    const [first] = incidents
    tell(context, { subjects: first ? [person] : [], count: incidents.length })
    const title = first ? `Open incidents of ${whoText(first)}` : 'Open incidents of one person'
    return show(
      context,
      { title, crumbs: [{ text: 'Incidents', href: paths.incidents }], section },
      <>
        <Freshness late={await devicesBehind(services, first && person)} now={at} />
        <h1 class="govuk-heading-l">{title}</h1>
        {first ? (
          <IncidentTable
            caption={family ? familyText(family) : 'The most urgent first'}
            incidents={incidents}
            now={at}
          />
        ) : (
          <p class="govuk-body">No open incident that you may see.</p>
        )}
        {incidents.length === MOST && <p class="govuk-body">{`The first ${MOST} are shown.`}</p>}
        {first && family && (
          <p class="govuk-body">
            <a class="govuk-link" href={within(paths.incidents, { person })}>
              Everything open of this person
            </a>
          </p>
        )}
      </>,
    )
  }
}

function filterOf(context: Asked): IncidentFilter {
  const { show, gravity, team } = context.req.query()
  return {
    show: shows.find((known) => known === show) ?? 'open',
    family: familyOf(context),
    gravity: wholeNumber(gravity),
    team: team || undefined,
  }
}

function familyOf(context: Asked) {
  return families.find((known) => known === context.req.query('family'))
}

/** `2.1767225600000.15`: gravity, instant and number of the last line before. */
function cursorOf(text: string | undefined): GroupCursor | undefined {
  const [, gravity, oldestAt, leastId] = /^(\d)\.(\d{1,14})\.(\d{1,15})$/.exec(text ?? '') ?? []
  if (gravity === undefined) return undefined
  return { gravity: Number(gravity), oldestAt: Number(oldestAt), leastId: Number(leastId) }
}
