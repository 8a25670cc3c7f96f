import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { DeadNotice } from '../../store/records/notice-records.ts'
import type { TargetFigures } from '../../store/records/notice-target-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { AddTarget, type AddTargetProps } from './add-target.tsx'
import { filterText } from './notice-text.ts'

export interface NoticesProps extends AddTargetProps {
  readonly asking: Asking
  readonly targets: readonly TargetFigures[]
  readonly dead: readonly DeadNotice[]
  readonly done?: string | undefined
  readonly faults: readonly FieldFault[]
}

/** Who is told of incidents, and what could not be delivered. */
export const NoticesPage: FC<NoticesProps> = (props) => {
  const { asking, targets, dead, done, faults } = props
  const told = targets.filter(({ endedAt }) => endedAt === undefined)
  const ended = targets.filter(({ endedAt }) => endedAt !== undefined)
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Notices</h1>
      <p class="govuk-body">
        Who is listed here is told of every incident that is raised or becomes more urgent. A notice
        says what was noticed and when, with a link. It never says who or where: whoever follows the
        link has to sign in.
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.caseRecord}>
          Case record
        </a>
        {': where practitioners’ notes and maps are handed over to.'}
      </p>
      {told.length === 0 ? (
        <p class="govuk-body">Nobody is told of incidents.</p>
      ) : (
        <Table
          caption="Who is told"
          columns={[
            { title: 'Address' },
            { title: 'Of what' },
            { title: 'Sent', numeric: true },
            { title: 'Waiting', numeric: true },
            { title: 'Given up', numeric: true },
            { title: 'Last sent' },
            { title: 'Try' },
            { title: 'End' },
          ]}
          rows={told.map((target) => [
            target.address,
            filterText(target),
            target.sent.toLocaleString('en-GB'),
            target.waiting.toLocaleString('en-GB'),
            target.dead === 0 ? '0' : <SendAllAgain asking={asking} target={target} />,
            target.lastSentAt === undefined ? 'Nothing yet' : londonTime(target.lastSentAt),
            <TargetButton asking={asking} target={target} deed="try" />,
            <TargetButton asking={asking} target={target} deed="end" />,
          ])}
        />
      )}
      <DeadLetters asking={asking} dead={dead} />
      <AddTarget {...props} />
      {ended.length > 0 && (
        <Table
          caption="Who was told before"
          columns={[{ title: 'Address' }, { title: 'Of what' }, { title: 'From' }, { title: 'To' }]}
          rows={ended.map((target) => [
            target.address,
            filterText(target),
            londonTime(target.madeAt),
            londonTime(target.endedAt ?? target.madeAt),
          ])}
        />
      )}
    </>
  )
}

const TargetButton: FC<{ asking: Asking; target: TargetFigures; deed: 'try' | 'end' }> = ({
  asking,
  target: { id, address },
  deed,
}) => (
  <Form
    asking={asking}
    action={deed === 'try' ? paths.tryNoticeTarget : paths.endNoticeTarget}
    button={deed === 'try' ? 'Send a test' : 'End'}
    of={deed === 'try' ? `to ${address}` : `notices to ${address}, number ${id}`}
    kind={deed === 'try' ? 'secondary' : 'warning'}
    hidden={{ target: String(id) }}
  />
)

const SendAllAgain: FC<{ asking: Asking; target: TargetFigures }> = ({
  asking,
  target: { id, address, dead },
}) => (
  <Form
    asking={asking}
    action={paths.wakeNotice}
    button={`Send ${dead.toLocaleString('en-GB')} again`}
    of={`to ${address}`}
    kind="secondary"
    hidden={{ target: String(id) }}
  />
)

const DeadLetters: FC<{ asking: Asking; dead: readonly DeadNotice[] }> = ({ asking, dead }) =>
  dead.length === 0 ? null : (
    <Table
      caption="Given up after a day"
      columns={[
        { title: 'Incident' },
        { title: 'Address' },
        { title: 'Written' },
        { title: 'Tries', numeric: true },
        { title: 'Last fault' },
        { title: 'Send again' },
      ]}
      rows={dead.map((notice) => [
        notice.incidentId === undefined ? 'A test' : String(notice.incidentId),
        notice.address,
        londonTime(notice.madeAt),
        String(notice.tries),
        notice.lastError ?? '',
        <Form
          asking={asking}
          action={paths.wakeNotice}
          button="Send again"
          of={`notice ${notice.id} to ${notice.address}`}
          kind="secondary"
          hidden={{ notice: String(notice.id) }}
        />,
      ])}
    />
  )
