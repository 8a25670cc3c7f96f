import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import { MOST_REMARK } from '../../domain/review-reasons.ts'
import type { Asking } from '../../server/route.ts'
import type { SharedMatch } from '../../store/records/shared-matches.ts'
import type { VisibleMatchCase } from '../../store/records/visible-match-cases.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { TextArea } from '../components/text-area.tsx'
import { type SentForm, sentField } from '../incidents/sent-form.ts'
import { paths } from '../paths.ts'

/** Whether supervisors are told of a match: what they would read, and the form that begins or ends it. */
export const SharePage: FC<{
  asking: Asking
  title: string
  found: VisibleMatchCase
  shared: SharedMatch | undefined
  sent: SentForm
}> = ({ asking, title, found, shared, sent }) => {
  const isTold = shared?.isTold ?? false
  return (
    <>
      <ErrorSummary faults={sent.faults} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{`Wearer ${found.deviceWearerId}, case number ${found.id}.`}</p>
      <SharingText shared={shared} />
      {!isTold && (
        <>
          <p class="govuk-body">They would be told this, and nothing else:</p>
          <p class="govuk-inset-text">
            {`A match was qualified by the hub. Ask the hub (case number ${found.id})`}
          </p>
          <p class="govuk-body">
            They are told the day it was qualified, but not the crime, its text, its place or its
            time. If the match is looked at anew or does not stand any more, they are not told of
            it.
          </p>
        </>
      )}
      {isTold || (found.phase === 'qualified' && found.standing) ? (
        <Form
          asking={asking}
          action={paths.shareMatch(found.id)}
          button={isTold ? 'Do not tell them any more' : 'Let them be told'}
          {...(isTold && { hidden: { end: 'yes' } })}
        >
          <TextArea
            {...sentField(sent, 'why')}
            label={isTold ? 'Why they should not be told any more' : 'Why they should be told'}
            hint={`At most ${MOST_REMARK.toLocaleString('en-GB')} characters. They do not see it. It may be disclosed.`}
          />
        </Form>
      ) : (
        <p class="govuk-body">Only a match that is qualified and stands can be shared.</p>
      )}
    </>
  )
}

/** Whether they are told, since when, by whom and why. */
export const SharingText: FC<{ shared: SharedMatch | undefined }> = ({ shared }) => (
  <p class="govuk-body">
    {shared === undefined
      ? 'Whoever supervises the wearer is not told of this match.'
      : shared.isTold
        ? `Whoever supervises the wearer is told, since ${londonTime(shared.at)}, that there is a qualified match. ${shared.by} let them be told: ${shared.why}`
        : `${shared.by} let whoever supervises the wearer be told on ${londonTime(shared.at)}: ${shared.why}. It was looked at anew since or does not stand any more, so they are not told.`}
  </p>
)
