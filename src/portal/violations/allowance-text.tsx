import type { FC } from 'hono/jsx'
import type { OrderLedger } from '../../app/incidents/read-ledgers.ts'
import { minutesText } from '../incidents/incident-text.ts'

/** How much of an order's allowance is counted, and what is left. */
export const AllowanceText: FC<{ of: Pick<OrderLedger, 'ledger'> }> = ({ of: { ledger } }) => {
  const { counted } = ledger.minutes
  const over = counted - ledger.allowanceMinutes
  return (
    <>
      <strong>{`${counted} of ${minutesText(ledger.allowanceMinutes)}`}</strong>
      {` of the allowance are counted. ${over > 0 ? `That is ${minutesText(over)} more than allowed.` : `${minutesText(ledger.leftMinutes)} left.`}`}
    </>
  )
}
