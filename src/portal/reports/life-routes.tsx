import type { AccountWork } from '../../app/accounts/account-work.ts'
import { provesByPassword } from '../../app/accounts/confirm-sign-in.ts'
import { approveReport } from '../../app/reports/approve-report.ts'
import { discardReport, keepReport, withdrawReport } from '../../app/reports/change-report.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import type { Report } from '../../store/records/visible-reports.ts'
import { accountWork, sessionOf, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { ApprovePage } from './approve-page.tsx'
import { foundReport, toldOf } from './found-report.ts'
import { groundOf } from './ground-of.ts'
import { ReportPage } from './page.tsx'
import { reportName } from './report-text.ts'
import { reportCrumbs } from './routes.tsx'

const section = paths.reports

/** What becomes of a report: signed, withdrawn, left to stand, discarded. */
export function reportLifeRoutes(services: PortalServices): Route[] {
  const { show } = services
  const ground = groundOf(services)
  return [
    {
      method: 'GET',
      path: paths.approveReport(':id'),
      access: 'reports:approve',
      audit: { action: 'consult', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        tell(context, toldOf(report))
        return approvePage(context, report)
      },
    },
    {
      method: 'POST',
      path: paths.approveReport(':id'),
      access: 'reports:approve',
      audit: { action: 'alter', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        const password = (await formValues(context)).typed('password')
        const work = accountWork(context, services)
        const signed = { password, ground }
        const taken = await takeForm(
          () => approveReport(work, sessionOf(context), report, signed),
          'password',
        )
        if (taken.faults) return approvePage(context, report, taken.faults)
        return context.redirect(doneAt(paths.report(report.id), 'report-approved'), 303)
      },
    },
    reasonRoute(paths.withdrawReport(':id'), 'withdrawReason', 'report-withdrawn', withdrawReport),
    reasonRoute(paths.keepReport(':id'), 'standReason', 'report-kept', keepReport),
    {
      method: 'POST',
      path: paths.discardReport(':id'),
      access: 'reports:draft',
      audit: { action: 'alter', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        await discardReport(accountWork(context, services), report)
        return context.redirect(doneAt(paths.reports, 'draft-discarded'), 303)
      },
    },
  ]

  function approvePage(context: Asked, report: Report, faults?: readonly FieldFault[]): Response {
    return show(
      context,
      { title: 'Sign a report', crumbs: reportCrumbs, section, status: faults ? 422 : 200 },
      <ApprovePage
        asking={context.get('asking')}
        report={report}
        asksPassword={provesByPassword(sessionOf(context))}
        {...(faults && { faults })}
      />,
    )
  }

  function reasonRoute(
    path: string,
    field: 'withdrawReason' | 'standReason',
    done: 'report-withdrawn' | 'report-kept',
    does: (work: AccountWork, report: Report, reason: string) => Promise<void>,
  ): Route {
    return {
      method: 'POST',
      path,
      access: 'reports:approve',
      audit: { action: 'alter', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        const reason = (await formValues(context)).text(field)
        const taken = await takeForm(
          () => does(accountWork(context, services), report, reason),
          field,
        )
        if (!taken.faults) return context.redirect(doneAt(paths.report(report.id), done), 303)
        return show(
          context,
          { title: reportName(report), crumbs: reportCrumbs, section, status: 422 },
          <ReportPage
            asking={context.get('asking')}
            report={report}
            typed={{ [field]: reason }}
            faults={taken.faults}
          />,
        )
      },
    }
  }
}
