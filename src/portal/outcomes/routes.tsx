import { recordOutcome } from '../../app/outcomes/record-outcome.ts'
import { revokeOutcome } from '../../app/outcomes/revoke-outcome.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import {
  type GivenReport,
  givenReport,
  outcomesOf,
  restrictionOnReport,
} from '../../store/records/outcome-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { lookedAgain } from '../looked-again.ts'
import { forceLabel } from '../match/facts.ts'
import { notShown } from '../not-shown.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { type OutcomeForms, OutcomesOf } from './outcomes-of.tsx'

const access = 'outcomes:record'

/** What came of a report, recorded by the hub or the force it was given to. */
export function outcomeRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.outcomes(':id'),
      access,
      audit: { action: 'consult', what: 'outcomes' },
      async handle(context) {
        const report = await reportOf(context)
        tell(context, { ...toldOf(report) })
        return page(context, report)
      },
    },
    {
      method: 'POST',
      path: paths.outcomes(':id'),
      access,
      audit: { action: 'alter', what: 'outcomes' },
      async handle(context) {
        const report = await reportOf(context)
        const form = await formValues(context)
        const typed = {
          wearer: form.text('wearer'),
          kind: form.text('kind'),
          happenedOn: form.text('happenedOn'),
          remark: form.text('remark'),
        }
        const work = accountWork(context, services)
        const { faults } = await takeForm(
          () => recordOutcome(work, accountIdOf(context), report.id, typed),
          'kind',
        )
        if (faults) return again(context, report, { typed, faults })
        return context.redirect(doneAt(paths.outcomes(report.id), 'outcome-recorded'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.revokeOutcome(':id'),
      access,
      audit: { action: 'alter', what: 'outcomes' },
      async handle(context) {
        const report = await reportOf(context)
        const form = await formValues(context)
        const revoking = { outcome: form.text('outcome'), reason: form.text('reason') }
        const work = accountWork(context, services)
        const { faults } = await takeForm(
          () =>
            revokeOutcome(work, accountIdOf(context), report.id, {
              outcomeId: wholeNumber(revoking.outcome),
              reason: revoking.reason,
            }),
          'outcome',
        )
        if (faults) return again(context, report, { revoking, faults })
        return context.redirect(doneAt(paths.outcomes(report.id), 'outcome-revoked'), 303)
      },
    },
  ]

  /** @throws AppError NOT_FOUND or RESTRICTED. */
  async function reportOf(context: Asked): Promise<GivenReport> {
    const id = wholeNumber(context.req.param('id'))
    const asked = { accountId: accountIdOf(context), at: now() }
    const report = id === undefined ? undefined : await givenReport(records, asked, id)
    if (report) return report
    const restriction = id === undefined ? undefined : await restrictionOnReport(records, asked, id)
    throw notShown(restriction)
  }

  async function again(context: Asked, report: GivenReport, forms: OutcomeForms) {
    await lookedAgain(context, services, 'outcomes', toldOf(report))
    return page(context, report, forms)
  }

  async function page(context: Asked, report: GivenReport, forms?: OutcomeForms) {
    const outcomes = await outcomesOf(records, report.id)
    const title = `What came of ${report.number}`
    return show(
      context,
      { title, section: paths.reports, status: forms ? 422 : 200 },
      <>
        {forms ? (
          <ErrorSummary faults={forms.faults ?? []} />
        ) : (
          <DoneNotice done={context.req.query('done')} />
        )}
        <span class="govuk-caption-l">
          Crime {report.crimeReference}, {forceLabel(report)}
        </span>
        <h1 class="govuk-heading-l">{title}</h1>
        {report.state === 'withdrawn' && (
          <p class="govuk-body">
            This report was withdrawn. What came of it before is still recorded here.
          </p>
        )}
        <OutcomesOf
          asking={context.get('asking')}
          reportId={report.id}
          deviceWearerIds={report.deviceWearerIds}
          outcomes={outcomes}
          {...forms}
        />
      </>,
    )
  }
}

function toldOf({ id, deviceWearerIds }: GivenReport) {
  return { subjects: deviceWearerIds, count: deviceWearerIds.length, details: { report: id } }
}
