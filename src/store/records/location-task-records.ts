import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText } from './record-values.ts'
import type { RecordsQuery } from './records.ts'
import type { Viewer } from './viewer.ts'

/** What somebody at the hub looks at a person's locations for, for some hours. */
export interface LocationTask {
  readonly id: number
  readonly deviceWearerId: string
  readonly purpose: string
  readonly endsAt: Instant
}

/** @returns its id. */
export async function insertLocationTask(
  transaction: RecordsQuery,
  { accountId, at }: Viewer,
  task: Omit<LocationTask, 'id'>,
): Promise<number> {
  const [row] = await transaction.query<{ id: bigint }>(
    `insert into location_tasks (account_id, device_wearer_id, purpose, began_at, ends_at)
     values ($1, $2, $3, $4, $5) returning id`,
    [accountId, task.deviceWearerId, task.purpose, instantText(at), instantText(task.endsAt)],
  )
  return Number(row?.id)
}

/** The account's own task of that number, while it lasts. */
export async function locationTask(
  query: RecordsQuery,
  { accountId, at }: Viewer,
  id: number,
): Promise<LocationTask | undefined> {
  const [row] = await query.query<{
    id: bigint
    device_wearer_id: string
    purpose: string
    ends_at: string
  }>(
    `select id, device_wearer_id, purpose, ends_at from location_tasks
     where id = $3 and account_id = $1 and ends_at > $2`,
    [accountId, instantText(at), id],
  )
  return (
    row && {
      id: Number(row.id),
      deviceWearerId: row.device_wearer_id,
      purpose: row.purpose,
      endsAt: instantFrom(row.ends_at),
    }
  )
}
