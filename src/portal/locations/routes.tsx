import { beginLocationTask, openTask } from '../../app/locations/location-basis.ts'
import { lastCapturedAt, type Movements, readMovements } from '../../app/read-movements.ts'
import { searchPeople } from '../../app/search-people.ts'
import { withDetails } from '../../app/with-details.ts'
import { AppError } from '../../domain/errors.ts'
import type { Interval } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { grantsInForce } from '../../store/records/grants-in-force.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { accountWork, takeForm } from '../account-work.ts'
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
import { zonesShown } from '../movements/zones-shown.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { BeginPage } from './begin-page.tsx'
import { exportAnswer, readExport, type TypedExport, typedExport } from './export-answer.ts'
import { grantRoutes } from './grant-routes.tsx'
import { readView } from './typed-view.ts'
import { ViewPage } from './view-page.tsx'

const section = paths.locations
const crumbs = [{ text: 'Locations', href: paths.locations }]
const MINUTE = 60_000
const DAY = 86_400_000

/** Where a device was, for a task at the hub; and under grants. */
export function locationRoutes(services: PortalServices): Route[] {
  const {
    folder: { records, archive },
    show,
    policy,
    now,
  } = services
  const { mostHours } = policy.locationView
  const audit = { action: 'consult', what: 'locations' } as const
  return [
    {
      method: 'GET',
      path: paths.locations,
      access: ['locations:read', 'requests:make'],
      audit,
      async handle(context) {
        const grants = await grantsInForce(records, viewerOf(context))
        tell(context, { subjects: [], count: grants.length })
        return beginPage(context, { person: '', purpose: '' }, [], grants)
      },
    },
    {
      method: 'POST',
      path: paths.locations,
      access: 'locations:read',
      audit: { action: 'alter', what: 'location task' },
      async handle(context) {
        const form = await formValues(context)
        const typed = { person: form.text('person'), purpose: form.text('purpose') }
        const taken = await takeForm(() => begin(context, typed), 'person')
        if (taken.faults) return beginPage(context, typed, taken.faults, [])
        return context.redirect(paths.locationTask(taken.done), 303)
      },
    },
    {
      method: 'GET',
      path: paths.locationTask(':id'),
      access: 'locations:read',
      audit,
      async handle(context) {
        const opened = await openTask(records, viewerOf(context), idOf(context))
        const { person, task } = opened
        const asked = typedRange((name) => context.req.query(name))
        const typed = asked ?? rangeAsTyped(await lastDay())
        const read = readView(typed, undefined, mostHours)
        const file = { format: '', purpose: task.purpose }
        if ('faults' in read) return page(context, opened, typed, file, read.faults)
        const movements = await readMovements(archive, person, read.within, now())
        tell(context, {
          subjects: [person.id],
          interval: read.within,
          count: movements.positions.length,
          purpose: task.purpose,
          details: { task: task.id },
        })
        return page(context, opened, typed, file, [], { within: read.within, movements })

        async function lastDay(): Promise<Interval> {
          const last = (await lastCapturedAt(archive, person)) ?? now()
          const to = (Math.floor(last / MINUTE) + 1) * MINUTE
          return { from: to - DAY, to }
        }
      },
    },
    {
      method: 'POST',
      path: paths.exportTask(':id'),
      access: 'locations:read',
      audit: { action: 'disclose', what: 'locations' },
      async handle(context) {
        const opened = await openTask(records, viewerOf(context), idOf(context))
        const { person, task } = opened
        const form = await formValues(context)
        const typed = typedRange(form.text) ?? NO_RANGE
        const file = typedExport(form)
        const period = readView(typed, undefined, mostHours)
        const taken = readExport(file)
        if ('faults' in period) return page(context, opened, typed, file, period.faults)
        if (taken.faults) return page(context, opened, typed, file, taken.faults)
        const { positions } = await readMovements(archive, person, period.within, now())
        const lawful = supervisionIntervals(person).ofWearer(person.id)
        const own = positions.map((each) => ({ ...each, deviceWearerId: person.id }))
        return exportAnswer(context, {
          ...taken,
          within: period.within,
          reference: `Task ${task.id}`,
          madeAt: now(),
          deviceWearerIds: [person.id],
          positions: await withDetails(archive, lawful, period.within, own),
          details: { task: task.id },
        })
      },
    },
    ...grantRoutes(services),
  ]

  function viewerOf(context: Asked): Viewer {
    return { accountId: accountIdOf(context), at: now() }
  }

  /** Begins a task for whoever was typed: an id, or a name or number that one person has. */
  async function begin(context: Asked, typed: { person: string; purpose: string }) {
    const found = await searchPeople(records, viewerOf(context), typed.person)
    const [only] = found
    const exact = found.find(({ id }) => id.toLowerCase() === typed.person.toLowerCase())
    if (found.length > 1 && !exact) {
      const text = `${found.length} people match: enter the device wearer’s id`
      throw new AppError('INPUT_INVALID', text, { field: 'person' })
    }
    if (typed.person === '') {
      throw new AppError('INPUT_INVALID', 'Enter whose locations you need', { field: 'person' })
    }
    const deviceWearerId = exact?.id ?? only?.id ?? typed.person
    const { purpose } = typed
    try {
      return await beginLocationTask(accountWork(context, services), { deviceWearerId, purpose })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error
      const text = 'Nobody you may see has this id, number or name'
      throw new AppError('INPUT_INVALID', text, { field: 'person' })
    }
  }

  function beginPage(
    context: Asked,
    typed: { person: string; purpose: string },
    faults: readonly FieldFault[],
    grants: Awaited<ReturnType<typeof grantsInForce>>,
  ): Response {
    return show(
      context,
      { title: 'Locations', section, status: faults.length > 0 ? 422 : 200 },
      <BeginPage asking={context.get('asking')} typed={typed} faults={faults} grants={grants} />,
    )
  }

  function page(
    context: Asked,
    { task, person }: Awaited<ReturnType<typeof openTask>>,
    typed: TypedRange,
    file: TypedExport,
    faults: readonly FieldFault[],
    shown?: { within: Interval; movements: Movements },
  ): Response {
    const path = paths.locationTask(task.id)
    const title = `Locations of wearer ${person.id}`
    const view = {
      heading: title,
      path,
      exportPath: paths.exportTask(task.id),
      who: undefined,
      basis: `For: ${task.purpose}.`,
      endsAt: task.endsAt,
      mostHours,
    }
    return show(
      context,
      { title, crumbs, section, status: faults.length > 0 ? 422 : 200 },
      <ViewPage
        asking={context.get('asking')}
        view={view}
        typed={typed}
        typedExport={file}
        faults={faults}
        within={shown?.within}
      >
        {shown && (
          <HeldMovements
            movements={shown.movements}
            within={shown.within}
            zones={zonesShown(person, shown.within)}
            page={Number(context.req.query('page') ?? 1)}
            pageHref={(turned) => `${path}${rangeQuery(shown.within)}&page=${turned}`}
          />
        )}
      </ViewPage>,
    )
  }
}

function idOf(context: Asked): number | undefined {
  return wholeNumber(context.req.param('id'))
}
