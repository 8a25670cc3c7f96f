import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { ForceField } from '../components/force-field.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'
import { channelTexts, statusTexts } from './attempt-words.ts'
import { filterParameters, type TypedFilter, UNKNOWN_FORCE } from './typed-filter.ts'

const ANY = { value: '', text: 'Any' }

/**
 * Two forms over one list: kinds and dates go into the address, so that the list can be come back to; a batch
 * id is sent as searches are, within what the other form says.
 */
export const FilterForms: FC<{
  asking: Asking
  typed: TypedFilter
  faults: readonly FieldFault[]
}> = ({ asking, typed, faults }) => (
  <>
    <SearchForm action={paths.attempts} asking={asking} label="Find a batch">
      {Object.entries(filterParameters(typed)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextField
        name="batch"
        label="Batch id"
        hint="Or how it begins, such as MPS202601"
        value={typed.batch}
        faults={faults}
        maxlength={40}
        width={20}
      />
    </SearchForm>
    <search aria-label="Show only">
      <form method="get" action={paths.attempts} class="app-filter" novalidate>
        {asking.actor.role !== 'police-analyst' && (
          <ForceField
            name="force"
            value={typed.force}
            more={[{ value: UNKNOWN_FORCE, text: 'Not known' }]}
          />
        )}
        <SelectField
          name="status"
          label="Status"
          value={typed.status}
          options={[ANY, ...optionsOf(statusTexts)]}
        />
        <SelectField
          name="channel"
          label="How it came"
          value={typed.channel}
          options={[ANY, ...optionsOf(channelTexts)]}
        />
        <TextField name="from" label="First day" type="date" value={typed.from} faults={faults} />
        <TextField name="to" label="Last day" type="date" value={typed.to} faults={faults} />
        <div class="govuk-form-group">
          <div class="govuk-checkboxes govuk-checkboxes--small">
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                type="checkbox"
                id="issues"
                name="issues"
                value="yes"
                {...(typed.issues !== '' && { checked: true })}
              />
              <label class="govuk-label govuk-checkboxes__label" for="issues">
                With something refused
              </label>
            </div>
          </div>
        </div>
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show
        </button>
      </form>
    </search>
  </>
)

function optionsOf(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([value, text]) => ({ value, text }))
}
