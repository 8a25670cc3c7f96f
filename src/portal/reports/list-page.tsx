import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import { type Report, reportKinds, reportStates } from '../../store/records/visible-reports.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ForceField } from '../components/force-field.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths, within } from '../paths.ts'
import { kindNames, reportName, stateText } from './report-text.ts'
import { StateTag } from './state-tag.tsx'

export interface ReportFilter {
  readonly kind?: Report['kind'] | undefined
  readonly state?: Report['state'] | undefined
  readonly force?: string | undefined
}

/** Alerts and statements, newest first, a page at a time. */
export const ReportListPage: FC<{
  reports: readonly Report[]
  filter: ReportFilter
  /** Whether drafts can be among them. */
  hub: boolean
  done: string | undefined
  isFirst: boolean
  next: number | undefined
}> = ({ reports, filter, hub, done, isFirst, next }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">Alerts and statements</h1>
    <Filters filter={filter} hub={hub} />
    {reports.length === 0 ? (
      <p class="govuk-body">
        {hub ? 'Nothing was drafted' : 'Nothing was sent to your force'}
        {filter.kind || filter.state || filter.force ? ' that these filters let through' : ' yet'}.
      </p>
    ) : (
      <Table
        caption={`Alerts and statements, the newest first (${counted(reports.length, 'row')} on this page)`}
        columns={[
          { title: 'Number' },
          { title: 'Kind' },
          { title: 'State' },
          { title: 'Police force' },
          { title: 'Crime' },
          { title: 'People', numeric: true },
          { title: 'Signed' },
        ]}
        rows={reports.map((report) => [
          <a class="govuk-link" href={paths.report(report.id)}>
            {reportName(report)}
          </a>,
          kindNames[report.kind],
          <StateTag report={report} />,
          forceLabel(report.crime),
          report.crime.crimeReference,
          String(report.deviceWearerIds.length),
          report.approved ? londonTime(report.approved.at) : 'not signed',
        ])}
      />
    )}
    <CursorLinks
      label="Pages of alerts and statements"
      first={isFirst ? undefined : within(paths.reports, { ...filter })}
      next={next === undefined ? undefined : within(paths.reports, { before: next, ...filter })}
    />
  </>
)

const Filters: FC<{ filter: ReportFilter; hub: boolean }> = ({ filter, hub }) => (
  <form method="get" action={paths.reports} class="app-filter" aria-label="Filter">
    <SelectField
      name="kind"
      label="Kind"
      value={filter.kind}
      options={[
        { value: '', text: 'Both' },
        ...reportKinds.map((kind) => ({ value: kind, text: kindNames[kind] })),
      ]}
    />
    <SelectField
      name="state"
      label="State"
      value={filter.state}
      options={[
        { value: '', text: hub ? 'Any but discarded' : 'Any' },
        ...reportStates
          .filter((state) => hub || state === 'approved' || state === 'withdrawn')
          .map((state) => ({ value: state, text: stateText(state)[0] })),
      ]}
    />
    {hub && <ForceField name="force" value={filter.force} />}
    <button type="submit" class="govuk-button govuk-button--secondary">
      Filter
    </button>
  </form>
)
