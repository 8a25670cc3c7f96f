import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonMinuteText, londonStretchText } from '../../domain/london-day-text.ts'
import { londonDate } from '../../domain/london-time.ts'
import { Table } from '../components/table.tsx'
import { Folded } from './folded.tsx'
import type { RequiredRow } from './required-rows.ts'

/** What was required in a period and what is known of it, as a table: with or without the map. */
export const RequiredSection: FC<{
  rows: readonly RequiredRow[]
  /** When the order was changed after the period had begun. */
  changedAt: readonly Instant[]
  hrefOf: (row: RequiredRow) => string
}> = ({ rows, changedAt, hrefOf }) => (
  <section aria-labelledby="required">
    <h2 class="govuk-heading-m" id="required">
      What was required, and what is known
    </h2>
    {changedAt.length > 0 && (
      <p class="govuk-inset-text">
        {`The order was changed after this period began (${[...new Set(changedAt.map(londonDate))].join(', ')}). What is shown here is by the order as it is kept now.`}
      </p>
    )}
    {rows.length === 0 ? (
      <p class="govuk-body">
        No curfew, zone or appointment was in force with a device worn in this period.
      </p>
    ) : (
      <Folded of={rows.length} text="The list of what was required">
        <Table
          caption="Zones, curfew hours and appointments"
          stacks
          captionHidden
          columns={['What', 'When', 'What is known', 'Map'].map((title) => ({ title }))}
          rows={rows.map((row) => [
            row.what,
            londonStretchText(row.from, row.to),
            row.known,
            <a class="govuk-link" href={hrefOf(row)}>
              Show
              <span class="govuk-visually-hidden">{` ${row.what}, ${londonMinuteText(row.from)}`}</span>
            </a>,
          ])}
        />
      </Folded>
    )}
  </section>
)
