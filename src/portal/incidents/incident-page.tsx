import type { Child, FC } from 'hono/jsx'
import type { CaseworkPolicy } from '../../app/load-policy.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import { CaseworkSection } from './casework-section.tsx'
import { DecisionSection } from './decision-section.tsx'
import { GravityTag } from './gravity-tag.tsx'
import { CountedStretches, IncidentEvidence, Revisions } from './incident-evidence.tsx'
import { IncidentFacts, RuleFacts } from './incident-facts.tsx'
import type { IncidentFile } from './incident-file.ts'
import { IncidentTable } from './incident-table.tsx'
import {
  endedText,
  familyText,
  kindText,
  NOT_ENDED,
  stageSentence,
  whoText,
} from './incident-text.ts'
import { OutcomeSection } from './outcome-section.tsx'
import type { SentForm } from './sent-form.ts'
import { TakeFurther } from './take-further.tsx'

/** One incident: what was noticed and on what it stands, what was said of it at every time, and what people did. */
export const IncidentPage: FC<{
  asking: Asking
  file: IncidentFile
  policy: CaseworkPolicy['monitoring']
  now: Instant
  sent: SentForm
  /** Above all: what was done, or what is wrong with a form. */
  notice: Child
}> = ({ asking, file, policy, now, sent, notice }) => {
  const { found, others } = file
  const { stage, gravity, endsAt, resolvedAt } = found
  return (
    <>
      {notice}
      <span class="govuk-caption-l">
        {familyText(found.family)}, incident {found.id}
      </span>
      <h1 class="govuk-heading-l">{incidentTitle(found)}</h1>
      <p class="govuk-body app-tags">
        <GravityTag gravity={gravity} />{' '}
        <strong class="govuk-tag govuk-tag--grey">
          {endsAt === undefined ? NOT_ENDED : endedText({ ...found, kinds: [found.kind] })}
        </strong>{' '}
        <strong class="govuk-tag govuk-tag--grey">
          {resolvedAt === undefined ? 'Open' : 'Resolved'}
        </strong>
      </p>
      {stageSentence(stage) !== '' && <p class="govuk-inset-text">{stageSentence(stage)}</p>}
      {resolvedAt !== undefined && (
        <p class="govuk-body">{`Resolved ${londonTime(resolvedAt)}.`}</p>
      )}
      <p class="govuk-body app-row">
        {found.waits && (
          <>
            <a class="govuk-link" href="#decide">
              Go to the decision
            </a>{' '}
          </>
        )}
        <a class="govuk-link" href="#work">
          Go to the work on it
        </a>
      </p>
      <IncidentFacts file={file} thresholds={policy.thresholdMinutes} now={now} />
      <RuleFacts file={file} />
      <IncidentEvidence file={file} />
      <CountedStretches file={file} />
      <Revisions file={file} />
      {/* Whoever decided reads on to resolve it. */}
      <DecisionSection asking={asking} file={file} sent={sent} now={now} />
      <CaseworkSection asking={asking} file={file} sent={sent} />
      <TakeFurther asking={asking} found={found} />
      <OutcomeSection asking={asking} file={file} sent={sent} />
      {others.length > 0 && (
        <IncidentTable caption="Also open of this person" incidents={others} now={now} />
      )}
    </>
  )
}

export function incidentTitle(found: IncidentFile['found']): string {
  return `${kindText(found.kind)}: ${whoText(found)}`
}
