import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { OrderFacts } from './order-facts.tsx'

/** Orders in force or to come, the newest first; where there are none, the last. All of them are a page of their own. */
export const OrdersSection: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => {
  const orders = person.monitoringOrders.toReversed()
  const current = orders.filter(({ to }) => to > now)
  const shown = current.length > 0 ? current : orders.slice(0, 1)
  const older = orders.length - shown.length
  return (
    <>
      <h2 class="govuk-heading-m">Order and conditions</h2>
      {shown.length === 0 && <p class="govuk-body">No order is recorded.</p>}
      {shown.map((order) => (
        <OrderFacts order={order} zones={person.zones} now={now} />
      ))}
      {shown.length > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.order(person.id)}>
            {older === 0
              ? 'Orders in full, and their versions'
              : `All ${orders.length} orders in full, and their versions`}
          </a>
        </p>
      )}
    </>
  )
}
