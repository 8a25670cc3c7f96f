import type { CrimeVersion } from '../../domain/crime.ts'
import type { EvidenceSummary, Verdict } from '../../domain/evidence-summary.ts'
import type { Instant } from '../../domain/interval.ts'
import {
  type CrimeVersionRow,
  crimeVersionFrom,
  crimeVersionSelection,
} from './crime-version-rows.ts'
import { pages } from './pages.ts'
import { instantFrom, instantIfAny, instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** How many matches are read at once with their positions: seldom more than some tens of thousands. */
const PAGE = 500

/** One wearer and one crime version, as a run found them. */
export interface MatchToStore {
  readonly crime: Pick<CrimeVersion, 'policeForce' | 'crimeReference' | 'version'>
  readonly deviceWearerId: string
  /** Devices with a position in the window, the one that came closest first. */
  readonly deviceIds: readonly string[]
  readonly positionsInWindow: number
  readonly overlappingPositions: number
  readonly closestMetres: number | undefined
  readonly closestAt: Instant | undefined
  /** Absent in runs from before the evidence engine. */
  readonly evidence?: EvidenceSummary | undefined
  /** Positions in radius, by time. */
  readonly inRadius: readonly StoredMatchPosition[]
}

export interface StoredMatchPosition {
  readonly deviceId: string
  readonly sequenceLabel: string
  readonly capturedAt: Instant
  /** WGS84 degrees x 1e7. */
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
  readonly distanceMetres: number
  readonly overlapShare: number
}

/** A match as it is kept, without the positions that it points at. */
export interface MatchSummary extends Omit<MatchToStore, 'inRadius'> {
  readonly crime: CrimeVersion
  readonly crimeId: number
  /** The run that said it, and its place there, from 0. */
  readonly runId: number
  readonly ordinal: number
  readonly positionsInRadius: number
  readonly firstInRadiusAt: Instant | undefined
  readonly lastInRadiusAt: Instant | undefined
}

/** The same with its positions: those that were not erased since; the rest stays as it was found. */
export interface StoredMatch extends MatchSummary {
  readonly inRadius: readonly StoredMatchPosition[]
}

/**
 * Adds matches of a run behind the `first` that it has already, in the order given; thousands at once
 * are well. Their crime versions must be stored.
 *
 * @throws Error when one is not.
 */
export async function addMatches(
  query: RecordsQuery,
  runId: number,
  first: number,
  matches: readonly MatchToStore[],
): Promise<void> {
  const numbered = matches.map((match, index) => ({ match, ordinal: first + index }))
  for (const page of pages(numbered)) {
    const added = await query.query(
      `insert into matches (
         run_id, ordinal, crime_version_id, device_wearer_id, device_ids, positions_in_window,
         positions_in_radius, overlapping_positions, first_in_radius_at, last_in_radius_at,
         closest_metres, closest_at, window_coverage, log10_lr, log10_lr_population,
         coincidence_days, comparable_days, verdict, police_force)
       select $1::bigint, sent.ordinal, crime_versions.id, device_wearer_id, device_ids,
         positions_in_window, positions_in_radius, overlapping_positions, first_in_radius_at,
         last_in_radius_at, closest_metres, closest_at, window_coverage, log10_lr,
         log10_lr_population, coincidence_days, comparable_days, verdict, crimes.police_force
       from json_to_recordset($2::json) as sent (
         ordinal integer, police_force text, crime_reference text, version integer,
         device_wearer_id text, device_ids text[], positions_in_window integer,
         positions_in_radius integer, overlapping_positions integer,
         first_in_radius_at timestamptz, last_in_radius_at timestamptz,
         closest_metres double precision, closest_at timestamptz,
         window_coverage double precision, log10_lr double precision,
         log10_lr_population double precision, coincidence_days integer,
         comparable_days integer, verdict text)
       join crimes on crimes.police_force = sent.police_force
         and crimes.crime_reference = sent.crime_reference
       join crime_versions on crime_versions.crime_id = crimes.id
         and crime_versions.version = sent.version
       returning ordinal`,
      [runId, jsonRows(page.map(({ match, ordinal }) => matchToSend(match, ordinal)))],
    )
    if (added.length < page.length) {
      throw new Error(
        `Cannot keep ${page.length - added.length} matches of run ${runId}: their crime versions are not stored`,
      )
    }
  }
  await addPositions(query, runId, numbered)
}

async function addPositions(
  query: RecordsQuery,
  runId: number,
  matches: readonly { match: MatchToStore; ordinal: number }[],
): Promise<void> {
  const positions = matches.flatMap(({ match, ordinal }) =>
    match.inRadius.map((position, index) => ({ position, ordinal: index, matchOrdinal: ordinal })),
  )
  for (const page of pages(positions)) {
    await query.query(
      `insert into match_positions (
         run_id, match_ordinal, ordinal, sequence_label, device_id, captured_at, latitude,
         longitude, accuracy_metres, mechanism, distance_metres, overlap_share)
       select $1::bigint, sent.*
       from json_to_recordset($2::json) as sent (
         match_ordinal integer, ordinal integer, sequence_label text, device_id text,
         captured_at timestamptz, latitude integer, longitude integer,
         accuracy_metres double precision, mechanism text, distance_metres double precision,
         overlap_share double precision)`,
      [
        runId,
        jsonRows(
          page.map(({ position, ordinal, matchOrdinal }) => ({
            match_ordinal: matchOrdinal,
            ordinal,
            sequence_label: position.sequenceLabel,
            device_id: position.deviceId,
            captured_at: instantText(position.capturedAt),
            latitude: position.latitude,
            longitude: position.longitude,
            accuracy_metres: position.accuracyMetres,
            mechanism: position.mechanism,
            distance_metres: position.distanceMetres,
            overlap_share: position.overlapShare,
          })),
        ),
      ],
    )
  }
}

/** The matches of a run, with their crimes and positions, in the order they were added. */
export async function* storedMatches(
  query: RecordsQuery,
  runId: number,
): AsyncGenerator<StoredMatch> {
  let after = -1
  while (true) {
    const rows = await query.query<MatchRow>(
      `select ${crimeVersionSelection}, matches.*
       from matches
       join crime_versions as stated on stated.id = matches.crime_version_id
       join crimes on crimes.id = stated.crime_id
       where matches.run_id = $1 and matches.ordinal > $2
       order by matches.ordinal limit $3`,
      [runId, after, PAGE],
    )
    const places = rows.map(({ ordinal }) => ({ runId, ordinal }))
    const positions = await positionsOf(query, places)
    for (const [index, row] of rows.entries()) {
      yield { ...matchFrom(row), inRadius: positions[index] ?? [] }
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)?.ordinal ?? after
  }
}

/** Positions in radius of these matches, of `places[i]` at `i`, each by time. */
export async function positionsOf(
  query: RecordsQuery,
  places: readonly { readonly runId: number; readonly ordinal: number }[],
): Promise<StoredMatchPosition[][]> {
  const rows = await query.query<{
    place: bigint
    sequence_label: string
    device_id: string
    captured_at: string
    latitude: number
    longitude: number
    accuracy_metres: number | null
    mechanism: string
    distance_metres: number
    overlap_share: number
  }>(
    `select asked.place, sequence_label, device_id, captured_at, latitude, longitude,
       accuracy_metres, mechanism, distance_metres, overlap_share
     from unnest($1::bigint[], $2::integer[]) with ordinality as asked (run_id, ordinal, place)
     -- One by one by their key: the offset keeps all positions from being read and joined.
     cross join lateral (
       select * from match_positions
       where run_id = asked.run_id and match_ordinal = asked.ordinal offset 0
     ) as found
     order by asked.place, found.ordinal`,
    [places.map(({ runId }) => runId), places.map(({ ordinal }) => ordinal)],
  )
  const positions: StoredMatchPosition[][] = places.map(() => [])
  for (const row of rows) {
    positions[Number(row.place) - 1]?.push({
      deviceId: row.device_id,
      sequenceLabel: row.sequence_label,
      capturedAt: instantFrom(row.captured_at),
      latitude: row.latitude,
      longitude: row.longitude,
      accuracyMetres: row.accuracy_metres ?? undefined,
      mechanism: row.mechanism,
      distanceMetres: row.distance_metres,
      overlapShare: row.overlap_share,
    })
  }
  return positions
}

function matchToSend(match: MatchToStore, ordinal: number): object {
  const { crime, evidence, inRadius } = match
  return {
    ordinal,
    police_force: crime.policeForce,
    crime_reference: crime.crimeReference,
    version: crime.version,
    device_wearer_id: match.deviceWearerId,
    device_ids: match.deviceIds,
    positions_in_window: match.positionsInWindow,
    positions_in_radius: inRadius.length,
    overlapping_positions: match.overlappingPositions,
    first_in_radius_at: instantText(inRadius[0]?.capturedAt),
    last_in_radius_at: instantText(inRadius.at(-1)?.capturedAt),
    closest_metres: match.closestMetres,
    closest_at: instantText(match.closestAt),
    window_coverage: evidence?.windowCoverage,
    log10_lr: evidence?.log10Lr,
    log10_lr_population: evidence?.log10LrPopulation,
    coincidence_days: evidence?.coincidenceDays,
    comparable_days: evidence?.comparableDays,
    verdict: evidence?.verdict,
  }
}

export type MatchRow = CrimeVersionRow &
  EvidenceRow & {
    run_id: bigint
    ordinal: number
    device_wearer_id: string
    device_ids: string[]
    positions_in_window: number
    positions_in_radius: number
    overlapping_positions: number
    first_in_radius_at: string | null
    last_in_radius_at: string | null
    closest_metres: number | null
    closest_at: string | null
  }

export interface EvidenceRow {
  readonly window_coverage: number | null
  readonly log10_lr: number | null
  readonly log10_lr_population: number | null
  readonly coincidence_days: number | null
  readonly comparable_days: number | null
  readonly verdict: Verdict | null
}

export function matchFrom(row: MatchRow): MatchSummary {
  return {
    runId: Number(row.run_id),
    ordinal: row.ordinal,
    crimeId: Number(row.crime_id),
    crime: crimeVersionFrom(row),
    deviceWearerId: row.device_wearer_id,
    deviceIds: row.device_ids,
    positionsInWindow: row.positions_in_window,
    positionsInRadius: row.positions_in_radius,
    overlappingPositions: row.overlapping_positions,
    firstInRadiusAt: instantIfAny(row.first_in_radius_at),
    lastInRadiusAt: instantIfAny(row.last_in_radius_at),
    closestMetres: row.closest_metres ?? undefined,
    closestAt: instantIfAny(row.closest_at),
    evidence: evidenceFrom(row),
  }
}

/** What a row says of the evidence; nothing in runs from before the engine. */
export function evidenceFrom(row: EvidenceRow): EvidenceSummary | undefined {
  if (row.verdict === null) return undefined
  return {
    windowCoverage: row.window_coverage ?? 0,
    log10Lr: row.log10_lr ?? 0,
    log10LrPopulation: row.log10_lr_population ?? 0,
    coincidenceDays: row.coincidence_days ?? 0,
    comparableDays: row.comparable_days ?? 0,
    verdict: row.verdict,
  }
}
