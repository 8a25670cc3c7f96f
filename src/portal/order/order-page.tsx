import type { FC } from 'hono/jsx'
import { caseFacts } from '../../domain/case-facts.ts'
import { conditionWords, daysText } from '../../domain/condition-words.ts'
import { acquisitiveEligibility, allowedKinds } from '../../domain/eligibility.ts'
import type { Instant } from '../../domain/interval.ts'
import type { MonitoringOrder } from '../../domain/people.ts'
import { soberDays } from '../../domain/sober-days.ts'
import type { OrderVersion } from '../../store/records/order-version-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { DoneNotice } from '../components/notice.tsx'
import { paths } from '../paths.ts'
import { orderTypeText, remainingText } from '../people/order-text.ts'
import { personName } from '../people/person-name.ts'
import { EligibilitySection } from './eligibility-section.tsx'
import { OrderFactsList } from './order-facts-list.tsx'
import { soberDaysText } from './sober-days-text.ts'
import { VersionsSection } from './versions-section.tsx'

export interface OrderPageContent {
  readonly person: PersonFile
  readonly versions: readonly OrderVersion[]
  readonly readings: Parameters<typeof soberDays>[0]
  readonly now: Instant
  /** Whether whoever looks may change them. */
  readonly changes: boolean
  readonly done: string | undefined
}

/** What a person's orders require, what they are for, and every version of them. */
export const OrderPage: FC<OrderPageContent> = ({
  person,
  versions,
  readings,
  now,
  changes,
  done,
}) => {
  const current = new Set(person.monitoringOrders.map(({ id }) => id))
  const withdrawn = [
    ...new Set(versions.map(({ orderId }) => orderId).filter((id) => !current.has(id))),
  ]
  const of = (id: string) => versions.filter(({ orderId }) => orderId === id)
  return (
    <>
      <DoneNotice done={done} />
      <h1 class="govuk-heading-l">Orders of {personName(person)}</h1>
      {current.size === 0 && <p class="govuk-body">No order is recorded.</p>}
      {person.monitoringOrders.toReversed().map((order) => (
        <OneOrder
          order={order}
          person={person}
          versions={of(order.id)}
          readings={readings}
          now={now}
          changes={changes}
        />
      ))}
      {withdrawn.map((id) => (
        <>
          <h2 class="govuk-heading-m">Order {id}: withdrawn</h2>
          <VersionsSection orderId={id} versions={of(id)} />
        </>
      ))}
    </>
  )
}

const OneOrder: FC<{
  order: MonitoringOrder
  person: PersonFile
  versions: readonly OrderVersion[]
  readings: OrderPageContent['readings']
  now: Instant
  changes: boolean
}> = ({ order, person, versions, readings, now, changes }) => {
  const change = changes ? paths.varyOrder(person.id, order.id) : undefined
  const facts = caseFacts(person, order)
  return (
    <section>
      <h2 class="govuk-heading-m">
        {orderTypeText(order.orderType)}: {remainingText(order, now)}
      </h2>
      {change && (
        <p class="govuk-body">
          <a class="govuk-link" href={change}>
            Change this order
          </a>
        </p>
      )}
      <OrderFactsList order={order} />
      <h3 class="govuk-heading-s">Conditions</h3>
      {order.conditions.length === 0 && <p class="govuk-body">It has no conditions.</p>}
      {order.conditions.map((condition) => {
        const { title, lines } = conditionWords(condition, person.zones)
        const measured = condition.kind === 'alcohol' && soberDays(readings, [condition], now)
        return (
          <>
            <h4 class="govuk-heading-s govuk-!-margin-bottom-1">
              {title}, {daysText(condition)}
            </h4>
            <ul class="govuk-list govuk-list--bullet">
              {lines.map((line) => (
                <li>{line}</li>
              ))}
              {measured && <li>{soberDaysText(measured)}</li>}
            </ul>
          </>
        )
      })}
      <EligibilitySection
        eligibility={acquisitiveEligibility(facts)}
        allowed={allowedKinds(facts)}
      />
      <VersionsSection orderId={order.id} versions={versions} change={change} />
    </section>
  )
}
