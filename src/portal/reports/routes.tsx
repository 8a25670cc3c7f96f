import { withdrawalNotice } from '../../app/reports/withdrawal-notice.ts'
import { writeReport } from '../../app/reports/write-report.ts'
import { AppError } from '../../domain/errors.ts'
import { policeForce } from '../../domain/police-forces.ts'
import { isPurpose, PURPOSE_LENGTH } from '../../domain/purpose.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { reportEvidence, reportFile } from '../../store/records/report-records.ts'
import {
  type Report,
  reportKinds,
  reportStates,
  visibleReports,
} from '../../store/records/visible-reports.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { foundReport, toldOf } from './found-report.ts'
import { type ReportFilter, ReportListPage } from './list-page.tsx'
import { ReportPage } from './page.tsx'
import { reportName } from './report-text.ts'

export const reportCrumbs = [{ text: 'Alerts and statements', href: paths.reports }]
const section = paths.reports

/** Alerts and statements: the list, one of them, and its files. */
export function reportRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  return [
    {
      method: 'GET',
      path: paths.reports,
      access: 'reports:read',
      audit: { action: 'consult', what: 'reports' },
      async handle(context) {
        const before = wholeNumber(context.req.query('before'))
        const filter = filterOf(context)
        const { kind, state, force } = filter
        const page = { kind, state, policeForce: force, before, limit: PAGE_ROWS + 1 }
        const { shown, last } = pageOf(await visibleReports(records, accountIdOf(context), page))
        tell(context, { subjects: [], count: shown.length })
        return show(
          context,
          { title: 'Alerts and statements', section },
          <ReportListPage
            reports={shown}
            filter={filter}
            hub={context.get('asking').actor.permissions.has('matches:read')}
            done={context.req.query('done')}
            isFirst={before === undefined}
            next={last?.id}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.report(':id'),
      access: 'reports:read',
      audit: { action: 'consult', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        tell(context, toldOf(report))
        return show(
          context,
          { title: reportName(report), crumbs: reportCrumbs, section },
          <ReportPage
            asking={context.get('asking')}
            report={report}
            done={context.req.query('done')}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.downloadReport(':id'),
      access: 'reports:read',
      audit: { action: 'disclose', what: 'report' },
      async handle(context) {
        const report = await foundReport(context, services)
        const form = await formValues(context)
        const typed = { purpose: form.text('purpose'), format: form.text('format') }
        if (!isPurpose(typed.purpose)) {
          const { least, most } = PURPOSE_LENGTH
          const text = `Enter a purpose of ${least} to ${most} characters`
          return show(
            context,
            { title: reportName(report), crumbs: reportCrumbs, section, status: 422 },
            <ReportPage
              asking={context.get('asking')}
              report={report}
              typed={typed}
              faults={[{ field: 'purpose', text }]}
            />,
          )
        }
        const file = await fileOf(context, report, typed.format)
        const told = toldOf(report)
        const details = { ...told.details, format: file.extension }
        tell(context, { ...told, purpose: typed.purpose, details })
        return context.body(Uint8Array.from(file.bytes), 200, {
          'Content-Type': file.type,
          'Content-Disposition': `attachment; filename="${file.name}.${file.extension}"`,
        })
      },
    },
  ]

  async function fileOf(context: Asked, report: Report, format: string) {
    const { id, number = '' } = report
    const hub = context.get('asking').actor.permissions.has('matches:read')
    if (format === 'docx' || format === 'pdf') {
      const bytes = await reportFile(records, id, format)
      if (bytes) return { bytes, name: number, extension: format, type: types[format] }
    }
    if (format === 'notice' && report.withdrawn) {
      const { pdf } = await writeReport({ document: withdrawalNotice(report) })
      return { bytes: pdf, name: `${number}-withdrawn`, extension: 'pdf', type: types.pdf }
    }
    if (format === 'evidence' && hub) {
      const bytes = await reportEvidence(records, id)
      if (bytes) return { bytes, name: `${number}-evidence`, extension: 'json', type: types.json }
    }
    throw new AppError('NOT_FOUND', 'Cannot give the file: there is none of this kind')
  }
}

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json',
} as const

function filterOf(context: Asked): ReportFilter {
  return {
    kind: reportKinds.find((kind) => kind === context.req.query('kind')),
    state: reportStates.find((state) => state === context.req.query('state')),
    force: policeForce(context.req.query('force') ?? '')?.identifier,
  }
}
