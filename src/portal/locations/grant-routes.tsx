import type { Child } from 'hono/jsx'
import { findGranted, openGrant } from '../../app/locations/location-basis.ts'
import { readPlace } from '../../app/locations/read-place.ts'
import { readMovements } from '../../app/read-movements.ts'
import { withDetails } from '../../app/with-details.ts'
import type { Place } from '../../domain/data-request.ts'
import type { Interval } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import type { GrantInForce } from '../../store/records/grants-in-force.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import {
  NO_RANGE,
  rangeAsTyped,
  rangeQuery,
  type TypedRange,
  typedRange,
} from '../components/typed-range.ts'
import { formValues } from '../form-values.ts'
import { HeldMovements } from '../movements/held-movements.tsx'
import { paths } from '../paths.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { requestCrumbs } from '../requests/request-named.ts'
import { wholeNumber } from '../whole-number.ts'
import { exportAnswer, readExport, type TypedExport, typedExport } from './export-answer.ts'
import { PlaceView } from './place-view.tsx'
import { firstView, readView } from './typed-view.ts'
import { ViewPage } from './view-page.tsx'
import { WhoLinks } from './who-links.tsx'

/** What a grant lets its requester look at, until it ends: its people or its place, in its interval. */
export function grantRoutes(services: PortalServices): Route[] {
  const {
    folder,
    folder: { records, archive },
    show,
    policy,
    now,
  } = services
  const { mostHours } = policy.locationView
  const what = 'granted locations'
  return [
    {
      method: 'GET',
      path: paths.grantedLocations(':id'),
      access: 'requests:make',
      audit: { action: 'consult', what },
      async handle(context) {
        const grant = await grantOf(context)
        const who = context.req.query('who')
        const asked = typedRange((name) => context.req.query(name))
        const typed = asked ?? rangeAsTyped(firstView(grant.within, mostHours))
        const read = readView(typed, grant.within, mostHours)
        const file = { format: '', purpose: '' }
        if ('faults' in read) return page(context, grant, who, typed, file, read.faults)
        const { subjects, count, content } = grant.place
          ? await place(context, grant, grant.place, who, read.within)
          : await person(context, grant, who, read.within)
        const { within } = read
        const details = { request: grant.requestId }
        tell(context, { subjects, interval: within, count, purpose: grant.number, details })
        return page(context, grant, who, typed, file, [], { ...read, content })
      },
    },
    {
      method: 'POST',
      path: paths.exportGranted(':id'),
      access: 'requests:make',
      audit: { action: 'disclose', what },
      async handle(context) {
        const grant = await grantOf(context)
        const form = await formValues(context)
        const who = form.text('who') || undefined
        const typed = typedRange(form.text) ?? NO_RANGE
        const file = typedExport(form)
        const period = readView(typed, grant.within, mostHours)
        const taken = readExport(file)
        if ('faults' in period) return page(context, grant, who, typed, file, period.faults)
        if (taken.faults) return page(context, grant, who, typed, file, taken.faults)
        const positions = await positionsOf(context, grant, who, period.within)
        return exportAnswer(context, {
          ...taken,
          ...positions,
          within: period.within,
          reference: grant.number,
          madeAt: now(),
          details: { request: grant.requestId },
        })
      },
    },
  ]

  function grantOf(context: Asked): Promise<GrantInForce> {
    return openGrant(records, viewerOf(context), wholeNumber(context.req.param('id')))
  }

  function viewerOf(context: Asked) {
    return { accountId: accountIdOf(context), at: now() }
  }

  /** Everything of the grant in a period: of one person, or of all at its place. */
  async function positionsOf(
    context: Asked,
    grant: GrantInForce,
    who: string | undefined,
    within: Interval,
  ) {
    if (grant.place) {
      const { username } = context.get('asking').actor
      const wearers = await readPlace(folder, username, grant.place, within)
      const lawful = wearers.flatMap((each) => each.lawful)
      const positions = wearers.flatMap(({ id, positions }) =>
        positions.map((each) => ({ ...each, deviceWearerId: id })),
      )
      return {
        deviceWearerIds: wearers.map(({ id }) => id),
        positions: await withDetails(archive, lawful, within, positions),
      }
    }
    const found = await findGranted(records, viewerOf(context), grant, who)
    const { positions } = await readMovements(archive, found, within, now())
    const lawful = supervisionIntervals(found).ofWearer(found.id)
    const own = positions.map((each) => ({ ...each, deviceWearerId: found.id }))
    return {
      deviceWearerIds: [found.id],
      positions: await withDetails(archive, lawful, within, own),
    }
  }

  async function person(
    context: Asked,
    grant: GrantInForce,
    who: string | undefined,
    within: Interval,
  ) {
    const found = await findGranted(records, viewerOf(context), grant, who)
    const movements = await readMovements(archive, found, within, now())
    const path = paths.grantedLocations(grant.requestId)
    const href = (id: string) => `${path}${rangeQuery(within)}&who=${encodeURIComponent(id)}`
    const content = (
      <>
        <h2 class="govuk-heading-m">{`${personName(found)} (${found.id})`}</h2>
        <WhoLinks ids={grant.deviceWearerIds} chosen={found.id} hrefOf={href} />
        <HeldMovements
          movements={movements}
          within={within}
          zones={[]}
          page={Number(context.req.query('page') ?? 1)}
          pageHref={(turned) => `${href(found.id)}&page=${turned}`}
        />
      </>
    )
    const subjects = [...new Set([found.id, ...grant.deviceWearerIds])]
    return { subjects, count: movements.positions.length, content }
  }

  async function place(
    context: Asked,
    { requestId }: GrantInForce,
    where: Place,
    who: string | undefined,
    within: Interval,
  ) {
    const { username } = context.get('asking').actor
    const wearers = await readPlace(folder, username, where, within)
    const path = paths.grantedLocations(requestId)
    const content = (
      <PlaceView
        place={where}
        within={within}
        wearers={wearers}
        chosen={wearers.find(({ id }) => id === who) ?? wearers[0]}
        hrefOf={(id, turned) =>
          `${path}${rangeQuery(within)}&who=${encodeURIComponent(id)}&page=${turned}`
        }
        page={Number(context.req.query('page') ?? 1)}
      />
    )
    const count = wearers.reduce((sum, { positions }) => sum + positions.length, 0)
    return { subjects: wearers.map(({ id }) => id), count, content }
  }

  function page(
    context: Asked,
    grant: GrantInForce,
    who: string | undefined,
    typed: TypedRange,
    file: TypedExport,
    faults: readonly FieldFault[],
    shown?: { within: Interval; cutTo: Interval | undefined; content: Child },
  ): Response {
    const title = `Locations granted under ${grant.number}`
    const view = {
      heading: title,
      path: paths.grantedLocations(grant.requestId),
      exportPath: paths.exportGranted(grant.requestId),
      who,
      basis: `Request ${grant.number}.`,
      endsAt: grant.endsAt,
      mostHours,
    }
    const crumbs = [...requestCrumbs, { text: grant.number, href: paths.request(grant.requestId) }]
    return show(
      context,
      { title, crumbs, section: paths.locations, status: faults.length > 0 ? 422 : 200 },
      <ViewPage
        asking={context.get('asking')}
        view={view}
        typed={typed}
        typedExport={file}
        faults={faults}
        within={shown?.within}
        cutTo={shown?.cutTo}
      >
        {shown?.content}
      </ViewPage>,
    )
  }
}
