import type { FC } from 'hono/jsx'
import type { AttentionTo } from '../../app/people/attention.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonDate } from '../../domain/london-time.ts'
import type { Case } from '../../store/records/visible-cases.ts'
import { Table, type TableColumn } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { AttentionList, SeenBy } from './attention-list.tsx'
import type { ListSort } from './list-sort.ts'
import { orderTypeText, remainingText } from './order-text.ts'
import { personName } from './person-name.ts'

interface Sorted {
  readonly sort: ListSort
  readonly descending: boolean
  readonly href: (sort: ListSort, descending: boolean) => string
}

/** People with why they need attention, their order, device and supervision; with `sorted`, columns that sort. */
export const CaseTable: FC<{
  caption: string
  cases: readonly Case[]
  attention: ReadonlyMap<string, AttentionTo>
  now: Instant
  sorted?: Sorted | undefined
  /** All of them are the reader's own: who supervises them need not be said. */
  isOwn?: boolean
}> = ({ caption, cases, attention, now, sorted, isOwn = false }) => (
  <Table
    caption={caption}
    stacks
    columns={[
      column('Name', 'name', sorted),
      column('Needs attention', 'attention', sorted),
      column('CRN', 'crn', sorted),
      column('Order', 'order', sorted),
      { title: 'Device' },
      ...(isOwn ? [] : [{ title: 'Supervised by' }]),
      column('Allocated', 'allocated', sorted),
    ]}
    rows={cases.map((one) => [
      <a class="govuk-link" href={paths.person(one.id)}>
        {personName(one)}
      </a>,
      <Needs attention={attention.get(one.id)} now={now} />,
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
      ...(isOwn ? [] : [<SupervisedBy allocation={one.allocation} />]),
      one.allocation ? londonDate(one.allocation.from) : 'never',
    ])}
  />
)

const SupervisedBy: FC<{ allocation: Case['allocation'] }> = ({ allocation }) =>
  allocation ? (
    <>
      {allocation.practitioner}
      <span class="app-aside">{allocation.team}</span>
    </>
  ) : (
    <>nobody</>
  )

const Needs: FC<{ attention: AttentionTo | undefined; now: Instant }> = ({ attention, now }) =>
  attention && attention.reasons.length > 0 ? (
    <>
      <AttentionList attention={attention} now={now} />
      <SeenBy attention={attention} />
    </>
  ) : (
    <>nothing now</>
  )

function column(title: string, sort: ListSort, sorted: Sorted | undefined): TableColumn {
  if (!sorted) return { title }
  if (sort !== sorted.sort) return { title, sortHref: sorted.href(sort, false) }
  return {
    title,
    // What is least urgent first helps nobody.
    sortHref: sorted.href(sort, sort !== 'attention' && !sorted.descending),
    sorted: sorted.descending || sort === 'attention' ? 'descending' : 'ascending',
  }
}
