import type { FC } from 'hono/jsx'
import { conditionWords } from '../../domain/condition-words.ts'
import type { Instant } from '../../domain/interval.ts'
import type { MonitoringOrder, Zone } from '../../domain/people.ts'
import { orderTypeText, remainingText, spellText } from './order-text.ts'

/** An order, how much is left of it, and what each condition asks for in plain words. */
export const OrderFacts: FC<{
  order: MonitoringOrder
  zones: readonly Zone[]
  now: Instant
}> = ({ order, zones, now }) => (
  <section class="app-order">
    <h3 class="govuk-heading-s">
      {orderTypeText(order.orderType)}: {remainingText(order, now)}
    </h3>
    <p class="govuk-body">
      Order {order.id}, {spellText(order)}
    </p>
    {order.conditions.length === 0 ? (
      <p class="govuk-body">It has no conditions.</p>
    ) : (
      <ul class="govuk-list govuk-list--bullet">
        {order.conditions.map((condition) => {
          const { title, lines } = conditionWords(condition, zones)
          return (
            <li>
              <strong>{title}</strong>: {lines.join('. ')}
              {/* Most are as long as their order; what differs is said. */}
              {(condition.from !== order.from || condition.to !== order.to) && (
                <span class="app-aside">{spellText(condition)}</span>
              )}
            </li>
          )
        })}
      </ul>
    )}
  </section>
)
