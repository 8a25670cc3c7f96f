import type { Child, FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { StoredMatch } from '../../store/records/match-records.ts'
import type { VisibleChange } from '../../store/records/visible-changes.ts'
import type { VisibleMatchCase } from '../../store/records/visible-match-cases.ts'
import { Notice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { ChangeTable } from '../match/change-table.tsx'
import { strengthText } from '../match/evidence-text.ts'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { MatchEvidence } from '../match/match-evidence.tsx'
import { paths } from '../paths.ts'
import { claimText, phaseSentence } from './case-text.ts'
import { matchInWords } from './match-in-words.ts'
import { PhaseTag } from './phase-tag.tsx'

/** What is known of a case besides itself. */
export interface CaseFacts {
  readonly match: StoredMatch | undefined
  readonly radiusMetres: number
  /** Of the same crime, without this one. */
  readonly others: readonly VisibleMatchCase[]
  readonly changes: readonly VisibleChange[]
}

/** One match to look at: what stands of it, in words, on a map and in tables; who else was near; how it came so. */
export const CasePage: FC<{
  found: VisibleMatchCase
  facts: CaseFacts
  /** Above all: what was done, or what is wrong with the form. */
  notice?: Child
  /** The views given, and the form for the next. */
  children?: Child
}> = ({ found, facts, notice, children }) => {
  const { crime } = found
  const { match, radiusMetres, others, changes } = facts
  return (
    <>
      {notice}
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">
        Wearer {found.deviceWearerId} and crime {crime.crimeReference}
      </h1>
      <p class="govuk-body">
        <PhaseTag phase={found.phase} /> {phaseSentence(found.phase)}{' '}
        <a class="govuk-link" href="#review">
          Go to the review
        </a>
      </p>
      {found.claim && <Notice title="Important">{claimText(found.claim)}</Notice>}
      {found.crimeWithdrawnAt !== undefined && (
        <Notice title="Important">
          The force withdrew this crime on {londonTime(found.crimeWithdrawnAt)}.
        </Notice>
      )}
      <h2 class="govuk-heading-m">In words</h2>
      <p class="govuk-body">
        {match
          ? matchInWords(match, radiusMetres)
          : 'Nothing stands of this match: the newest comparison does not name this wearer, or it may not be looked at any more. That does not say where anyone was or was not.'}
      </p>
      <SummaryList
        rows={[
          ['What police wrote', crime.crimeText === '' ? 'Nothing' : crime.crimeText],
          [
            'Other wearers near',
            others.length === 0 ? 'None that you may see' : <Others others={others} />,
          ],
        ]}
      />
      <h2 class="govuk-heading-m">Evidence</h2>
      {match ? (
        <MatchEvidence match={match} radiusMetres={radiusMetres} />
      ) : (
        <p class="govuk-body">
          Crime window: {windowText(crime)}.{' '}
          <a class="govuk-link" href={paths.crime(found.crimeId)}>
            The crime and its versions
          </a>
        </p>
      )}
      {changes.length > 0 && (
        <ChangeTable caption="How this came to be said" changes={changes} of="pair" />
      )}
      <h2 class="govuk-heading-m" id="review">
        Review
      </h2>
      {children}
      {found.phase === 'qualified' && match && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.draftAlert(found.crimeId)}>
            Draft an alert about this crime
          </a>
        </p>
      )}
    </>
  )
}

const Others: FC<{ others: readonly VisibleMatchCase[] }> = ({ others }) => (
  <ul class="govuk-list">
    {others.map(({ id, deviceWearerId, standing }) => (
      <li>
        <a class="govuk-link" href={paths.review(id)}>
          {deviceWearerId}
        </a>
        {standing?.evidence && `: ${strengthText(standing.evidence)}`}
      </li>
    ))}
  </ul>
)
