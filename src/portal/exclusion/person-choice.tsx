import type { FC } from 'hono/jsx'
import type { KnownPerson } from '../../store/records/named-people.ts'
import { type FieldFault, faultOf } from '../components/error-summary.tsx'

/** What the form says where nobody who is monitored is the person. */
export const NOBODY = 'nobody'

/** Which of the people on record police meant. */
export const PersonChoice: FC<{
  candidates: readonly KnownPerson[]
  faults: readonly FieldFault[]
}> = ({ candidates, faults }) => {
  const fault = faultOf(faults, 'wearer')
  return (
    <div class={`govuk-form-group${fault ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" {...(fault && { 'aria-describedby': 'wearer-error' })}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Who is it?</legend>
        {fault && (
          <p id="wearer-error" class="govuk-error-message">
            <span class="govuk-visually-hidden">Error:</span> {fault}
          </p>
        )}
        <div class="govuk-radios" data-module="govuk-radios">
          {candidates.map(({ id, names, dateOfBirth, identifiers }, index) => (
            <Choice
              id={index === 0 ? 'wearer' : `wearer-${index}`}
              value={id}
              text={`${names.join(', ') || 'No name on record'} (${id})`}
              hint={`Born ${dateOfBirth ?? 'not on record'}. Numbers: ${identifiers.join(', ') || 'none on record'}.`}
            />
          ))}
          <Choice
            id={candidates.length === 0 ? 'wearer' : 'wearer-nobody'}
            value={NOBODY}
            text={
              candidates.length === 0
                ? 'Nobody on record is this person'
                : 'None of them is this person'
            }
            hint="The force is told that there is no data"
          />
        </div>
      </fieldset>
    </div>
  )
}

const Choice: FC<{ id: string; value: string; text: string; hint: string }> = ({
  id,
  value,
  text,
  hint,
}) => (
  <div class="govuk-radios__item">
    <input
      class="govuk-radios__input"
      type="radio"
      id={id}
      name="wearer"
      value={value}
      aria-describedby={`${id}-hint`}
    />
    <label class="govuk-label govuk-radios__label" for={id}>
      {text}
    </label>
    <div id={`${id}-hint`} class="govuk-hint govuk-radios__hint">
      {hint}
    </div>
  </div>
)
