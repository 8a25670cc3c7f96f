import { z } from '@hono/zod-openapi'
import { formatInstant } from '../domain/instant-text.ts'
import { tell } from '../server/route.ts'
import { crimeByReference } from '../store/records/crime-by-reference.ts'
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
      const crime = await crimeByReference(records, accountIdOf(context), key)
      if (!crime) throw notFound('the crime')
      const { versions } = crime
      tell(context, { subjects: [], count: versions.length })
      return {
        ...key,
        versions: versions.map((stated) => ({
          version: stated.version,
          crimeType: stated.crimeType,
          from: formatInstant(stated.window.from),
          to: formatInstant(stated.window.to),
          latitude: stated.latitude,
          longitude: stated.longitude,
          location: { ...stated.location },
          crimeText: stated.crimeText,
          batchId: stated.batchId,
          changes: [...stated.changes],
        })),
      }
    },
  })
}
