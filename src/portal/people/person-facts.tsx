import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { Table } from '../components/table.tsx'
import { IdentityFacts } from './identity-facts.tsx'
import { OrderFacts } from './order-facts.tsx'

/** All that is recorded of a person: who they are, under which orders, with which devices, supervised by whom. */
export const PersonFacts: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => (
  <>
    <h2 class="govuk-heading-m">Who</h2>
    <IdentityFacts person={person} now={now} />
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
