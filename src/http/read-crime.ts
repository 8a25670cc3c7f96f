import { z } from '@hono/zod-openapi'
import { formatInstant } from '../domain/instant-text.ts'
import { tell } from '../server/route.ts'
import { crimeVersionsOf } from '../store/records/crime-by-reference.ts'
import { type ApiServices, accountIdOf, notFound } from './api-services.ts'
import { crimeKey } from './crime-key.ts'
import { instant } from './instant.ts'
import { type ApiRoute, operation } from './operation.ts'

const version = z
  .strictObject({
    version: z.number().int(),
    crimeType: z.string(),
    from: instant,
    to: instant,
    latitude: z.number(),
    longitude: z.number(),
    location: z
      .union([
        z.strictObject({
          kind: z.literal('degrees'),
          latitude: z.number(),
          longitude: z.number(),
        }),
        z.strictObject({ kind: z.literal('grid'), easting: z.number(), northing: z.number() }),
      ])
      .openapi({ description: 'As it was sent' }),
    crimeText: z.string(),
    batchId: z.string(),
    changes: z.array(z.string()).openapi({ description: 'Since the version before' }),
  })
  .openapi('CrimeVersion')

/** `GET /crimes/{force}/{reference}`: what a force said of a crime, version by version. */
export function readCrime({ folder: { records } }: ApiServices): ApiRoute {
  return operation({
    method: 'GET',
    path: '/crimes/:force/:reference',
    access: 'crimes:read',
    audit: { action: 'consult', what: 'crimes' },
    id: 'readCrime',
    summary: 'A crime with every version of what was said of it',
    params: crimeKey,
    answer: z
      .strictObject({
        policeForce: z.string(),
        crimeReference: z.string(),
        versions: z.array(version).openapi({ description: 'Oldest first; the newest is matched' }),
      })
      .openapi('Crime'),
    async give(context, { params: { force, reference } }) {
      const key = { policeForce: force, crimeReference: reference }
      const versions = await crimeVersionsOf(records, accountIdOf(context), key)
      if (versions.length === 0) throw notFound('the crime')
      tell(context, { subjects: [], count: versions.length })
      return {
        ...key,
        versions: versions.map((crime) => ({
          version: crime.version,
          crimeType: crime.crimeType,
          from: formatInstant(crime.window.from),
          to: formatInstant(crime.window.to),
          latitude: crime.latitude,
          longitude: crime.longitude,
          location: { ...crime.location },
          crimeText: crime.crimeText,
          batchId: crime.batchId,
          changes: [...crime.changes],
        })),
      }
    },
  })
}
