import type { FC } from 'hono/jsx'
import { conditionWords } from '../../domain/condition-words.ts'
import type { MonitoringOrder, Zone } from '../../domain/people.ts'
import { orderTypes } from '../../domain/reference/order-lists.ts'
import type { ReferenceList } from '../../domain/reference/reference-list.ts'
import type { Asking } from '../../server/route.ts'
import { DateTimeFields } from '../components/date-time-fields.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { FormToken } from '../components/form-token.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import { TextField } from '../components/text-field.tsx'
import type { FormValues } from '../form-values.ts'
import { type FactField, factFields } from './variation-fields.ts'

const NOT_KNOWN = { value: '', text: 'Not known' }
const truths = [NOT_KNOWN, { value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]

interface VariationProps {
  readonly asking: Asking
  readonly action: string
  readonly heading: string
  /** What the form begins with: as it holds, or as an earlier version had it. */
  readonly base: MonitoringOrder
  /** Of that version, where it is an earlier one. */
  readonly as: number | undefined
  /** The newest, in whose place the next one comes. */
  readonly version: number | undefined
  readonly zones: readonly Zone[]
  readonly values: FormValues
  readonly faults: readonly FieldFault[]
  /** Where zones, curfews and appointments are changed. */
  readonly rules: string
}

/** A form of one order: all of it is shown as it is, and what is kept is its next version. */
export const VariationPage: FC<VariationProps> = ({ base, values, faults, ...props }) => {
  const field = (name: string) => ({ name, value: values.text(name), faults })
  return (
    <>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">{props.heading}</h1>
      {props.as !== undefined && (
        <p class="govuk-inset-text">
          {`The form holds what version ${props.as} said. Keep it, and that holds again, as a new version.`}
        </p>
      )}
      <p class="govuk-body">
        It holds as soon as you keep it, and its earlier versions stay to be read. Hours, places and
        appointments are changed{' '}
        <a class="govuk-link" href={props.rules}>
          under Rules
        </a>
        .
      </p>
      <form method="post" action={props.action} novalidate>
        <FormToken asking={props.asking} />
        {props.version !== undefined && (
          <input type="hidden" name="version" value={String(props.version)} />
        )}
        {props.as !== undefined && <input type="hidden" name="as" value={String(props.as)} />}
        <h2 class="govuk-heading-m">The order</h2>
        <SelectField
          {...field('orderType')}
          label="Type of order"
          options={optionsOf(orderTypes, values.text('orderType'))}
        />
        <Spell values={values} faults={faults} row="" />
        <h2 class="govuk-heading-m">Conditions</h2>
        {base.conditions.length === 0 && <p class="govuk-body">It has no conditions.</p>}
        {base.conditions.map((condition, index) => (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
              {`${conditionWords(condition, props.zones).title} (${condition.id})`}
            </legend>
            <Spell values={values} faults={faults} row={`-${index}`} />
            {condition.kind === 'trail' && (
              <SelectField
                {...field(`crimes-${index}`)}
                label="May positions be compared with crimes?"
                hint="It depends on the type of order. Where it is not certain, say no."
                options={[
                  { value: 'no', text: 'No' },
                  { value: 'yes', text: 'Yes' },
                ]}
              />
            )}
          </fieldset>
        ))}
        <h2 class="govuk-heading-m">What its papers say</h2>
        {factFields.map((fact) => (
          <Fact fact={fact} {...field(fact.name)} />
        ))}
        <h2 class="govuk-heading-m">Why it is changed</h2>
        <TextArea
          {...field('why')}
          label="Why?"
          hint="What asks for it, such as the court and the date of its decision"
          rows={3}
          maxlength={500}
        />
        <button type="submit" class="govuk-button">
          Keep as a new version
        </button>
      </form>
    </>
  )
}

const Spell: FC<{ values: FormValues; faults: readonly FieldFault[]; row: string }> = ({
  values,
  faults,
  row,
}) => {
  const fields = { typed: (name: string) => values.text(name), faults }
  return (
    <>
      <div class="app-range__fields">
        <DateTimeFields
          {...fields}
          name={`from${row}`}
          labels={['From date', 'From time', 'From: which of the two']}
        />
        <DateTimeFields
          {...fields}
          name={`to${row}`}
          labels={['Until date', 'Until time', 'Until: which of the two']}
        />
      </div>
      <p class="govuk-hint">London time. Without an end it goes on.</p>
    </>
  )
}

interface TypedFact {
  readonly fact: FactField
  readonly name: string
  readonly value: string
  readonly faults: readonly FieldFault[]
}

const Fact: FC<TypedFact> = ({ fact: { label, is }, ...field }) => {
  if (is === 'date') return <TextField {...field} label={label} type="date" width={10} />
  if (is === 'number') {
    return <TextField {...field} label={label} inputmode="numeric" width={5} maxlength={5} />
  }
  const options = is === 'truth' ? truths : [NOT_KNOWN, ...optionsOf(is, field.value)]
  return <SelectField {...field} label={label} options={options} />
}

/** A code that is in no list is kept, and shown as it came. */
function optionsOf({ entries }: ReferenceList, code: string) {
  const options = entries.map(({ code: value, label }) => ({ value, text: label }))
  const isListed = code === '' || entries.some((entry) => entry.code === code)
  return isListed ? options : [...options, { value: code, text: code }]
}
