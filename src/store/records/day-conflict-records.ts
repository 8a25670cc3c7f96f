import type { RecordsQuery } from './records.ts'

const DAY = 86_400_000

/** How many conflicts a day (its first ms) held while it was known by a state. */
export interface DayConflicts {
  readonly day: number
  readonly state: string
  readonly conflicts: number
}

/** Every day that was counted. */
export async function keptConflicts(query: RecordsQuery): Promise<DayConflicts[]> {
  const rows = await query.query<{ day: number; state: string; conflicts: bigint }>(
    'select day, state, conflicts from day_conflicts order by day',
  )
  return rows.map(({ day, state, conflicts }) => ({
    day: day * DAY,
    state,
    conflicts: Number(conflicts),
  }))
}

/** Keeps days that were counted now, and forgets those that are gone. @param there every day there is. */
export async function keepConflicts(
  query: RecordsQuery,
  counted: readonly DayConflicts[],
  there: readonly number[],
): Promise<void> {
  await query.query(
    `with gone as (delete from day_conflicts where day <> all($4::integer[]))
     insert into day_conflicts (day, state, conflicts)
     select * from unnest($1::integer[], $2::text[], $3::bigint[])
     on conflict (day) do update set state = excluded.state, conflicts = excluded.conflicts`,
    [
      counted.map(({ day }) => day / DAY),
      counted.map(({ state }) => state),
      counted.map(({ conflicts }) => conflicts),
      there.map((day) => day / DAY),
    ],
  )
}
