import { assignWearer, endAllocation, transferWearer } from '../../app/accounts/allocations.ts'
import { AppError } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { allocationsOf, type StoredAllocation } from '../../store/records/allocation-records.ts'
import { listTeams } from '../../store/records/team-records.ts'
import type { AllocatedWearer } from '../../store/records/visible-allocations.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { findWearer } from './find-wearer.ts'
import { type TypedAllocation, WearerAllocationsPage } from './wearer-page.tsx'

const access = 'allocations:manage'
const alter = { action: 'alter', what: 'allocations' } as const

/** One wearer's allocations, and changing them. */
export function wearerAllocationRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.allocationsOf(':id'),
      access,
      audit: { action: 'consult', what: 'allocations' },
      async handle(context) {
        const wearer = await wearerNamed(context, services)
        tell(context, { subjects: [wearer.id], count: 1 })
        return page(context, services, wearer, { practitioner: '', team: '' })
      },
    },
    {
      method: 'POST',
      path: paths.assign(':id'),
      access,
      audit: alter,
      async handle(context) {
        const wearer = await wearerNamed(context, services)
        const form = await formValues(context)
        const typed = { practitioner: form.text('practitioner'), team: form.text('team') }
        const instead = form.text('instead')
        const work = accountWork(context, services)
        const { faults } = await takeForm(
          async () =>
            instead === ''
              ? assignWearer(work, wearer.id, typed)
              : transferWearer(work, (await allocationOf(services, wearer, instead)).id, typed),
          'practitioner',
        )
        if (faults) return page(context, services, wearer, typed, faults)
        const done = instead === '' ? 'allocated' : 'transferred'
        return context.redirect(doneAt(paths.allocationsOf(wearer.id), done), 303)
      },
    },
    {
      method: 'POST',
      path: paths.endAllocation(':id'),
      access,
      audit: alter,
      async handle(context) {
        const wearer = await wearerNamed(context, services)
        const typed = (await formValues(context)).text('allocation')
        const { id } = await allocationOf(services, wearer, typed)
        await endAllocation(accountWork(context, services), id)
        return context.redirect(doneAt(paths.allocationsOf(wearer.id), 'allocation-ended'), 303)
      },
    },
  ]
}

/** @throws AppError RESTRICTED or NOT_FOUND. */
async function wearerNamed(context: Asked, services: PortalServices): Promise<AllocatedWearer> {
  const wearer = await findWearer(context, services, context.req.param('id') ?? '')
  if (wearer) return wearer
  throw new AppError('NOT_FOUND', 'Cannot show allocations: nobody of that id is known')
}

/** An allocation of this wearer and of nobody else: whoever asks may see only them. @throws AppError NOT_FOUND. */
async function allocationOf(
  { folder }: PortalServices,
  wearer: AllocatedWearer,
  typed: string,
): Promise<StoredAllocation> {
  const allocations = await allocationsOf(folder.records, wearer.id)
  const allocation = allocations.find(({ id }) => String(id) === typed)
  if (allocation) return allocation
  throw new AppError('NOT_FOUND', `Cannot change allocation ${typed}: it is not this person's`, {
    subjects: [wearer.id],
  })
}

async function page(
  context: Asked,
  { folder, now, show }: PortalServices,
  wearer: AllocatedWearer,
  typed: TypedAllocation,
  faults?: readonly FieldFault[],
): Promise<Response> {
  const teams = await listTeams(folder.records, now())
  return show(
    context,
    {
      title: `Who supervises ${wearer.id}`,
      crumbs: [{ text: 'Allocations', href: paths.allocations }],
      section: paths.allocations,
      status: faults ? 422 : 200,
    },
    <WearerAllocationsPage
      asking={context.get('asking')}
      wearer={wearer}
      allocations={await allocationsOf(folder.records, wearer.id)}
      now={now()}
      teams={teams.map(({ name }) => name)}
      typed={typed}
      done={context.req.query('done')}
      {...(faults && { faults })}
    />,
  )
}
