import { z } from '@hono/zod-openapi'
import { referenceLists } from '../domain/reference/reference-lists.ts'
import { type ApiRoute, operation } from './operation.ts'

const list = z
  .strictObject({
    name: z.string(),
    version: z.string().openapi({ description: 'A later list has a later day' }),
    entries: z.array(
      z.strictObject({
        code: z.string(),
        label: z.string(),
        from: z.string().nullable().openapi({ description: 'First day in use; null: always' }),
        to: z.string().nullable().openapi({ description: 'Last day in use; null: still' }),
      }),
    ),
  })
  .openapi('ReferenceList')

/** `GET /reference-lists`: the codes people.json uses, what they mean, and when they were in use. */
export function readReferenceLists(): ApiRoute {
  return operation({
    method: 'GET',
    path: '/reference-lists',
    access: 'signed-in',
    audit: 'nothing personal',
    id: 'readReferenceLists',
    summary: 'The codes of people.json, with what they mean and their dates',
    description: 'Other codes are taken and kept; pages say of them that they are in no list.',
    answer: z.record(z.string(), list).openapi('ReferenceLists'),
    give: async () =>
      Object.fromEntries(
        Object.entries(referenceLists).map(([key, { name, version, entries }]) => [
          key,
          {
            name,
            version,
            entries: entries.map(({ code, label, from, to }) => ({
              code,
              label,
              from: from ?? null,
              to: to ?? null,
            })),
          },
        ]),
      ),
  })
}
