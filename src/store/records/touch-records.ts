import type { Actor } from '../../domain/actor.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { MatchCause } from '../../domain/match-change.ts'
import { type OpenInterval, openInterval, startText } from './open-interval.ts'
import { pages } from './pages.ts'
import { instantFrom, instantText, JsonParameter, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import type { RunScope } from './run-records.ts'

/** Why something has to be compared again, and the import that brought it, where one did. */
interface Touch {
  readonly cause: Exclude<MatchCause, 'whole'>
  readonly importId?: number | undefined
}

/** A stretch of a device's trail that is not what it was, and who wore it then, where that is what changed. */
export interface ChangedStretch extends Interval {
  readonly deviceId: string
  readonly deviceWearerId?: string | undefined
}

/** What waits for the next run: crimes, and stretches of trails whose crimes are found when it begins. */
export interface Notes {
  readonly crimes: readonly (Touch & { readonly id: number; readonly crimeId: number })[]
  readonly stretches: readonly (Touch & ChangedStretch & { readonly id: number })[]
  /** Who asked for everything to be compared. */
  readonly whole: readonly { readonly id: number }[]
}

/** Notes the crimes of which an import brought a version; of a withdrawn one nothing is compared. */
export async function noteNewVersions(
  transaction: RecordsQuery,
  importId: number,
  at: Instant,
): Promise<void> {
  await transaction.query(
    `insert into crimes_to_match (crime_id, cause, import_id, since)
     select distinct crimes.id, 'crimes', $1::bigint, $2::timestamptz
     from crime_versions join crimes on crimes.id = crime_versions.crime_id
     where crime_versions.import_id = $1 and crimes.withdrawn_at is null`,
    [importId, instantText(at)],
  )
}

/** Notes one crime: withdrawn, or standing again. */
export async function noteCrime(
  transaction: RecordsQuery,
  crimeId: number,
  cause: Touch['cause'],
  at: Instant,
): Promise<void> {
  await transaction.query(
    'insert into crimes_to_match (crime_id, cause, since) values ($1, $2, $3)',
    [crimeId, cause, instantText(at)],
  )
}

/** Notes the crimes with somebody standing that may rest on positions captured before an instant, which are gone. */
export async function noteCrimesBefore(
  transaction: RecordsQuery,
  capturedBefore: Instant,
  at: Instant,
): Promise<void> {
  await transaction.query(
    `insert into crimes_to_match (crime_id, cause, since)
     select distinct standing.crime_id, 'erasure', $2::timestamptz
     from standing_matches as standing
     join matches on matches.run_id = standing.run_id and matches.ordinal = standing.ordinal
     join crime_versions on crime_versions.id = matches.crime_version_id
     -- Padding and bridge are shorter than a day, together.
     where crime_versions.window_from - interval '1 day' < $1::timestamptz`,
    [instantText(capturedBefore), instantText(at)],
  )
}

/**
 * Notes what trails are not what they were.
 *
 * @param reachMs where given, only of stretches that lie so near to the window of a crime: what devices report all day is
 * of now, and crimes are of before. A crime that comes later is compared with all there is.
 */
export async function noteStretches(
  transaction: RecordsQuery,
  stretches: readonly ChangedStretch[],
  { cause, importId }: Touch,
  at: Instant,
  reachMs?: number,
): Promise<void> {
  for (const page of pages(stretches)) {
    await transaction.query(
      `insert into changed_stretches
         (device_id, device_wearer_id, starts_at, ends_at, cause, import_id, since)
       select device_id, device_wearer_id, starts_at, ends_at, $2, $3::bigint, $4::timestamptz
       from json_to_recordset($1::json) as sent (
         device_id text, device_wearer_id text, starts_at timestamptz, ends_at timestamptz)
       where $5::float8 is null or exists (
         select from crime_versions
         where tstzrange(window_from, window_to, '[]') && tstzrange(
           starts_at - make_interval(secs => $5::float8 / 1000),
           ends_at + make_interval(secs => $5::float8 / 1000)))`,
      [
        jsonRows(
          page.map((stretch) => ({
            device_id: stretch.deviceId,
            device_wearer_id: stretch.deviceWearerId,
            starts_at: startText(stretch),
            ends_at: instantText(stretch.to),
          })),
        ),
        cause,
        importId,
        instantText(at),
        reachMs,
      ],
    )
  }
}

/** Notes that somebody wants everything compared: it waits for a server to do it, also for one that starts later. */
export async function askForWholeRun(
  transaction: RecordsQuery,
  actor: Actor,
  at: Instant,
): Promise<void> {
  const { permissions: _, ...askedBy } = actor
  await transaction.query('insert into whole_runs_asked_for (asked_by, asked_at) values ($1, $2)', [
    new JsonParameter(askedBy),
    instantText(at),
  ])
}

/** Who was the first of those who wait for a whole run, as the audit names them; they are asked for nothing else. */
export async function wholeRunAskedBy(query: RecordsQuery): Promise<Actor | undefined> {
  const [row] = await query.query<{ asked_by: Omit<Actor, 'permissions'> }>(
    'select asked_by from whole_runs_asked_for order by id limit 1',
  )
  return row && { ...row.asked_by, permissions: new Set() }
}

/** Everything that waits now; what comes later is another run's. */
export async function readNotes(query: RecordsQuery): Promise<Notes> {
  const crimes = await query.query<NoteRow & { crime_id: bigint }>(
    'select * from crimes_to_match order by id',
  )
  const stretches = await query.query<
    NoteRow & { device_id: string; device_wearer_id: string | null } & OpenInterval
  >('select * from changed_stretches order by id')
  const whole = await query.query<{ id: bigint }>('select id from whole_runs_asked_for order by id')
  return {
    crimes: crimes.map((row) => ({ ...touchFrom(row), crimeId: Number(row.crime_id) })),
    whole: whole.map(({ id }) => ({ id: Number(id) })),
    stretches: stretches.map((row) => ({
      ...touchFrom(row),
      deviceId: row.device_id,
      deviceWearerId: row.device_wearer_id ?? undefined,
      ...openInterval(row),
    })),
  }
}

/**
 * Takes notes away that a run answers: in the transaction that keeps its answer. Who asked for everything is answered
 * by a whole run alone.
 */
export async function dropNotes(
  transaction: RecordsQuery,
  notes: Notes,
  scope: RunScope,
): Promise<void> {
  const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id)
  for (const page of pages(ids(notes.crimes))) {
    await transaction.query('delete from crimes_to_match where id = any($1::bigint[])', [page])
  }
  for (const page of pages(ids(notes.stretches))) {
    await transaction.query('delete from changed_stretches where id = any($1::bigint[])', [page])
  }
  if (scope === 'touched') return
  await transaction.query('delete from whole_runs_asked_for where id = any($1::bigint[])', [
    ids(notes.whole),
  ])
}

/** Since when something waits for a run, and when the newest of it came; `undefined` where nothing does. */
export async function notesWaiting(
  query: RecordsQuery,
): Promise<{ readonly oldest: Instant; readonly newest: Instant } | undefined> {
  const [row] = await query.query<{ oldest: string | null; newest: string | null }>(
    `select min(since) as oldest, max(since) as newest from (
       select since from crimes_to_match union all select since from changed_stretches
     ) as waiting`,
  )
  if (!row?.oldest || !row.newest) return undefined
  return { oldest: instantFrom(row.oldest), newest: instantFrom(row.newest) }
}

type NoteRow = RecordRow & { id: bigint; cause: Touch['cause']; import_id: bigint | null }

function touchFrom({ id, cause, import_id }: NoteRow) {
  return {
    id: Number(id),
    cause,
    importId: import_id === null ? undefined : Number(import_id),
  }
}
