import type { FC } from 'hono/jsx'

/** What is wrong with a form: the field's name, and what to do about it. */
export interface FieldFault {
  readonly field: string
  readonly text: string
}

/** Above a form that could not be taken: every fault, each a link to its field. */
export const ErrorSummary: FC<{ faults: readonly FieldFault[] }> = ({ faults }) =>
  faults.length === 0 ? null : (
    <section class="govuk-error-summary" aria-labelledby="error-summary-title" role="alert">
      <h2 class="govuk-error-summary__title" id="error-summary-title">
        There is a problem
      </h2>
      <div class="govuk-error-summary__body">
        <ul class="govuk-list govuk-error-summary__list">
          {faults.map(({ field, text }) => (
            <li>
              <a href={`#${field}`}>{text}</a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )

export function faultOf(faults: readonly FieldFault[], field: string): string | undefined {
  return faults.find((fault) => fault.field === field)?.text
}
