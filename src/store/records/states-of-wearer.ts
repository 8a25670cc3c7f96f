import type { Instant } from '../../domain/interval.ts'
import type { StateSpan } from '../../monitoring/finding.ts'
import { instantFrom } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** What is known of somebody now with regard to one rule. */
export interface StateOfRule {
  readonly ruleId: string
  /** For a curfew inside is home and outside away. */
  readonly state: StateSpan['state']
  readonly since: Instant
  /** The last instant that it was looked at for. */
  readonly asOf: Instant
}

/** Of a wearer whom whoever asks may see. */
export async function statesOfWearer(
  query: RecordsQuery,
  deviceWearerId: string,
): Promise<StateOfRule[]> {
  const rows = await query.query<
    RecordRow & { rule_id: string; state: StateSpan['state']; since: string; as_of: string }
  >(
    `select rule_id, state, since, as_of from wearer_states
     where device_wearer_id = $1 order by rule_id`,
    [deviceWearerId],
  )
  return rows.map((row) => ({
    ruleId: row.rule_id,
    state: row.state,
    since: instantFrom(row.since),
    asOf: instantFrom(row.as_of),
  }))
}
