import type { RecordsQuery } from './records.ts'

/**
 * Tells the planner what the tables hold now. A server does so by itself; the embedded engine never does, and
 * without it chooses plans that read every match of a run for one crime's page.
 */
export async function refreshStatistics(query: RecordsQuery): Promise<void> {
  await query.query('analyze')
}
