import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { sentPeople } from '../app/take-people.ts'
import type { ApiServices } from './api-services.ts'
import { importCounts, toldImport } from './import-answer.ts'
import { type ApiRoute, operation } from './operation.ts'
import { idempotencyHeaders, writeOnce } from './write-once.ts'

/** Of a file read as a whole while everybody waits: some thousand people. */
const MOST_BYTES = 4 * 1024 * 1024

const { importId, rows, accepted } = importCounts
const answer = z
  .strictObject({
    importId,
    rows,
    accepted,
    again: z.boolean().openapi({ description: 'It is as the newest was: nothing was done' }),
  })
  .openapi('PeopleTaken')

/** `POST /people`: takes people.json, or a part of it, whole or not at all. */
export function sendPeople(services: ApiServices): ApiRoute {
  const { folder } = services
  return operation({
    method: 'POST',
    path: '/people',
    access: 'registry:write',
    audit: { action: 'collect', what: 'people' },
    maxBytes: MOST_BYTES,
    id: 'sendPeople',
    summary: 'Takes people.json: whoever it names is replaced, the others stay',
    description:
      'Every field is in docs/data-formats.md. A file with a fault changes nothing (PEOPLE_INVALID names every fault by its place). Of a wearer it names, what it does not repeat is withdrawn; an order that differs, or a zone it names, makes its next version.',
    headers: idempotencyHeaders,
    body: z.looseObject({}).openapi('People', {
      example: { deviceWearers: [{ id: 'W1' }], deviceActivations: [], monitoringOrders: [] },
    }),
    answer,
    async give(context, { body }) {
      const bytes = new TextEncoder().encode(JSON.stringify(await body()))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const asker = { actor: context.get('asking').actor }
      const end = await writeOnce(context, services, sha256, async () =>
        sentPeople(folder, asker, { bytes, fileName: 'people.json', sha256 }),
      )
      const { counts } = await toldImport(context, folder.records, end)
      return {
        importId: counts.importId,
        rows: counts.rows,
        accepted: counts.accepted,
        again: end.again || end.replayed,
      }
    },
  })
}
