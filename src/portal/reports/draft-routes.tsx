import { draftAlert } from '../../app/reports/draft-alert.ts'
import { writeReport } from '../../app/reports/write-report.ts'
import { AppError, nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { type QualifiedCase, qualifiedCases } from '../../store/records/qualified-cases.ts'
import { reportEvidence } from '../../store/records/report-records.ts'
import { visibleCrimeVersions } from '../../store/records/visible-crimes.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { DraftAlertPage } from './draft-page.tsx'
import { foundReport, toldOf } from './found-report.ts'
import { groundOf } from './ground-of.ts'
import { reportCrumbs } from './routes.tsx'

/** Drafts of alerts: whom they name, and how they read. */
export function reportDraftRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const { records } = folder
  const ground = groundOf(services)
  return [
    {
      method: 'GET',
      path: paths.draftAlert(':id'),
      access: 'reports:draft',
      audit: { action: 'consult', what: 'cases' },
      async handle(context) {
        const { id, cases } = await qualifiedAt(context)
        tell(context, {
          subjects: cases.map(({ deviceWearerId }) => deviceWearerId),
          count: cases.length,
          details: { crime: id },
        })
        return form(context, id, { ticked: cases.map(({ caseId }) => String(caseId)) }, cases)
      },
    },
    {
      method: 'POST',
      path: paths.draftAlert(':id'),
      access: 'reports:draft',
      audit: { action: 'alter', what: 'report' },
      async handle(context) {
        const { id, viewer, cases } = await qualifiedAt(context)
        const ticked = (await formValues(context)).ticked('cases')
        const caseIds = ticked.map((each) => wholeNumber(each) ?? -1)
        const work = accountWork(context, services)
        const taken = await takeForm(
          () => draftAlert(folder, work, viewer, { crimeId: id, caseIds }),
          'cases',
        )
        if (!taken.faults) {
          return context.redirect(doneAt(paths.report(taken.done), 'report-drafted'), 303)
        }
        return form(context, id, { ticked, faults: taken.faults }, cases)
      },
    },
    {
      method: 'GET',
      path: paths.previewReport(':id'),
      access: 'reports:draft',
      audit: { action: 'consult', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        const evidence =
          report.state === 'draft' ? await reportEvidence(records, report.id) : undefined
        if (!evidence) throw new AppError('NOT_FOUND', 'Cannot show the draft: it is none any more')
        const { pdf } = await writeReport({ evidence, ground })
        tell(context, toldOf(report))
        return context.body(Uint8Array.from(pdf), 200, {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="draft-${report.id}.pdf"`,
        })
      },
    },
  ]

  async function qualifiedAt(context: Asked) {
    const id = wholeNumber(context.req.param('id'))
    if (id === undefined) throw nothingHere()
    const viewer = { accountId: accountIdOf(context), at: now() }
    return { id, viewer, cases: await qualifiedCases(records, viewer, id) }
  }

  async function form(
    context: Asked,
    crimeId: number,
    typed: { readonly ticked: readonly string[]; readonly faults?: readonly FieldFault[] },
    cases: readonly QualifiedCase[],
  ): Promise<Response> {
    const [newest] = await visibleCrimeVersions(records, accountIdOf(context), crimeId)
    if (!newest) throw nothingHere()
    return show(
      context,
      {
        title: 'Draft an alert',
        crumbs: reportCrumbs,
        section: paths.reports,
        status: typed.faults ? 422 : 200,
      },
      <DraftAlertPage
        asking={context.get('asking')}
        crimeId={crimeId}
        crime={newest.crime}
        cases={cases}
        {...typed}
      />,
    )
  }
}
