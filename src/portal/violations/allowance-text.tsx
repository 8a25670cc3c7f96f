import type { FC } from 'hono/jsx'
import type { OrderLedger } from '../../app/incidents/read-ledgers.ts'
import { minutesInWords } from '../../domain/length-in-words.ts'

/** How much of an order's allowance is counted, and what is left. */
export const AllowanceText: FC<{ of: Pick<OrderLedger, 'ledger'> }> = ({ of: { ledger } }) => {
  const { counted } = ledger.minutes
  const over = counted - ledger.allowanceMinutes
  const left =
    over > 0
      ? `${minutesInWords(over)} more than allowed`
      : `${minutesInWords(ledger.leftMinutes)} left`
  return (
    <>
      <strong>{counted > 0 ? minutesInWords(counted) : 'None'}</strong>
      {` of the allowance of ${minutesInWords(ledger.allowanceMinutes)} counted, ${left}.`}
    </>
  )
}
