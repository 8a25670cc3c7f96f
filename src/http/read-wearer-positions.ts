import { z } from '@hono/zod-openapi'
import { readWearerPositions } from '../app/read-wearer-positions.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { tell } from '../server/route.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'
import { cursorParameter, cursorText, limitParameter, next } from './cursor.ts'
import { InputInvalid } from './input-invalid.ts'
import { instant, instantParameter } from './instant.ts'
import { type ApiRoute, operation } from './operation.ts'

const position = z
  .strictObject({
    deviceId: z.string(),
    capturedAt: instant,
    latitude: z.number().openapi({ description: 'WGS84 degrees' }),
    longitude: z.number(),
    accuracyMetres: z
      .number()
      .nullable()
      .openapi({ description: 'Radius of the confidence circle; null where none was given' }),
    mechanism: z.string().nullable().openapi({ example: 'GPS' }),
  })
  .openapi('Position')

/** `GET /device-wearers/{id}/positions`: where somebody was, inside lawful intervals. */
export function readPositions({ folder, now }: ApiServices): ApiRoute {
  return operation({
    method: 'GET',
    path: '/device-wearers/:id/positions',
    access: ['people:read', 'self:read'],
    audit: { action: 'consult', what: 'movements' },
    id: 'readWearerPositions',
    summary: "A device wearer's positions of an interval, by time",
    description:
      'Of the interval `from` (included) to `to` (not included), as far as it is lawful: device activation x order x trail condition. A silent device says nothing about where its wearer was.',
    params: z.strictObject({ id: z.string().max(500) }),
    query: z.strictObject({
      from: instantParameter,
      to: instantParameter,
      cursor: cursorParameter(2),
      limit: limitParameter(1000, 5000),
    }),
    answer: z
      .strictObject({
        deviceWearerId: z.string(),
        lawful: z
          .array(z.strictObject({ deviceId: z.string(), from: instant, to: instant }))
          .openapi({ description: 'The stretches of what was asked that were read' }),
        positions: z.array(position),
        next,
      })
      .openapi('WearerPositions'),
    async give(context, { params: { id }, query: { from, to, cursor, limit } }) {
      if (from >= to) throw new InputInvalid([{ at: 'query.to', message: 'expected after from' }])
      const [at, given] = cursor ?? []
      const after = at === undefined || given === undefined ? undefined : { at, given }
      const viewer = { accountId: accountIdOf(context), at: now() }
      const asked = { within: { from, to }, after, limit }
      const read = await readWearerPositions(folder, viewer, id, asked)
      tell(context, { subjects: [id], interval: { from, to }, count: read.positions.length })
      return {
        deviceWearerId: id,
        lawful: read.lawful.map((each) => ({
          deviceId: each.deviceId,
          from: formatInstant(each.from),
          to: formatInstant(each.to),
        })),
        positions: read.positions.map((each) => ({
          deviceId: each.deviceId,
          capturedAt: formatInstant(each.capturedAt),
          latitude: sevenDecimals(each.latitude),
          longitude: sevenDecimals(each.longitude),
          accuracyMetres: each.accuracyMetres ?? null,
          mechanism: each.mechanism || null,
        })),
        next: read.next ? cursorText(read.next.at, read.next.given) : null,
      }
    },
  })
}

/** What is stored, without what multiplying added. */
function sevenDecimals(degrees: number): number {
  return Number(degrees.toFixed(7))
}
