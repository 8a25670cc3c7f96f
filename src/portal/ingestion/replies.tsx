import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { MailReply } from '../../store/records/reply-records.ts'
import type { VisibleAttempt } from '../../store/records/visible-attempts.ts'
import { Form } from '../components/form.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { paths } from '../paths.ts'

/** Whether who sent a message was answered; where a reply was given up, it can be sent again. */
export const Replies: FC<{
  asking: Asking
  attempt: VisibleAttempt
  replies: readonly MailReply[]
}> = ({ asking, attempt, replies }) => {
  if (replies.length === 0) return null
  const givenUp = replies.some(({ state }) => state === 'given_up')
  return (
    <>
      <h2 class="govuk-heading-m">Reply by e-mail</h2>
      <SummaryList rows={replies.map((reply) => [reply.recipient, stateText(reply)] as const)} />
      {givenUp && asking.actor.permissions.has('crime-batches:write') && (
        <Form
          asking={asking}
          action={paths.attemptReplies(attempt.id)}
          button="Send the reply again"
          kind="secondary"
        />
      )}
    </>
  )
}

function stateText({ state, tries, sentAt, nextTryAt }: MailReply): string {
  if (state === 'sent') return sentAt === undefined ? 'Sent' : `Sent ${londonTime(sentAt)}`
  if (state === 'given_up') return `Not sent: given up after ${counted(tries, 'try', 'tries')}`
  if (tries === 0) return 'Waiting to be sent'
  const next = nextTryAt === undefined ? '' : `, next ${londonTime(nextTryAt)}`
  return `Not sent yet: ${counted(tries, 'try', 'tries')}${next}`
}
