import { z } from '@hono/zod-openapi'
import { findPerson } from '../app/find-person.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { orderAsJson, zoneAsJson } from '../domain/people-as-json.ts'
import { tell } from '../server/route.ts'
import { orderVersions } from '../store/records/order-version-records.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'
import { instant } from './instant.ts'
import { type ApiRoute, operation } from './operation.ts'
import { peopleParts } from './person-json.ts'

const version = z
  .strictObject({
    version: z.number().int().openapi({ description: 'From 1' }),
    saidAt: instant,
    withdrawn: z.boolean().openapi({ description: 'Not there any more; as it was last' }),
    erased: z
      .boolean()
      .openapi({ description: 'What it said is gone: its order has no conditions' }),
    fileName: z.string().nullable().openapi({ description: 'Of the import that made it' }),
    account: z.string().nullable().openapi({ description: 'Whoever made it by hand' }),
    changes: z
      .array(z.strictObject({ variation: z.string(), text: z.string() }))
      .openapi({ description: 'What differs from the version before, inferred from both' }),
    order: peopleParts.monitoringOrders.element,
    zones: peopleParts.zones,
  })
  .openapi('OrderVersion')

/** `GET /device-wearers/{id}/orders`: every version of a person's orders. */
export function readOrders({ folder: { records }, now }: ApiServices): ApiRoute {
  return operation({
    method: 'GET',
    path: '/device-wearers/:id/orders',
    access: 'people:read',
    audit: { action: 'consult', what: 'orders' },
    id: 'readOrders',
    summary: "Every version of a device wearer's orders, with what changed between them",
    params: z.strictObject({ id: z.string().max(500) }),
    answer: z.strictObject({ versions: z.array(version) }).openapi('OrderVersions'),
    async give(context, { params }) {
      const viewer = { accountId: accountIdOf(context), at: now() }
      const person = await findPerson(records, viewer, params.id)
      const versions = await orderVersions(records, person.id)
      tell(context, { subjects: [person.id], count: versions.length })
      return {
        versions: versions.map(({ whole, saidAt, ...each }) => ({
          version: each.version,
          saidAt: formatInstant(saidAt),
          withdrawn: each.withdrawn,
          erased: each.erased,
          fileName: each.fileName ?? null,
          account: each.accountName ?? null,
          changes: [...each.changes],
          order: orderAsJson(whole.order) as z.input<typeof version>['order'],
          zones: whole.zones.map(zoneAsJson) as z.input<typeof version>['zones'],
        })),
      }
    },
  })
}
