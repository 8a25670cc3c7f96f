import type { Child, FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { OrderFacts } from './order-facts.tsx'

/** What is recorded of a person: who they are, under which orders, with which devices, supervised by whom. */
export const PersonFacts: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => (
  <>
    <h2 class="govuk-heading-m">Who</h2>
    <SummaryList rows={identityRows(person)} />
    <h2 class="govuk-heading-m">Orders</h2>
    {person.monitoringOrders.length === 0 && <p class="govuk-body">No order is recorded.</p>}
    {person.monitoringOrders.toReversed().map((order) => (
      <OrderFacts order={order} zones={person.zones} now={now} />
    ))}
    <h2 class="govuk-heading-m">Devices</h2>
    {person.deviceActivations.length === 0 ? (
      <p class="govuk-body">No device is recorded.</p>
    ) : (
      <Table
        caption="Devices, the newest first"
        captionHidden
        columns={['Device', 'Model', 'Fitted', 'Taken off'].map((title) => ({ title }))}
        rows={person.deviceActivations
          .toReversed()
          .map(({ deviceId, model, from, to }) => [
            deviceId,
            model ?? 'not recorded',
            londonTime(from),
            to === Infinity ? 'still worn' : londonTime(to),
          ])}
      />
    )}
    <h2 class="govuk-heading-m">Supervision</h2>
    {person.allocations.length === 0 ? (
      <p class="govuk-body">Nobody is recorded as supervising.</p>
    ) : (
      <Table
        caption="Allocations, the newest first"
        captionHidden
        columns={['Practitioner', 'Team', 'From', 'To'].map((title) => ({ title }))}
        rows={person.allocations
          .toReversed()
          .map(({ practitioner, team, from, to }) => [
            practitioner,
            team,
            londonTime(from),
            to === Infinity ? 'no end recorded' : londonTime(to),
          ])}
      />
    )}
  </>
)

function identityRows(person: PersonFile): [string, Child][] {
  const rows: [string, string | undefined][] = [
    [person.names.length > 1 ? 'Names' : 'Name', person.names.join(', ') || undefined],
    ['Date of birth', person.dateOfBirth && birthText(person.dateOfBirth)],
    ['CRN', person.crn],
    ['NOMIS number', person.nomis],
    ['PNC number', person.pnc],
    ['Id', person.id],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== undefined)
}

/** As people write it where it is a whole date; as it came where not. */
function birthText(date: string): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(instant)) return date
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(instant)
}
