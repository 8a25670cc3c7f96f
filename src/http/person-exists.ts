import { z } from '@hono/zod-openapi'
import { tell } from '../server/route.ts'
import { peopleOfCrn } from '../store/records/person-by-crn.ts'
import { type ApiServices, accountIdOf } from './api-services.ts'
import { type ApiRoute, operation } from './operation.ts'

/** `GET /people/exists`: whether there is a page of somebody to lead to, for other case systems. */
export function personExists({ folder: { records }, now }: ApiServices): ApiRoute {
  return operation({
    method: 'GET',
    path: '/people/exists',
    access: 'people:read',
    audit: { action: 'search', what: 'device wearers' },
    id: 'personExists',
    summary: 'Whether somebody of a CRN is among those you may see, and where their page is',
    description:
      'For a link in another case system. `href` leads to the person’s page in the portal, for whoever may see them there. Who is out of your scope, or kept from you by a restriction, does not exist here.',
    query: z.strictObject({
      crn: z.string().trim().min(1).max(50).openapi({ description: 'In any letter case' }),
    }),
    answer: z
      .strictObject({
        exists: z.boolean(),
        href: z.string().nullable().openapi({ description: 'On this server: `/crn/X123456`' }),
      })
      .openapi('PersonExists'),
    async give(context, { query }) {
      const viewer = { accountId: accountIdOf(context), at: now() }
      const found = await peopleOfCrn(records, viewer, query.crn)
      const subjects = found.filter(({ isVisible }) => isVisible).map(({ id }) => id)
      tell(context, { subjects, count: subjects.length })
      const exists = subjects.length > 0
      return { exists, href: exists ? `/crn/${encodeURIComponent(query.crn)}` : null }
    },
  })
}
