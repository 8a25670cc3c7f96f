import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonDate } from '../../domain/london-time.ts'
import type { Case, CaseSort } from '../../store/records/visible-cases.ts'
import { Table, type TableColumn } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { orderTypeText, remainingText } from './order-text.ts'
import { personName } from './person-name.ts'

interface Sorted {
  readonly sort: CaseSort
  readonly descending: boolean
  readonly href: (sort: CaseSort, descending: boolean) => string
}

/** People with their order, device and supervision; with `sorted`, columns that sort. */
export const CaseTable: FC<{
  caption: string
  cases: readonly Case[]
  now: Instant
  sorted?: Sorted
}> = ({ caption, cases, now, sorted }) => (
  <Table
    caption={caption}
    columns={[
      column('Name', 'name', sorted),
      column('CRN', 'crn', sorted),
      column('Order', 'order', sorted),
      { title: 'Device' },
      { title: 'Supervised by' },
      column('Allocated', 'allocated', sorted),
    ]}
    rows={cases.map((one) => [
      <a class="govuk-link" href={paths.person(one.id)}>
        {personName(one)}
      </a>,
      one.crn ?? 'none',
      one.order ? (
        <>
          {orderTypeText(one.order.orderType)}
          <span class="app-aside">{remainingText({ from: -Infinity, to: one.order.to }, now)}</span>
        </>
      ) : (
        'none'
      ),
      one.deviceId ?? 'none worn',
      one.allocation ? (
        <>
          {one.allocation.practitioner}
          <span class="app-aside">{one.allocation.team}</span>
        </>
      ) : (
        'nobody'
      ),
      one.allocation ? londonDate(one.allocation.from) : 'never',
    ])}
  />
)

function column(title: string, sort: CaseSort, sorted: Sorted | undefined): TableColumn {
  if (!sorted) return { title }
  if (sort !== sorted.sort) return { title, sortHref: sorted.href(sort, false) }
  return {
    title,
    sortHref: sorted.href(sort, !sorted.descending),
    sorted: sorted.descending ? 'descending' : 'ascending',
  }
}
