import { type Asked, type Route, tell } from '../../server/route.ts'
import { visibleCaseload } from '../../store/records/visible-allocations.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { findWearer } from './find-wearer.ts'
import { AllocationSearchPage, type AllocationSearchProps } from './search-page.tsx'
import { wearerAllocationRoutes } from './wearer-routes.tsx'

const PAGE = 50
const access = 'allocations:manage'

/** Who supervises whom. */
export function allocationRoutes(services: PortalServices): Route[] {
  const { show, folder, now } = services
  const page = (context: Asked, props: Omit<AllocationSearchProps, 'asking'>) =>
    show(
      context,
      { title: 'Allocations', section: paths.allocations, status: props.faults ? 422 : 200 },
      <AllocationSearchPage asking={context.get('asking')} {...props} />,
    )
  const missing = (field: string, text: string): readonly FieldFault[] => [{ field, text }]
  return [
    {
      method: 'GET',
      path: paths.allocations,
      access,
      audit: 'nothing personal',
      handle: (context) => page(context, {}),
    },
    {
      method: 'POST',
      path: paths.allocations,
      access,
      audit: { action: 'search', what: 'device wearer' },
      async handle(context) {
        const wearer = (await formValues(context)).text('wearer')
        if (wearer === '') {
          return page(context, { faults: missing('wearer', 'Enter an id or a CRN') })
        }
        const found = await findWearer(context, services, wearer)
        tell(context, { subjects: found ? [found.id] : [], count: found ? 1 : 0 })
        if (!found) {
          return page(context, {
            wearer,
            faults: missing('wearer', 'Nobody you may see has this id or CRN'),
          })
        }
        return context.redirect(paths.allocationsOf(found.id), 303)
      },
    },
    {
      method: 'POST',
      path: paths.caseload,
      access,
      audit: { action: 'search', what: 'allocations' },
      async handle(context) {
        const form = await formValues(context)
        const practitioner = form.text('practitioner')
        if (practitioner === '') {
          const faults = missing('practitioner', 'Enter the name of a practitioner')
          return page(context, { faults })
        }
        const typed = Number(form.text('after'))
        const after = Number.isSafeInteger(typed) ? typed : 0
        const viewer = { accountId: accountIdOf(context), at: now() }
        const found = await visibleCaseload(folder.records, viewer, practitioner, {
          after,
          limit: PAGE + 1,
        })
        const lines = found.slice(0, PAGE)
        tell(context, {
          subjects: [...new Set(lines.map(({ deviceWearerId }) => deviceWearerId))],
          count: lines.length,
        })
        const next = found.length > PAGE ? lines.at(-1)?.id : undefined
        return page(context, { practitioner, caseload: { lines, next } })
      },
    },
    ...wearerAllocationRoutes(services),
  ]
}
