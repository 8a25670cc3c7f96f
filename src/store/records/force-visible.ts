import type { RecordsQuery } from './records.ts'

/** Whether crimes of a police force are within an account's scope. */
export async function forceVisible(
  query: RecordsQuery,
  accountId: number,
  policeForce: string,
): Promise<boolean> {
  const [row] = await query.query<{ visible: boolean }>(
    'select force_visible($1::bigint, $2) as visible',
    [accountId, policeForce],
  )
  return row?.visible ?? false
}
