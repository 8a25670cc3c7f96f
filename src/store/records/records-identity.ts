import type { RecordsQuery } from './records.ts'

/** Which records these are. */
export interface RecordsIdentity {
  /** Of these and of no others, but copies of them. */
  readonly id: string
  /** Whether they are a data folder's already. */
  readonly hasFolder: boolean
}

export async function recordsIdentity(query: RecordsQuery): Promise<RecordsIdentity> {
  const [row] = await query.query<{ id: string; has_folder: boolean }>(
    'select id::text as id, has_folder from records_identity',
  )
  if (!row) throw new Error('The records have no identity, which migration 0037 gave them')
  return { id: row.id, hasFolder: row.has_folder }
}

/** From now on the records are a folder's. */
export async function noteFolder(query: RecordsQuery): Promise<void> {
  await query.query('update records_identity set has_folder = true')
}

/** Whether any positions came by these records: from files, or from devices themselves. */
export async function broughtAny(query: RecordsQuery): Promise<boolean> {
  const [row] = await query.query<{ any: boolean }>(
    `select exists (select from imports where kind = 'positions')
       or exists (select from device_status) as any`,
  )
  return row?.any === true
}
