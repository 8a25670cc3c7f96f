import type { Child, FC } from 'hono/jsx'

/** Facts as key and value. */
export const SummaryList: FC<{ rows: readonly (readonly [key: string, value: Child])[] }> = ({
  rows,
}) => (
  <dl class="govuk-summary-list">
    {rows.map(([key, value]) => (
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">{key}</dt>
        <dd class="govuk-summary-list__value">{value}</dd>
      </div>
    ))}
  </dl>
)
