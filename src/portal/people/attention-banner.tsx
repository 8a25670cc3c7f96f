import type { FC } from 'hono/jsx'
import type { AttentionTo } from '../../app/people/attention.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Asking } from '../../server/route.ts'
import { Form } from '../components/form.tsx'
import { TextArea } from '../components/text-area.tsx'
import type { SentForm } from '../incidents/sent-form.ts'
import { paths } from '../paths.ts'
import { AttentionList, SeenBy } from './attention-list.tsx'

/** Why a person needs attention, above everything else of theirs; whoever has seen it says so, with a note if they like. */
export const AttentionBanner: FC<{
  asking: Asking
  attention: AttentionTo
  now: Instant
  sent: SentForm
}> = ({ asking, attention, now, sent: { typed, faults } }) => {
  const { id, reasons, seen } = attention
  if (reasons.length === 0) return null
  const mayWrite = asking.actor.permissions.has('notes:write')
  return (
    <section class="govuk-notification-banner" aria-labelledby="attention-title">
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="attention-title">
          {seen ? 'Needs attention, and was seen' : 'Needs attention'}
        </h2>
      </div>
      <div class="govuk-notification-banner__content app-banner">
        <AttentionList attention={attention} now={now} />
        <SeenBy attention={attention} />
        {mayWrite && seen && (
          <Form
            asking={asking}
            action={paths.seenAttention(id)}
            button="Show as new again"
            kind="secondary"
            hidden={{ again: 'yes' }}
          />
        )}
        {mayWrite && !seen && (
          <details class="govuk-details" {...(faults.length > 0 && { open: true })}>
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">I have seen this</span>
            </summary>
            <div class="govuk-details__text">
              <p class="govuk-body">
                Your colleagues see that you have. It goes down in their lists, and comes back as
                soon as there is something new.
              </p>
              <Form
                asking={asking}
                action={paths.seenAttention(id)}
                button="Say that I have seen it"
                kind="secondary"
                hidden={{ until: formatInstant(now) }}
              >
                <TextArea
                  name="note"
                  label="Note, if you want to leave one"
                  rows={2}
                  value={typed('note')}
                  faults={faults}
                />
              </Form>
            </div>
          </details>
        )}
      </div>
    </section>
  )
}
