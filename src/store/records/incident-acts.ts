import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

type Act = 'assign' | 'release' | 'note' | 'resolve' | 'reopen'

/** What somebody did about an incident; never changed. */
export interface IncidentAct {
  readonly act: Act
  readonly by: string
  readonly at: Instant
  /** Whose work it became. */
  readonly to: string | undefined
  readonly reason: string | undefined
  readonly text: string
  /** That was said when they did. */
  readonly revision: number
}

export interface NewIncidentAct {
  readonly incidentId: number
  readonly act: Act
  readonly accountId: number
  readonly at: Instant
  readonly toAccount?: number | undefined
  readonly reason?: string | undefined
  readonly text?: string | undefined
  readonly revision: number
}

/** What was done about an incident, in order. */
export async function incidentActs(
  query: RecordsQuery,
  incidentId: number,
): Promise<IncidentAct[]> {
  const rows = await query.query<
    RecordRow & {
      act: Act
      by_name: string
      at: string
      to_name: string | null
      reason: string | null
      text: string
      revision: number
    }
  >(
    `select act, actors.name as by_name, at, receivers.name as to_name, reason, text, revision
     from incident_acts join accounts as actors on actors.id = account_id
     left join accounts as receivers on receivers.id = to_account
     where incident_id = $1 order by incident_acts.id`,
    [incidentId],
  )
  return rows.map((row) => ({
    act: row.act,
    by: row.by_name,
    at: instantFrom(row.at),
    to: row.to_name ?? undefined,
    reason: row.reason ?? undefined,
    text: row.text,
    revision: row.revision,
  }))
}

/** Writes an act, and what follows from it for whose work the incident is and whether it is open. */
export async function addIncidentAct(
  transaction: RecordsQuery,
  { incidentId, act, accountId, at, toAccount, reason, text = '', revision }: NewIncidentAct,
): Promise<void> {
  await transaction.query(
    `insert into incident_acts (incident_id, act, account_id, at, to_account, reason, text, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [incidentId, act, accountId, instantText(at), toAccount, reason, text, revision],
  )
  if (act === 'assign' || act === 'release') {
    await transaction.query('update incidents set assigned_to = $2 where id = $1', [
      incidentId,
      toAccount,
    ])
  }
  if (act === 'resolve' || act === 'reopen') {
    await transaction.query('update incidents set resolved_at = $2 where id = $1', [
      incidentId,
      act === 'resolve' ? instantText(at) : null,
    ])
  }
}

/** Who may work on an incident of a person: those whose role lets them and who may see that person now. */
export async function whoMayWork(
  query: RecordsQuery,
  deviceWearerId: string | undefined,
  at: Instant,
): Promise<{ id: number; name: string }[]> {
  const rows = await query.query<{ id: bigint; name: string }>(
    `select accounts.id, accounts.name from accounts
     where accounts.disabled_at is null
       and (accounts.role = 'monitoring-officer'
         or (accounts.role = 'probation-practitioner' and $1::text is not null))
       and ($1::text is null or exists (
         select from visible_wearers(accounts.id, $2) as visible
         where visible.device_wearer_id = $1
       ))
     order by accounts.name, accounts.id`,
    [deviceWearerId, instantText(at)],
  )
  return rows.map(({ id, name }) => ({ id: Number(id), name }))
}
