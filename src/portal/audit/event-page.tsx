import type { Child, FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime, londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { StoredAuditEvent } from '../../store/records/audit-records.ts'
import type { AuditReview } from '../../store/records/audit-reviews.ts'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { actorRole, deedText, intervalText, outcomeText } from './event-text.ts'

/** Everything that one event says, what people found who looked at it, and (as children) a form to say so. */
export const EventPage: FC<{
  event: StoredAuditEvent & { readonly previousHash: string }
  reviews: readonly AuditReview[]
  done: string | undefined
  children?: Child
}> = ({ event, reviews, done, children }) => (
  <>
    <DoneNotice done={done} />
    <h1 class="govuk-heading-l">Event {event.id}</h1>
    <SummaryList rows={facts(event)} />
    {reviews.length > 0 && (
      <Table
        caption="Reviews"
        columns={[{ title: 'When' }, { title: 'Who' }, { title: 'Finding' }, { title: 'Note' }]}
        rows={reviews.map(({ at, reviewer, reviewerAccountId, finding, note }) => [
          londonTime(at),
          reviewer ?? `account ${reviewerAccountId}`,
          finding === 'ok' ? 'OK' : 'Query',
          note,
        ])}
      />
    )}
    {children}
  </>
)

function facts(event: StoredAuditEvent & { readonly previousHash: string }) {
  const { details = {}, accountId } = event
  const rows: (readonly [string, Child])[] = [
    ['When', londonTimeToTheSecond(event.at)],
    [
      'Who',
      `${event.username || 'Nobody'}${accountId === undefined ? '' : ` (account ${accountId})`}`,
    ],
    ['Role', actorRole(event.role)],
    ['What', deedText(event)],
    ['Outcome', outcomeText(event.outcome)],
    ['Of whom', <Subjects subjects={event.subjects} />],
    ['Period', intervalText(event)],
    ['How many', event.count === undefined ? '' : grouped(event.count)],
    ['Why', event.purpose ?? ''],
    ...Object.entries(details).map(([name, value]) => [`Detail: ${name}`, String(value)] as const),
    ['From', event.from],
    ['Correlation id', event.correlationId],
    ['Hash', <Hash hex={event.hash} />],
    ['Hash of the event before', <Hash hex={event.previousHash} />],
  ]
  return rows.filter(([, value]) => value !== '')
}

const Subjects: FC<{ subjects: StoredAuditEvent['subjects'] }> = ({ subjects }) => {
  if (subjects === 'everyone') return <>Everyone</>
  if (subjects.length === 0) return <>No device wearer</>
  return (
    <>
      {subjects.map((id, index) => (
        <>
          {index > 0 && ', '}
          <a href={paths.auditOf(id)} class="govuk-link">
            {id}
          </a>
        </>
      ))}
    </>
  )
}

const Hash: FC<{ hex: string }> = ({ hex }) => <code class="app-hash">{hex}</code>
