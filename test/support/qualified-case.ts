import type { RecordsQuery } from '../../src/store/records/records.ts'

/** A pair that stands and that two people qualified. @returns its case, and its crime. */
export async function qualifiedCase(
  records: RecordsQuery,
  match: { readonly run: number; readonly ordinal: number },
  reviewers: readonly number[],
): Promise<{ caseId: number; crimeId: number; deviceWearerId: string }> {
  const { run, ordinal } = match
  await records.query(
    `insert into standing_matches (crime_id, device_wearer_id, police_force, crime_reference,
       verdict, run_id, ordinal)
     select crimes.id, device_wearer_id, crimes.police_force, crime_reference, verdict, run_id, ordinal
     from matches
     join crime_versions on crime_versions.id = crime_version_id
     join crimes on crimes.id = crime_versions.crime_id
     where run_id = $1 and ordinal = $2
     on conflict (crime_id, device_wearer_id) do nothing`,
    [run, ordinal],
  )
  const [row] = await records.query<{ id: bigint; crime_id: bigint; device_wearer_id: string }>(
    `insert into match_cases (crime_id, device_wearer_id, police_force, opened_at, state, log10_lr)
     select crime_id, device_wearer_id, police_force, now(), 'qualified', log10_lr from matches
     join crime_versions on crime_versions.id = crime_version_id
     where run_id = $1 and ordinal = $2
     on conflict (crime_id, device_wearer_id)
       do update set state = 'qualified', evidence_changed_at = null
     returning id, crime_id, device_wearer_id`,
    [run, ordinal],
  )
  if (!row) throw new Error(`Run ${run} has no match ${ordinal}`)
  for (const [index, account] of reviewers.entries()) {
    await records.query(
      `insert into match_reviews (case_id, part, account_id, username, decision, reason, run_id,
         ordinal, crime_version_id, evidence, began_at, decided_at)
       select $1, $2, $3, username, 'qualify', 'fits', $4, $5, crime_version_id, '{}', now(), now()
       from accounts, matches where accounts.id = $3 and run_id = $4 and ordinal = $5
       on conflict (case_id, part) where superseded_at is null do nothing`,
      [row.id, index === 0 ? 'first' : 'second', account, run, ordinal],
    )
  }
  return {
    caseId: Number(row.id),
    crimeId: Number(row.crime_id),
    deviceWearerId: row.device_wearer_id,
  }
}
