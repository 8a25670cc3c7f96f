import type { Instant } from '../../domain/interval.ts'
import type { StoredAllocation } from './allocation-records.ts'
import { endFrom, instantFrom, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** Who looks, and when. */
export interface AllocationViewer {
  readonly accountId: number
  readonly at: Instant
}

export interface AllocatedWearer {
  readonly id: string
  readonly crn: string | undefined
}

/** One wearer of a practitioner's. */
export interface CaseloadLine extends StoredAllocation {
  readonly crn: string | undefined
}

/** The wearer of an id or a CRN, if the account may see them; `undefined` where nobody it may see is. */
export async function visibleWearer(
  query: RecordsQuery,
  { accountId, at }: AllocationViewer,
  idOrCrn: string,
): Promise<AllocatedWearer | undefined> {
  const [row] = await query.query<{ id: string; crn: string | null }>(
    `select id, crn from device_wearers
     join visible_wearers($1, $2) as visible on visible.device_wearer_id = id
     where id = $3 or upper(crn) = upper($3) order by id <> $3, id limit 1`,
    [accountId, instantText(at), idOrCrn],
  )
  return row && { id: row.id, crn: row.crn ?? undefined }
}

/** What keeps the account from a wearer whom its role would let it see. */
export async function restrictionOnWearer(
  query: RecordsQuery,
  { accountId, at }: AllocationViewer,
  idOrCrn: string,
): Promise<{ id: string; message: string } | undefined> {
  const [row] = await query.query<{ id: string; message: string }>(
    `select device_wearers.id, hidden.message
     from device_wearers
     join wearers_in_scope($1, $2) as scope on scope.device_wearer_id = device_wearers.id
     join accounts on accounts.id = $1
     join restrictions_on(accounts.username) as hidden on hidden.device_wearer_id = device_wearers.id
     where device_wearers.id = $3 or upper(device_wearers.crn) = upper($3)
     order by device_wearers.id <> $3, hidden.message limit 1`,
    [accountId, instantText(at), idOrCrn],
  )
  return row
}

/** Whom a practitioner supervises now or will, of those whom the account may see, in the order allocated. */
export async function visibleCaseload(
  query: RecordsQuery,
  { accountId, at }: AllocationViewer,
  practitioner: string,
  { after, limit }: { after: number; limit: number },
): Promise<CaseloadLine[]> {
  const rows = await query.query<
    RecordRow & {
      id: bigint
      device_wearer_id: string
      crn: string | null
      practitioner: string
      team: string
      starts_at: string
      ends_at: string | null
    }
  >(
    `select allocations.id, allocations.device_wearer_id, crn, practitioner, team, starts_at, ends_at
     from allocations
     join visible_wearers($1, $2) as visible
       on visible.device_wearer_id = allocations.device_wearer_id
     left join device_wearers on device_wearers.id = allocations.device_wearer_id
     where lower(practitioner) = lower($3) and coalesce(ends_at > $2, true) and allocations.id > $4
     order by allocations.id limit $5`,
    [accountId, instantText(at), practitioner, after, limit],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    deviceWearerId: row.device_wearer_id,
    crn: row.crn ?? undefined,
    practitioner: row.practitioner,
    team: row.team,
    from: instantFrom(row.starts_at),
    to: endFrom(row.ends_at),
  }))
}
