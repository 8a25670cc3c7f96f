import { z } from '@hono/zod-openapi'
import { findPerson } from '../app/find-person.ts'
import { peopleAsJson } from '../domain/people-as-json.ts'
import { tell } from '../server/route.ts'
import { peopleOf } from '../store/records/visible-person.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'
import { type ApiRoute, operation } from './operation.ts'
import { peopleParts } from './person-json.ts'

/** `GET /device-wearers/{id}`: one person's part of people.json. */
export function readDeviceWearer({ folder: { records }, now }: ApiServices): ApiRoute {
  return operation({
    method: 'GET',
    path: '/device-wearers/:id',
    access: 'people:read',
    audit: { action: 'consult', what: 'device wearer' },
    id: 'readDeviceWearer',
    summary: 'All that is recorded of a device wearer, as people.json',
    description:
      'Identifiers, devices and activations, orders with their conditions and facts, the zones they name, and allocations. Who is kept from the person is not said. Every field is in docs/data-formats.md.',
    params: z.strictObject({ id: z.string().max(500) }),
    answer: z.strictObject(peopleParts).openapi('PersonFile'),
    async give(context, { params }) {
      const viewer = { accountId: accountIdOf(context), at: now() }
      const person = await findPerson(records, viewer, params.id)
      tell(context, { subjects: [person.id], count: 1 })
      return peopleAsJson(peopleOf(person)) as z.input<z.ZodObject<typeof peopleParts>>
    },
  })
}
