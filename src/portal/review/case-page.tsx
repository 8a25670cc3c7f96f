import type { Child, FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { PairChange } from '../../store/records/pair-changes.ts'
import type { VisibleMatchCase } from '../../store/records/visible-match-cases.ts'
import type { VisibleMatch } from '../../store/records/visible-matches.ts'
import { Notice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { strengthText } from '../match/evidence-text.ts'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { MatchEvidence } from '../match/match-evidence.tsx'
import { paths } from '../paths.ts'
import { claimText, phaseSentence } from './case-text.ts'
import { matchInWords } from './match-in-words.ts'
import { PhaseTag } from './phase-tag.tsx'

/** What is known of a case besides itself. */
export interface CaseFacts {
  readonly match: VisibleMatch | undefined
  readonly radiusMetres: number
  /** Of the same crime, without this one. */
  readonly others: readonly VisibleMatchCase[]
  readonly changes: readonly PairChange[]
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
        <PhaseTag phase={found.phase} /> {phaseSentence(found.phase)}
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
      {changes.length > 0 && <Changes changes={changes} />}
      <h2 class="govuk-heading-m">Review</h2>
      {children}
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

const kinds: Readonly<Record<PairChange['kind'], string>> = {
  appeared: 'The wearer was found near',
  changed: 'The evidence is weighed otherwise',
  fell_away: 'The wearer is not found near any more',
}

const causes: Readonly<Record<PairChange['cause'], string>> = {
  whole: 'everything was compared',
  crimes: 'the crime was sent or amended',
  positions: 'positions arrived',
  people: 'who wore what, or what an order permits, was corrected',
  erasure: 'positions were erased',
  withdrawal: 'the crime was withdrawn',
}

const Changes: FC<{ changes: readonly PairChange[] }> = ({ changes }) => (
  <Table
    caption="How it came to this, newest first"
    columns={[{ title: 'When' }, { title: 'What' }, { title: 'Because' }]}
    rows={changes.map(({ kind, cause, changedAt }) => [
      londonTime(changedAt),
      kinds[kind],
      causes[cause],
    ])}
  />
)
