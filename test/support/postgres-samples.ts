import type { CrimeVersion } from '../../src/domain/crime.ts'
import type { Verdict } from '../../src/domain/evidence-summary.ts'
import type { RowIssue } from '../../src/domain/row-issue.ts'
import { finishImport, type ImportKind, startImport } from '../../src/store/records/imports.ts'
import type { MatchToStore } from '../../src/store/records/match-records.ts'
import type { RecordsQuery } from '../../src/store/records/records.ts'

/** An instant with milliseconds. */
export const AT = Date.UTC(2026, 0, 26, 16, 8, 26, 7)
export const HASH = 'a'.repeat(64)
/** What a statement, an array, a JSON text and PostgreSQL itself could each stumble over. */
export const AWKWARD =
  'O\'Brien "x" \\ \0 \uE000 \uE0000 😀 \n\t{},NULL é \'; drop table imports; --'

/** An import that is done. @returns its id. */
export async function imported(
  records: RecordsQuery,
  kind: ImportKind,
  sha256 = HASH,
): Promise<number> {
  const id = await startImport(records, { kind, fileName: 'a.csv', startedAt: AT })
  const totals = { rows: 3, accepted: 2, refused: 1, issues: 2, repeats: 1 }
  await finishImport(records, id, { ...totals, outcome: 'done', sha256, finishedAt: AT + 1 })
  return id
}

export function crime(crimeReference: string, version: number): CrimeVersion {
  return {
    policeForce: 'Cheshire',
    crimeReference,
    version,
    crimeType: 'BIAD',
    window: { from: AT, to: AT + 60_000 },
    location: { kind: 'degrees', latitude: 53.8, longitude: -4.4000001 },
    latitude: 53.8,
    longitude: -4.4000001,
    crimeText: AWKWARD,
    batchId: 'CHS20260329',
    changes: [],
  }
}

export function match(
  of: CrimeVersion,
  deviceWearerId: string,
  instants: number[],
  verdict: Verdict = 'inconclusive',
): MatchToStore {
  return {
    crime: of,
    deviceWearerId,
    deviceIds: ['D1', 'D;2'],
    positionsInWindow: 7,
    overlappingPositions: 2,
    closestMetres: instants.length > 0 ? 1 / 3 : undefined,
    closestAt: instants[0],
    evidence: {
      windowCoverage: 1 / 3,
      log10Lr: -0.1 - 0.2,
      log10LrPopulation: 1e-300,
      coincidenceDays: 2,
      comparableDays: 18,
      verdict,
    },
    inRadius: instants.map((capturedAt, index) => ({
      deviceId: 'D1',
      sequenceLabel: `A${index + 1}`,
      capturedAt,
      latitude: 538000001,
      longitude: -44000001,
      accuracyMetres: index === 0 ? undefined : 4.25,
      mechanism: AWKWARD,
      distanceMetres: 0.1 + 0.2,
      overlapShare: 2 / 3,
    })),
  }
}

export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text))
}

export function issue(row: number): RowIssue {
  return {
    row,
    field: 'latitude',
    code: 'INVALID_LATITUDE',
    value: AWKWARD,
    message: AWKWARD,
    requiredAction: 'Send degrees',
  }
}

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const row of rows) list.push(row)
  return list
}
