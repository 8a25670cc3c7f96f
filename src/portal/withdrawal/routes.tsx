import { withdrawCrime } from '../../app/withdraw-crime.ts'
import { nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { visibleCrimeVersions } from '../../store/records/visible-crimes.ts'
import { visibleWithdrawals } from '../../store/records/withdrawal-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { WithdrawalPage } from './page.tsx'

interface Typed {
  readonly reason: string
  readonly faults: readonly FieldFault[]
}

/** A crime taken back by its force or the hub, and let stand again. */
export function withdrawalRoutes(services: PortalServices): Route[] {
  const { records } = services.folder
  return [
    {
      method: 'GET',
      path: paths.withdrawCrime(':id'),
      access: 'crime-batches:write',
      audit: { action: 'consult', what: 'crime' },
      async handle(context) {
        const found = await crimeOf(context)
        tell(context, { subjects: [], count: 1, details: { crime: found.id } })
        return page(context, found)
      },
    },
    {
      method: 'POST',
      path: paths.withdrawCrime(':id'),
      access: 'crime-batches:write',
      audit: { action: 'alter', what: 'crime' },
      async handle(context) {
        const found = await crimeOf(context)
        const values = await formValues(context)
        const kind = values.text('kind') === 'stands_again' ? 'stands_again' : 'withdrawn'
        const reason = values.text('reason')
        const work = accountWork(context, services)
        const { faults } = await takeForm(
          () => withdrawCrime(work, found.id, kind, reason),
          'reason',
        )
        if (faults) return page(context, found, { reason, faults })
        const done = kind === 'withdrawn' ? 'crime-withdrawn' : 'crime-stands'
        return context.redirect(doneAt(paths.withdrawCrime(found.id), done), 303)
      },
    },
  ]

  /** @throws AppError NOT_FOUND where there is no such crime, or it is of a force the account may not see. */
  async function crimeOf(context: Asked) {
    const id = wholeNumber(context.req.param('id'))
    const accountId = accountIdOf(context)
    const [newest] = id === undefined ? [] : await visibleCrimeVersions(records, accountId, id)
    if (id === undefined || !newest) {
      throw nothingHere()
    }
    return { id, crime: newest.crime }
  }

  async function page(
    context: Asked,
    { id, crime }: Awaited<ReturnType<typeof crimeOf>>,
    typed?: Typed,
  ) {
    const withdrawals = await visibleWithdrawals(records, accountIdOf(context), id)
    const crumbs = [
      { text: 'Crimes', href: paths.crimes },
      { text: `Crime ${crime.crimeReference}`, href: paths.crime(id) },
    ]
    return services.show(
      context,
      { title: 'Withdraw', crumbs, section: paths.crimes, status: typed ? 422 : 200 },
      <WithdrawalPage
        asking={context.get('asking')}
        crimeId={id}
        crime={crime}
        withdrawals={withdrawals}
        done={context.req.query('done')}
        {...typed}
      />,
    )
  }
}
