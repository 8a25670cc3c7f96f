import type { Child, FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { Comparison, NewestRun } from '../../store/records/attempt-comparisons.ts'
import type { ListedRowIssue, TypeCounts } from '../../store/records/attempt-rows.ts'
import type { MailReply } from '../../store/records/reply-records.ts'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import {
  attemptName,
  channelTexts,
  comparisonText,
  remedyText,
  runOfWaiting,
  tookText,
} from './attempt-words.ts'
import { IssueTable } from './issue-table.tsx'
import { PurposeField } from './purpose-field.tsx'
import { Replies } from './replies.tsx'
import { SameBatch } from './same-batch.tsx'
import { StatusTag } from './status-tag.tsx'
import { TypeTable } from './type-table.tsx'

/** One attempt: what became of it, what to do about what was refused, and its files. */
export const AttemptPage: FC<{
  asking: Asking
  attempt: VisibleAttempt
  comparison: Comparison | undefined
  run: NewestRun | undefined
  types: readonly TypeCounts[]
  /** Refused rows whose crime a later file brought. */
  corrected: number
  siblings: readonly VisibleAttempt[]
  /** To the message that brought it. */
  replies: readonly MailReply[]
  done: string | undefined
  issues: readonly ListedRowIssue[]
  first: string | undefined
  next: string | undefined
}> = ({
  asking,
  attempt,
  comparison,
  run,
  types,
  corrected,
  siblings,
  replies,
  done,
  issues,
  first,
  next,
}) => {
  const { id, status, refused } = attempt
  const seesMatches = asking.actor.permissions.has('matches:read')
  const read = attempt.importId !== undefined && status !== 'repeated'
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">{attemptName(attempt)}</h1>
      {attempt.reason !== undefined && <Reason attempt={attempt} />}
      {corrected > 0 && (
        <div class="govuk-inset-text">
          {grouped(corrected)} of {grouped(refused)} refused{' '}
          {refused === 1 ? 'row was' : 'rows were'} corrected since.
        </div>
      )}
      <SummaryList rows={factsOf({ attempt, comparison, run, seesMatches })} />
      <Replies asking={asking} attempt={attempt} replies={replies} />
      <SameBatch attempt={attempt} siblings={siblings} />
      {read && (
        <>
          <TypeTable types={types} />
          <IssueTable issues={issues} first={first} next={next} />
          <Downloads attempt={attempt} anyIssues={issues.length > 0 || first !== undefined} />
        </>
      )}
      {seesMatches && read && (comparison?.wearers ?? 0) > 0 && (
        <>
          <h2 class="govuk-heading-m">Matches</h2>
          <Form
            asking={asking}
            action={paths.batchMatches}
            button="Download matches of this batch (CSV)"
            kind="secondary"
            hidden={{ attempt: String(id) }}
          >
            <PurposeField />
          </Form>
        </>
      )}
    </>
  )
}

const Reason: FC<{ attempt: VisibleAttempt }> = ({
  attempt: { status, reason, reasonCode, repeatsId },
}) => (
  <div class={status === 'refused' ? 'govuk-warning-text' : 'govuk-inset-text'}>
    {status === 'refused' && (
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
    )}
    <div class={status === 'refused' ? 'govuk-warning-text__text' : undefined}>
      {status === 'refused' && <span class="govuk-visually-hidden">Warning</span>}
      {reason}. {remedyText(reasonCode)}{' '}
      {repeatsId !== undefined && (
        <a href={paths.attempt(repeatsId)} class="govuk-link">
          See when it first came
        </a>
      )}
    </div>
  </div>
)

function factsOf({
  attempt,
  comparison,
  run,
  seesMatches,
}: {
  attempt: VisibleAttempt
  comparison: Comparison | undefined
  run: NewestRun | undefined
  seesMatches: boolean
}): (readonly [string, Child])[] {
  const { status, batchId, fileName, channel, sender, receivedAt, startedAt, finishedAt } = attempt
  const read = attempt.importId !== undefined && status !== 'repeated'
  return [
    ['Status', <StatusTag status={status} />],
    ['Police force', forceLabel(attempt)],
    ['Batch', batchId || 'not known'],
    ['File', fileName || 'none'],
    ['Came by', sender ? `${channelTexts[channel]}, from ${sender}` : channelTexts[channel]],
    ['Received', londonTime(receivedAt)],
    ...(read
      ? ([
          ['Rows', grouped(attempt.rows)],
          ['Accepted', acceptedText(attempt)],
          ['Refused', grouped(attempt.refused)],
          ...(startedAt !== undefined && finishedAt !== undefined
            ? [['Reading it took', tookText(startedAt, finishedAt)] as const]
            : []),
          [
            'Crimes compared',
            <>
              {comparisonText(attempt, comparison, run, seesMatches)}
              <RunLink comparison={comparison} run={run} seesMatches={seesMatches} />
            </>,
          ],
        ] as const)
      : []),
  ]
}

function acceptedText({ accepted, repeats }: VisibleAttempt): string {
  return repeats === 0
    ? grouped(accepted)
    : `${grouped(accepted)}, of which ${grouped(repeats)} said nothing new`
}

const RunLink: FC<{
  comparison: Comparison | undefined
  run: NewestRun | undefined
  seesMatches: boolean
}> = ({ comparison, run, seesMatches }) => {
  if (!comparison || !seesMatches) return null
  const id = runOfWaiting(comparison, run)?.id ?? comparison.runId
  return id === undefined ? null : (
    <>
      {' '}
      <a href={paths.run(id)} class="govuk-link">
        Run {id}
      </a>
    </>
  )
}

const Downloads: FC<{ attempt: VisibleAttempt; anyIssues: boolean }> = ({
  attempt: { id, accepted, repeats, refused },
  anyIssues,
}) => {
  const news = accepted > repeats
  if (!news && !anyIssues && refused === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Crimes and files</h2>
      <ul class="govuk-list">
        {news && (
          <>
            <Link href={paths.attemptCrimes(id)}>Crimes of this batch</Link>
            <Link href={paths.attemptCrimesFile(id)}>Download its crimes (CSV)</Link>
          </>
        )}
        {anyIssues && <Link href={paths.attemptIssues(id)}>Download what was wrong (CSV)</Link>}
        {refused > 0 && (
          <Link href={paths.refusedRows(id)}>
            Download the refused rows as they came, to correct and send again (CSV)
          </Link>
        )}
      </ul>
    </>
  )
}

const Link: FC<{ href: string; children?: Child }> = ({ href, children }) => (
  <li>
    <a href={href} class="govuk-link">
      {children}
    </a>
  </li>
)
