import type { FC } from 'hono/jsx'
import type { Verdict } from '../../domain/evidence-summary.ts'
import { verdicts } from '../../domain/force-figures.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import type { TypedDays } from '../components/typed-days.ts'
import { verdictText } from '../match/evidence-text.ts'

export interface WearerCrimesChoice {
  readonly verdict: Verdict | undefined
  readonly typed: TypedDays
  /** Whether the positions near the crimes are drawn, too. */
  readonly positions: boolean
}

/** Which of a wearer's crimes, and whether their positions near them are on the map. */
export const WearerCrimesFilter: FC<{
  action: string
  filter: WearerCrimesChoice
  faults: readonly FieldFault[]
}> = ({ action, filter: { verdict, typed, positions }, faults }) => (
  <form method="get" action={action} class="app-filter" aria-label="Filter">
    <SelectField
      name="verdict"
      label="Evidence"
      value={verdict}
      options={[
        { value: '', text: 'Any' },
        ...verdicts.map((each) => ({ value: each, text: verdictText({ verdict: each })[0] })),
      ]}
    />
    <TextField name="from" label="First day" type="date" value={typed.from} faults={faults} />
    <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} />
    <SelectField
      name="positions"
      label="On the map"
      value={positions ? 'yes' : ''}
      options={[
        { value: '', text: 'Crimes only' },
        { value: 'yes', text: 'Crimes, and positions near them' },
      ]}
    />
    <button type="submit" class="govuk-button govuk-button--secondary">
      Filter
    </button>
  </form>
)
