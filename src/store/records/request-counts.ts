import type { Instant, Interval } from '../../domain/interval.ts'
import { instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What became of the requests that a force submitted in a period. They add up to `made`. */
export interface RequestCounts {
  readonly policeForce: string
  readonly made: number
  /** All that was asked. */
  readonly granted: number
  readonly grantedInPart: number
  readonly refused: number
  readonly withdrawn: number
  /** Not decided by now. */
  readonly open: number
}

/**
 * Requests submitted in a period, by force, with what has become of them by now: a grant stays one when its
 * time is over.
 *
 * @param within half-open; an open end takes all up to now.
 */
export async function requestCounts(
  query: RecordsQuery,
  within: { readonly from: Instant | undefined; readonly to: Interval['to'] | undefined },
): Promise<RequestCounts[]> {
  const rows = await query.query<CountsRow>(
    `select police_force, count(*)::int as made,
       count(*) filter (where state = 'granted')::int as granted,
       count(*) filter (where state = 'granted_in_part')::int as granted_in_part,
       count(*) filter (where state = 'refused')::int as refused,
       count(*) filter (where state = 'withdrawn')::int as withdrawn,
       count(*) filter (where state in ('submitted', 'more_information', 'second_approval'))::int as open
     from data_requests
     where submitted_at is not null and ($1::timestamptz is null or submitted_at >= $1)
       and ($2::timestamptz is null or submitted_at < $2)
     group by police_force order by police_force`,
    [instantText(within.from), instantText(within.to)],
  )
  return rows.map((row) => ({
    policeForce: row.police_force,
    made: row.made,
    granted: row.granted,
    grantedInPart: row.granted_in_part,
    refused: row.refused,
    withdrawn: row.withdrawn,
    open: row.open,
  }))
}

type CountsRow = RecordRow & {
  police_force: string
  made: number
  granted: number
  granted_in_part: number
  refused: number
  withdrawn: number
  open: number
}
