import type { FC } from 'hono/jsx'
import type { OrderLedger } from '../../app/incidents/read-ledgers.ts'
import { violationDecisionText, violationReasonText } from '../../domain/incident-reasons.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { londonDate, londonWindow } from '../../domain/london-time.ts'
import type { LedgerLine, LedgerState } from '../../monitoring/ledger.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { kindText } from '../incidents/incident-text.ts'
import { paths } from '../paths.ts'
import { orderTypeText } from '../people/order-text.ts'
import { AllowanceText } from './allowance-text.tsx'

const HOUR = 3_600_000
const MINUTE = 60_000

/** Minutes of violation of one person, by order: what counts, what waits for a decision, and what does not count. */
export const ViolationsPage: FC<{
  person: PersonFile
  title: string
  ledgers: readonly OrderLedger[]
  /** Whether older ones are left out. */
  isCut: boolean
}> = ({ person, title, ledgers, isCut }) => (
  <>
    <h1 class="govuk-heading-l">{title}</h1>
    <p class="govuk-body">
      A minute counts against the allowance only once a person has decided that it is not excused.
      Until then it waits. Time of which nothing is known never counts.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.absences(person.id)}>
        Authorised absences
      </a>
    </p>
    {ledgers.length === 0 && (
      <p class="govuk-body">No order is in force, and no violation was noticed.</p>
    )}
    {ledgers.map((ledger) => (
      <OrderSection person={person} of={ledger} />
    ))}
    {isCut && <p class="govuk-body">Older ones are left out here.</p>}
  </>
)

const OrderSection: FC<{ person: PersonFile; of: OrderLedger }> = ({ person, of }) => {
  const { order, ledger, incidents, unknownMinutes } = of
  const { counted, pending, excused, authorised } = ledger.minutes
  const heading = order
    ? `${orderTypeText(order.orderType)}, order ${order.id}`
    : 'Not under an order that is kept here'
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      {order && (
        <p class="govuk-body">
          <AllowanceText of={of} />
        </p>
      )}
      <SummaryList
        rows={[
          ['Counted', minutesInWords(counted)],
          ['Waiting for a decision', minutesInWords(pending)],
          ['Excused', minutesInWords(excused)],
          ['Authorised', minutesInWords(authorised)],
          ['Not known', `${minutesInWords(unknownMinutes)}, none of them counted`],
        ]}
      />
      {ledger.lookAgain.length > 0 && (
        <div class="govuk-inset-text">
          What is said of these changed after somebody decided. Minutes that came later wait for a
          decision of their own:
          <ul class="govuk-list govuk-list--bullet">
            {ledger.lookAgain.map((id) => (
              <li>
                <a class="govuk-link" href={paths.incident(Number(id))}>
                  Incident {id}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {incidents.length === 0 ? (
        <p class="govuk-body">
          No violation was noticed under this order. That does not say that there was none.
        </p>
      ) : (
        <Table
          caption={`Minutes, the newest first${order ? `, order ${order.id}` : ''}`}
          captionHidden
          columns={[
            { title: 'Day or night' },
            { title: 'What' },
            { title: 'When' },
            { title: 'Minutes', numeric: true },
            { title: 'Counts' },
            { title: 'Decision' },
            { title: 'Positions' },
          ]}
          rows={ledger.lines.toReversed().map((line) => rowOf(line, of, person))}
        />
      )}
    </>
  )
}

const states: Readonly<Record<LedgerState, string>> = {
  counted: 'Counted',
  pending: 'Waits for a decision',
  excused: 'No: excused',
  authorised: 'No: authorised',
}

function rowOf(line: LedgerLine, { incidents, decisions }: OrderLedger, person: PersonFile) {
  const incident = incidents.find(({ id }) => String(id) === line.incidentId)
  const decision = decisions.find(({ incidentId }) => String(incidentId) === line.incidentId)
  const around = { from: line.from - 30 * MINUTE, to: line.to + 30 * MINUTE }
  return [
    nightText(line.from),
    <a class="govuk-link" href={paths.incident(Number(line.incidentId))}>
      {incident ? kindText(incident.kind) : 'Incident'}
      <span class="govuk-visually-hidden">, incident {line.incidentId}</span>
    </a>,
    <span class="app-when">{londonWindow(line.from, line.to)}</span>,
    line.minutes,
    states[line.state],
    decision && line.state !== 'pending' ? (
      <>
        {`${violationDecisionText(decision.decision)}: ${violationReasonText(decision.reason)}`}
        <span class="app-aside">
          {`${decision.decidedBy.name}, ${londonDate(decision.decidedAt)}`}
        </span>
      </>
    ) : (
      'None yet'
    ),
    <a class="govuk-link" href={paths.movements(person.id) + rangeQuery(around)}>
      Movements
      <span class="govuk-visually-hidden"> at {londonWindow(line.from, line.to)}</span>
    </a>,
  ]
}

/** Hours before noon belong to the night that began on the day before, where they are no day's work. */
function nightText(at: number): string {
  const hour = Number(londonLocal(at).time.slice(0, 2))
  if (hour >= 18) return `Night of ${londonDate(at)}`
  return hour < 8 ? `Night of ${londonDate(at - 12 * HOUR)}` : londonDate(at)
}
