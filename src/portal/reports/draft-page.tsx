import type { FC } from 'hono/jsx'
import type { CrimeVersion } from '../../domain/crime.ts'
import { strengthWord, timesText } from '../../domain/weight-in-words.ts'
import type { Asking } from '../../server/route.ts'
import type { QualifiedCase } from '../../store/records/qualified-cases.ts'
import { CheckBoxes } from '../components/check-boxes.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { paths } from '../paths.ts'

/** Whom an alert about a crime shall name: only people who were qualified can be chosen. */
export const DraftAlertPage: FC<{
  asking: Asking
  crimeId: number
  crime: CrimeVersion
  cases: readonly QualifiedCase[]
  ticked: readonly string[]
  faults?: readonly FieldFault[]
}> = ({ asking, crimeId, crime, cases, ticked, faults = [] }) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <ErrorSummary faults={faults} />
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}, {windowText(crime)}
      </span>
      <h1 class="govuk-heading-l">Draft an alert about crime {crime.crimeReference}</h1>
      {cases.length === 0 ? (
        <p class="govuk-body">
          Nobody whom you may see is qualified at this crime as it stands now. Matches are qualified
          in a review; if the evidence or the crime has changed since, they have to be reviewed
          again.
        </p>
      ) : (
        <Form asking={asking} action={paths.draftAlert(crimeId)} button="Draft the alert">
          <CheckBoxes
            name="cases"
            label="People the alert names"
            hint="Each was qualified by a review. The police force reads about those you choose, and about nobody else."
            options={cases.map((each) => ({ value: String(each.caseId), text: textOf(each) }))}
            ticked={ticked}
            faults={faults}
          />
        </Form>
      )}
    </div>
  </div>
)

function textOf({ names, deviceWearerId, log10Lr = 0 }: QualifiedCase): string {
  const who = names[0] ? `${names[0]} (${deviceWearerId})` : deviceWearerId
  const word = strengthWord(log10Lr)
  const way = log10Lr > 0 ? 'for presence' : 'against presence'
  return `${who}: ${word ? `${word} ${way}, ${timesText(log10Lr)}` : 'says little either way'}`
}
