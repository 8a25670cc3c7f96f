import { z } from '@hono/zod-openapi'
import { formatInstant } from '../domain/instant-text.ts'
import { tell } from '../server/route.ts'
import { crimeByReference } from '../store/records/crime-by-reference.ts'
import type { MatchSummary } from '../store/records/match-records.ts'
import { findRun } from '../store/records/run-records.ts'
import { standingRunOf } from '../store/records/standing-records.ts'
import { visibleMatchesOfCrime } from '../store/records/visible-matches.ts'
import { type ApiServices, accountIdOf, notFound } from './api-services.ts'
import { crimeKey } from './crime-key.ts'
import { cursorParameter, cursorText, limitParameter, next } from './cursor.ts'
import { instant, instantOrNull } from './instant.ts'
import { type ApiRoute, operation } from './operation.ts'

const verdicts = ['supports_presence', 'inconclusive', 'supports_absence', 'no_data'] as const

const match = z
  .strictObject({
    crimeVersion: z.number().int(),
    deviceWearerId: z.string(),
    deviceIds: z.array(z.string()).openapi({ description: 'The one that came closest first' }),
    positionsInWindow: z.number().int(),
    positionsInRadius: z.number().int(),
    overlappingPositions: z.number().int(),
    firstInRadiusAt: instant.nullable(),
    lastInRadiusAt: instant.nullable(),
    closestMetres: z.number().nullable(),
    closestAt: instant.nullable(),
    windowCoverage: z.number().nullable(),
    log10Lr: z.number().nullable().openapi({
      description: 'Weight of the evidence for presence (above 0) or against it (below)',
    }),
    log10LrPopulation: z.number().nullable(),
    coincidenceDays: z.number().int().nullable(),
    comparableDays: z.number().int().nullable(),
    verdict: z
      .enum(verdicts)
      .nullable()
      .openapi({ description: 'Of presence, never of guilt; no_data is not absence' }),
  })
  .openapi('Match')

const run = z
  .strictObject({ id: z.number().int(), algorithmVersion: z.string(), finishedAt: instant })
  .openapi('MatchingRun')

/** `GET /crimes/{force}/{reference}/matches`: who was near, by the newest answer that was given about the crime. */
export function readCrimeMatches({ folder: { records }, now }: ApiServices): ApiRoute {
  return operation({
    method: 'GET',
    path: '/crimes/:force/:reference/matches',
    access: 'matches:read',
    audit: { action: 'consult', what: 'matches' },
    id: 'readCrimeMatches',
    summary: 'Device wearers near a crime in its window, weighed, strongest first',
    description:
      'What stands of the crime: the newest answer about it, and the run that gave it. A cursor goes on in the run it began in. Wearers who are restricted for you are left out.',
    params: crimeKey,
    query: z.strictObject({ cursor: cursorParameter(2), limit: limitParameter(100, 1000) }),
    answer: z
      .strictObject({
        policeForce: z.string(),
        crimeReference: z.string(),
        run: run.nullable().openapi({ description: 'Null while the crime was not compared' }),
        matches: z.array(match),
        next,
      })
      .openapi('MatchesOfCrime'),
    async give(context, { params: { force, reference }, query: { cursor, limit } }) {
      const accountId = accountIdOf(context)
      const key = { policeForce: force, crimeReference: reference }
      const crime = await crimeByReference(records, accountId, key)
      if (!crime) throw notFound('the crime')
      const [runId, after = -1] = cursor ?? []
      const standing = runId ?? (await standingRunOf(records, crime.id))
      const found = standing === undefined ? undefined : await findRun(records, standing)
      if (runId !== undefined && found?.outcome !== 'done')
        throw notFound('the run that the cursor is of')
      const page = { runId: found?.id ?? 0, after, limit: limit + 1 }
      const asker = { accountId, at: now() }
      const read = found ? await visibleMatchesOfCrime(records, asker, crime.id, page) : []
      const matches = read.slice(0, limit)
      tell(context, {
        subjects: matches.map(({ deviceWearerId }) => deviceWearerId),
        count: matches.length,
        ...(found && { details: { run: found.id } }),
      })
      const last = matches.at(-1)
      return {
        ...key,
        run: found
          ? {
              id: found.id,
              algorithmVersion: found.algorithmVersion,
              finishedAt: formatInstant(found.finishedAt ?? found.startedAt),
            }
          : null,
        matches: matches.map(told),
        next: found && last && read.length > limit ? cursorText(found.id, last.ordinal) : null,
      }
    },
  })
}

function told(found: MatchSummary): z.input<typeof match> {
  const { crime, evidence } = found
  return {
    crimeVersion: crime.version,
    deviceWearerId: found.deviceWearerId,
    deviceIds: [...found.deviceIds],
    positionsInWindow: found.positionsInWindow,
    positionsInRadius: found.positionsInRadius,
    overlappingPositions: found.overlappingPositions,
    firstInRadiusAt: instantOrNull(found.firstInRadiusAt),
    lastInRadiusAt: instantOrNull(found.lastInRadiusAt),
    closestMetres: found.closestMetres ?? null,
    closestAt: instantOrNull(found.closestAt),
    windowCoverage: evidence?.windowCoverage ?? null,
    log10Lr: evidence?.log10Lr ?? null,
    log10LrPopulation: evidence?.log10LrPopulation ?? null,
    coincidenceDays: evidence?.coincidenceDays ?? null,
    comparableDays: evidence?.comparableDays ?? null,
    verdict: evidence?.verdict ?? null,
  }
}
