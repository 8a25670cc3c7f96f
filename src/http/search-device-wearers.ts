import { z } from '@hono/zod-openapi'
import { searchPeople } from '../app/search-people.ts'
import { type Asked, tell } from '../server/route.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'
import { cursorParameter, cursorText, limitParameter, next } from './cursor.ts'
import { type ApiRoute, operation } from './operation.ts'

const USUAL = 50
const MOST = 500

const q = z.string().min(1).max(200).openapi({
  description:
    'Any number of the person, of their orders or devices; a name or alias, or the beginning of one; a date of birth',
})

const people = z
  .strictObject({
    deviceWearers: z.array(
      z.strictObject({
        id: z.string(),
        names: z.array(z.string()),
        crn: z.string().nullable(),
        deviceId: z.string().nullable().openapi({ description: 'Worn now' }),
      }),
    ),
    next,
  })
  .openapi('DeviceWearersFound')

const declared = {
  access: 'people:read',
  audit: { action: 'search', what: 'device wearers' },
  answer: people,
} as const

/** `POST /device-wearers/search`: finds people among those the account may see. */
export function searchDeviceWearers(services: ApiServices): ApiRoute {
  return operation({
    ...declared,
    method: 'POST',
    path: '/device-wearers/search',
    id: 'searchDeviceWearers',
    summary: 'Finds device wearers among those you may see',
    description: 'Who was looked for is sent in the body: addresses end up in logs on the way.',
    body: z
      .strictObject({
        q,
        cursor: cursorParameter(1),
        limit: z
          .number()
          .int()
          .min(1)
          .max(MOST)
          .optional()
          .transform((limit) => limit ?? USUAL)
          .openapi({ type: 'integer', minimum: 1, maximum: MOST, default: USUAL }),
      })
      .openapi('DeviceWearersToFind'),
    give: async (context, { body }) => found(context, services, await body()),
  })
}

/** `GET /device-wearers?q=`: the same for programs that can only read. */
export function searchByQuery(services: ApiServices): ApiRoute {
  return operation({
    ...declared,
    method: 'GET',
    path: '/device-wearers',
    id: 'searchDeviceWearersByQuery',
    summary: 'The same search with an address; prefer the other',
    description:
      'Whereabouts writes no query to its logs; what stands between may. `POST /device-wearers/search` keeps a name out of addresses.',
    query: z.strictObject({ q, cursor: cursorParameter(1), limit: limitParameter(USUAL, MOST) }),
    give: async (context, { query }) => found(context, services, query),
  })
}

async function found(
  context: Asked,
  { folder: { records }, now }: ApiServices,
  asked: { q: string; cursor?: number[] | undefined; limit: number },
): Promise<z.input<typeof people>> {
  const viewer = { accountId: accountIdOf(context), at: now() }
  const everyone = await searchPeople(records, viewer, asked.q)
  const start = Math.max(0, asked.cursor?.[0] ?? 0)
  const end = start + asked.limit
  const page = everyone.slice(start, end)
  tell(context, { subjects: page.map(({ id }) => id), count: page.length })
  return {
    deviceWearers: page.map(({ id, names, crn, deviceId }) => ({
      id,
      names: [...names],
      crn: crn ?? null,
      deviceId: deviceId ?? null,
    })),
    next: end < everyone.length ? cursorText(end) : null,
  }
}
