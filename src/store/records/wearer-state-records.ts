import type { Instant, Interval } from '../../domain/interval.ts'
import type { StateSpan } from '../../monitoring/finding.ts'
import { startText } from './open-interval.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** What is known of a wearer now with regard to one rule. */
export interface WearerState {
  readonly deviceWearerId: string
  readonly ruleId: string
  readonly state: StateSpan['state']
  readonly since: Instant
  /** The last instant that it was looked at for. */
  readonly asOf: Instant
}

/** Keeps what is known of some wearers now, in place of all that was known of them. A rule may be given once. */
export async function replaceStates(
  transaction: RecordsQuery,
  deviceWearerIds: readonly string[],
  states: readonly WearerState[],
): Promise<void> {
  await transaction.query('delete from wearer_states where device_wearer_id = any($1::text[])', [
    deviceWearerIds,
  ])
  for (const page of pages(states)) {
    await transaction.query(
      `insert into wearer_states (device_wearer_id, rule_id, state, since, as_of)
       select device_wearer_id, rule_id, state, since, as_of from json_to_recordset($1::json) as sent (
         device_wearer_id text, rule_id text, state text, since timestamptz, as_of timestamptz)`,
      [
        jsonRows(
          page.map(({ deviceWearerId, ruleId, state, since, asOf }) => ({
            device_wearer_id: deviceWearerId,
            rule_id: ruleId,
            state,
            since: instantText(since),
            as_of: instantText(asOf),
          })),
        ),
      ],
    )
  }
}

/** Everybody's, when the platform starts. */
export async function wearerStates(query: RecordsQuery): Promise<WearerState[]> {
  const rows = await query.query<{
    device_wearer_id: string
    rule_id: string
    state: WearerState['state']
    since: string
    as_of: string
  }>('select device_wearer_id, rule_id, state, since, as_of from wearer_states')
  return rows.map((row) => ({
    deviceWearerId: row.device_wearer_id,
    ruleId: row.rule_id,
    state: row.state,
    since: instantFrom(row.since),
    asOf: instantFrom(row.as_of),
  }))
}

/** Forgets where a wearer was last known to be, at home or in a zone, where it is known from an interval. */
export async function eraseStates(
  transaction: RecordsQuery,
  deviceWearerId: string,
  within: Interval,
): Promise<void> {
  await transaction.query(
    `delete from wearer_states
     where device_wearer_id = $1 and as_of >= coalesce($2::timestamptz, '-infinity')
       and since < coalesce($3::timestamptz, 'infinity')`,
    [deviceWearerId, startText(within), instantText(within.to)],
  )
}
