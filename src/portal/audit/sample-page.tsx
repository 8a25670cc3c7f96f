import type { Child, FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { StoredAuditEvent } from '../../store/records/audit-records.ts'
import type { AuditReview } from '../../store/records/audit-reviews.ts'
import type { AuditSample } from '../../store/records/audit-samples.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { EventTable } from './event-table.tsx'
import { progressText } from './sample-text.ts'

/** A sample: how far people have got with it, and its events, oldest first, a page at a time. */
export const SamplePage: FC<{
  sample: AuditSample
  events: readonly StoredAuditEvent[]
  /** Of the events on this page. */
  reviews: readonly AuditReview[]
  done: string | undefined
  first: string | undefined
  next: string | undefined
}> = ({ sample, events, reviews, done, first, next }) => {
  const newest = new Map(reviews.map((review) => [review.eventId, review]))
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Sample {sample.id}</h1>
      <p class="govuk-body-l">{progressText(sample)}</p>
      <EventTable
        caption="Events drawn, the oldest first"
        events={events}
        sample={sample.id}
        review={({ id }) => reviewText(newest.get(id))}
      />
      <CursorLinks label="Pages of events" first={first} next={next} />
    </>
  )
}

function reviewText(review: AuditReview | undefined): Child {
  if (!review) return 'Not reviewed'
  const { finding, note, at, reviewer, reviewerAccountId } = review
  return (
    <>
      <strong class={`govuk-tag govuk-tag--${finding === 'ok' ? 'green' : 'yellow'}`}>
        {finding === 'ok' ? 'OK' : 'Query'}
      </strong>
      {note && <span class="app-aside">{note}</span>}
      <span class="app-aside">
        {reviewer ?? `account ${reviewerAccountId}`}, {londonTime(at)}
      </span>
    </>
  )
}
