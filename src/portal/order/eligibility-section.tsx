import type { FC } from 'hono/jsx'
import type { AllowedKinds, Eligibility, RuleSaid } from '../../domain/eligibility.ts'
import type { CaseFact } from '../../domain/eligibility-rule.ts'
import { Table } from '../components/table.tsx'
import { dateText } from './date-text.ts'

const answers: Readonly<Record<Eligibility['answer'], string>> = {
  eligible: 'Yes: every rule in force on the day of release is met.',
  'not-eligible': 'No. Every rule that says no is named below.',
  'cannot-say': 'Nobody can say yet: some facts that rules ask for are missing.',
}

const factNames: Readonly<Record<CaseFact, string>> = {
  orderType: 'type of order',
  notifyingOrganisation: 'who sent the order',
  releaseDate: 'day of release',
  monitoringEnds: 'end of monitoring',
  adult: 'whether 18 or older',
  fixedAddress: 'whether there is a fixed address',
  hdc: 'whether under home detention curfew',
  project: 'project',
  offence: 'offence',
  longestSentence: 'whether it has the longest sentence',
  sentenceDays: 'length of the sentence',
  policeForce: 'police force of the address',
  region: 'probation region',
  sentenceType: 'type of sentence',
  intensiveSupervision: 'whether supervision is intensive',
  riskReview: 'whether release was reviewed for its risk',
  missedInError: 'whether it was missed at release by mistake',
  licenceVariationFor: 'why the licence was varied',
  madeFrom: 'what the order was made from',
  twiceAtOnce: 'conditions that hold at one time',
}

/** Whether somebody may be monitored against acquisitive crime, and under what: every rule, with its version. */
export const EligibilitySection: FC<{ eligibility: Eligibility; allowed: AllowedKinds }> = ({
  eligibility: { answer, refused, missing, met },
  allowed,
}) => (
  <>
    <h3 class="govuk-heading-s">May this person be monitored against acquisitive crime?</h3>
    <p class="govuk-body">{answers[answer]}</p>
    <details class="govuk-details" open={answer !== 'eligible'}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">What each rule says</span>
      </summary>
      <div class="govuk-details__text">
        <Table
          caption="Rules, and what they say of this order"
          captionHidden
          columns={['Rule', 'Answer', 'Not known', 'In force from', 'Source'].map((title) => ({
            title,
          }))}
          rows={[
            ...refused.map((rule) => row(rule, 'No')),
            ...missing.map((rule) =>
              row(rule, 'Cannot say', rule.facts.map((fact) => factNames[fact]).join(', ')),
            ),
            ...met.map((rule) => row(rule, 'Yes')),
          ]}
        />
      </div>
    </details>
    <p class="govuk-body">
      {allowed.kinds.length === 0
        ? 'Together, the rules leave no kind of condition.'
        : `Kinds of condition the rules leave: ${allowed.kinds.join(', ')}.`}
      {allowed.limitedBy.map(({ text }) => ` ${text}.`)}
      {allowed.missing.length > 0 &&
        ` Not asked, because facts are missing: ${[
          ...new Set(allowed.missing.flatMap(({ facts }) => facts.map((fact) => factNames[fact]))),
        ].join(', ')}.`}
    </p>
  </>
)

function row({ text, version, source }: RuleSaid, answer: string, missing = ''): string[] {
  return [text, answer, missing, version < '1900' ? 'always' : dateText(version), source]
}
