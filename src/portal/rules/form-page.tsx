import type { Child, FC } from 'hono/jsx'
import type { RuleChange } from '../../domain/rule-change.ts'
import type { Asking } from '../../server/route.ts'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { FormToken } from '../components/form-token.tsx'
import { Radios } from '../components/radios.tsx'
import { TextArea } from '../components/text-area.tsx'
import type { FormValues } from '../form-values.ts'
import { AttendanceFields, CurfewFields } from './condition-fields.tsx'
import type { ZoneOption } from './hours-rows.tsx'
import { RuleFacts } from './rule-facts.tsx'
import type { RuleFact } from './rule-words.ts'
import { ZoneFields } from './zone-fields.tsx'

export interface RuleFormProps {
  readonly asking: Asking
  /** Where the draft is kept, and where the form is made again with more rows or a file's shape. */
  readonly action: string
  readonly again: string
  readonly heading: string
  readonly subject: RuleChange['subject']
  readonly values: FormValues
  readonly faults: readonly FieldFault[]
  /** What the form carries along: what is changed, and of which order. */
  readonly hidden: Readonly<Record<string, string>>
  /** Where the person has several and it is a new rule. */
  readonly orders: readonly ZoneOption[]
  readonly places: readonly ZoneOption[]
  /** What a file held that cannot be a zone. */
  readonly passedOver: readonly string[]
  /** What the form says, where it was asked to say it back. */
  readonly preview: readonly RuleFact[] | undefined
}

/** A form of one rule. Every button sends all of it, so that nothing typed is lost. */
export const RuleFormPage: FC<RuleFormProps> = (props) => {
  const { asking, action, again, heading, subject, values, faults, orders, passedOver, preview } =
    props
  const field = (name: string) => ({ name, value: values.text(name), faults })
  const fields = { values, faults, again }
  const ends = values.text('ends') !== ''
  return (
    <>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">
        What you enter is kept as a draft. Nothing changes for anybody until the draft is published.
      </p>
      {passedOver.length > 0 && (
        <Inset>{`Of the file could not be used: ${passedOver.slice(0, 5).join('; ')}`}</Inset>
      )}
      {preview && (
        <>
          <h2 class="govuk-heading-m">What you entered</h2>
          <RuleFacts facts={preview} />
        </>
      )}
      <form method="post" action={action} enctype="multipart/form-data" novalidate>
        <FormToken asking={asking} />
        {Object.entries(props.hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {/* Enter in a field presses the form's first button. */}
        <button type="submit" name="deed" value="keep" hidden>
          Keep as a draft
        </button>
        {orders.length > 0 && (
          <Radios {...field('order')} label="Of which order?" options={orders} />
        )}
        {ends ? null : subject === 'zone' ? (
          <ZoneFields {...fields} />
        ) : subject === 'curfew' ? (
          <CurfewFields {...fields} places={props.places} />
        ) : (
          <AttendanceFields {...fields} places={props.places} />
        )}
        <h2 class="govuk-heading-m">From when and why</h2>
        <div class="app-range__fields">
          <DateTimeFields
            name="holdsFrom"
            labels={['From date', 'From time', 'From: which of the two']}
            typed={values.text}
            faults={faults}
          />
          {!ends && (
            <DateTimeFields
              name="until"
              labels={['Until date', 'Until time', 'Until: which of the two']}
              typed={values.text}
              faults={faults}
            />
          )}
        </div>
        <p class="govuk-hint">
          {ends
            ? 'London time. Without a date it ends once the draft is published.'
            : 'London time. Without a beginning it holds once it is published; without an end, as long as the order.'}
        </p>
        <TextArea
          {...field('why')}
          label="Why?"
          hint="What asks for it, such as the court and the date of its decision"
          rows={3}
          maxlength={500}
        />
        <div class="govuk-button-group">
          <button type="submit" name="deed" value="keep" class="govuk-button">
            Keep as a draft
          </button>
          {!ends && (
            <button
              type="submit"
              name="deed"
              value="preview"
              formaction={again}
              class="govuk-button govuk-button--secondary"
            >
              Say back what I entered
            </button>
          )}
        </div>
      </form>
    </>
  )
}

const Inset: FC<{ children?: Child }> = ({ children }) => (
  <p class="govuk-inset-text" role="status">
    {children}
  </p>
)
