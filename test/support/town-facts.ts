import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RequestFacts, requestFacts } from './request-facts.ts'
import type { ServedSurfaces } from './served-surfaces.ts'

/** What the message of the restriction says that {@link townFacts} adds. */
export const RESTRICTION = 'You know this person: ask your manager'

/** Whom and what the samples of routes name. */
export interface TownFacts {
  /** In the practitioner's caseload, and nobody is kept from them. */
  readonly wearer: string
  /** Whose own account it is. */
  readonly self: string
  /** In somebody else's caseload. */
  readonly elsewhere: string
  /** In the practitioner's caseload and matched; the practitioner, the hub, police and the administrator are kept out. */
  readonly restricted: string
  /** A device of theirs, worn all the while. */
  readonly device: string
  readonly run: number
  /** Places in the run: of a wearer whom the hub may see, and of the restricted one. */
  readonly match: number
  readonly restrictedMatch: number
  /** Of the police analyst's force, and of another. */
  readonly crime: CrimeFacts
  readonly otherCrime: CrimeFacts
  readonly batch: number
  readonly otherBatch: number
  /** The attempts that brought them. */
  readonly attempt: number
  readonly otherAttempt: number
  /** A new batch of the analyst's force, as a file. */
  readonly batchText: string
  /** The same of another force. */
  readonly otherBatchText: string
  /** In a crime's matches, restricted or not. */
  readonly matchedCrime: CrimeFacts
  readonly practitioner: string
  readonly team: string
  readonly requests: RequestFacts
}

interface CrimeFacts {
  readonly id: number
  readonly force: string
  readonly reference: string
}

export async function townFacts(served: ServedSurfaces): Promise<TownFacts> {
  const { records } = served.folder
  const one = async <T>(sql: string, parameters: readonly unknown[] = []): Promise<T> => {
    const [row] = await records.query(sql, parameters)
    if (!row) throw new Error(`The town has nothing for: ${sql}`)
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'bigint' ? Number(value) : value,
      ]),
    ) as T
  }
  const self = await one<{ id: string }>(
    `select device_wearer_id as id from accounts where role = 'device-wearer'`,
  )
  const { practitioner } = await one<{ practitioner: string }>(
    `select practitioner from accounts where username = 'practitioner.demo'`,
  )
  const { run } = await one<{ run: number }>('select max(id) as run from matching_runs')
  const restricted = await one<{ id: string; ordinal: number; crime: number }>(
    `select device_wearer_id as id, ordinal, crime_id as crime from matches
     join crime_versions on crime_versions.id = crime_version_id
     where run_id = $1 and device_wearer_id <> $2
       and device_wearer_id in (select device_wearer_id from visible_wearers($3, now()))
     order by ordinal limit 1`,
    [run, self.id, served.client('probation-practitioner').accountId],
  )
  await records.query(
    `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
     select $1, 7, 'excluded', $2, $3, min(id) from imports`,
    [
      restricted.id,
      ['practitioner.demo', 'caseworker.demo', 'manager.demo', 'administrator.demo', 'police.demo'],
      RESTRICTION,
    ],
  )
  const visible = await one<{ id: string; device: string; team: string }>(
    `select device_wearer_id as id, device_id as device, allocations.team
     from device_activations join allocations using (device_wearer_id)
     where device_wearer_id in (select device_wearer_id from visible_wearers($1, now()))
       and device_wearer_id <> $2
     order by device_wearer_id desc limit 1`,
    [served.client('probation-practitioner').accountId, self.id],
  )
  const elsewhere = await one<{ id: string }>(
    `select id from device_wearers where id not in (select device_wearer_id from allocations
       where practitioner = $1) order by id limit 1`,
    [practitioner],
  )
  const match = await one<{ ordinal: number }>(
    `select ordinal from matches where run_id = $1
       and device_wearer_id in (select device_wearer_id from visible_wearers($2, now()))
     order by ordinal limit 1`,
    [run, served.client('hub-caseworker').accountId],
  )
  const { force } = await one<{ force: string }>(
    `select police_force as force from accounts where role = 'police-analyst'`,
  )
  const crimeSql = 'select id, police_force as force, crime_reference as reference from crimes'
  const batchOf = async (condition: string) => {
    const { file } = await one<{ file: string }>(
      `select file_name as file from imports join crime_batches on import_id = imports.id
       where crime_batches.outcome <> 'FAILED' and police_force ${condition} $1
       order by imports.id limit 1`,
      [force],
    )
    return anotherBatch(join(served.data, 'town', 'crimes', file))
  }
  return {
    wearer: visible.id,
    self: self.id,
    elsewhere: elsewhere.id,
    restricted: restricted.id,
    device: visible.device,
    run,
    match: match.ordinal,
    restrictedMatch: restricted.ordinal,
    crime: await one<CrimeFacts>(`${crimeSql} where police_force = $1 order by id limit 1`, [
      force,
    ]),
    otherCrime: await one<CrimeFacts>(`${crimeSql} where police_force <> $1 limit 1`, [force]),
    matchedCrime: await one<CrimeFacts>(`${crimeSql} where id = $1`, [restricted.crime]),
    ...(await one<{ batch: number }>(
      'select min(import_id) as batch from crime_batches where police_force = $1',
      [force],
    )),
    ...(await one<{ otherBatch: number }>(
      'select min(import_id) as "otherBatch" from crime_batches where police_force <> $1',
      [force],
    )),
    ...(await one<{ attempt: number }>(
      'select min(id) as attempt from ingestion_attempts where police_force = $1',
      [force],
    )),
    ...(await one<{ otherAttempt: number }>(
      'select min(id) as "otherAttempt" from ingestion_attempts where police_force <> $1',
      [force],
    )),
    batchText: await batchOf('='),
    otherBatchText: await batchOf('<>'),
    practitioner,
    team: visible.team,
    requests: await requestFacts(served, { wearer: visible.id, restricted: restricted.id }),
  }
}

/** A row of a batch of the town, with a reference that nobody has. */
function anotherBatch(file: string): string {
  const row = readFileSync(file, 'utf8')
    .split('\n')
    .find((line) => line.split(',').length === 13 && !line.includes('"'))
  const columns = (row ?? '').split(',')
  return `${[...columns.slice(0, 4), 'Every/route/1', ...columns.slice(5)].join(',')}\n`
}
