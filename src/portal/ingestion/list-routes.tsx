import { type Asked, type Route, tell } from '../../server/route.ts'
import { comparisonsOf, newestRunState } from '../../store/records/attempt-comparisons.ts'
import { visibleAttempts } from '../../store/records/visible-attempts.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { AttemptListPage } from './list-page.tsx'
import { filterParameters, readFilter, type TypedFilter, typedFilter } from './typed-filter.ts'

const limit = PAGE_ROWS + 1
const shell = { title: 'Ingestion', section: paths.attempts }

/** Everything that came in: the list, filtered, and a search by batch id. */
export function listRoutes({ folder: { records }, show, now }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.attempts,
      access: 'crimes:read',
      audit: { action: 'consult', what: 'ingestion attempts' },
      async handle(context) {
        const typed = typedFilter((name) =>
          name === 'batch' ? '' : (context.req.query(name) ?? ''),
        )
        const before = wholeNumber(context.req.query('before'))
        const { faults, ...page } = await read(context, typed, before)
        if (faults.length > 0) return refused(context, typed, faults)
        const parameters = filterParameters(typed)
        const { listed, next } = page
        return show(
          context,
          shell,
          <AttemptListPage
            asking={context.get('asking')}
            typed={typed}
            faults={[]}
            listed={listed}
            first={before === undefined ? undefined : within(paths.attempts, parameters)}
            next={
              next === undefined
                ? undefined
                : within(paths.attempts, { ...parameters, before: next })
            }
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.attempts,
      access: 'crimes:read',
      audit: { action: 'search', what: 'ingestion attempts' },
      async handle(context) {
        const form = await formValues(context)
        const typed = typedFilter((name) => form.text(name))
        if (typed.batch === '') {
          const text = 'Enter a batch id, or how it begins'
          return refused(context, typed, [{ field: 'batch', text }])
        }
        const { faults, listed, next } = await read(
          context,
          typed,
          wholeNumber(form.text('before')),
        )
        if (faults.length > 0) return refused(context, typed, faults)
        const content = { asking: context.get('asking'), typed, faults: [], listed }
        return show(
          context,
          shell,
          <AttemptListPage {...content} first={undefined} next={undefined} nextOfSearch={next} />,
        )
      },
    },
  ]

  async function read(context: Asked, typed: TypedFilter, before: number | undefined) {
    const { filter, faults } = readFilter(typed)
    if (faults.length > 0) return { faults, listed: undefined, next: undefined }
    const accountId = accountIdOf(context)
    const at = now()
    const { shown, last } = pageOf(
      await visibleAttempts(records, accountId, filter, { before, limit }),
    )
    const imports = shown.flatMap(({ importId }) => importId ?? [])
    const listed = {
      attempts: shown,
      comparisons: await comparisonsOf(records, { accountId, at }, imports),
      run: await newestRunState(records),
      seesMatches: context.get('asking').actor.permissions.has('matches:read'),
      now: at,
    }
    tell(context, { subjects: [], count: shown.length })
    return { faults, listed, next: last?.id }
  }

  function refused(context: Asked, typed: TypedFilter, faults: readonly FieldFault[]): Response {
    return show(
      context,
      { ...shell, status: 422 },
      <AttemptListPage
        asking={context.get('asking')}
        typed={typed}
        faults={faults}
        listed={undefined}
        first={undefined}
        next={undefined}
      />,
    )
  }
}
