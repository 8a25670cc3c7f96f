import { type Route, tell } from '../../server/route.ts'
import {
  feedFigures,
  refusedWithoutDevice,
  silentWornDevices,
} from '../../store/records/freshness-records.ts'
import { PAGE_ROWS } from '../page-of.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { FeedsPage } from './feeds-page.tsx'

/** Where reports come from, and which of them have fallen silent. */
export function feedRoutes({ folder: { records }, show, now, policy }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.feeds,
      access: ['incidents:read', 'devices:manage'],
      audit: { action: 'consult', what: 'feeds' },
      async handle(context) {
        const at = now()
        const { freshMinutes } = policy.monitoring
        const heardSince = at - freshMinutes * 60_000
        const feeds = await feedFigures(records, at, heardSince)
        const mayManage = context.get('asking').actor.permissions.has('devices:manage')
        const asked = { heardSince, limit: PAGE_ROWS }
        const silent = mayManage ? await silentWornDevices(records, at, asked) : undefined
        const refused = mayManage ? await refusedWithoutDevice(records) : []
        tell(context, { subjects: [], count: feeds.length })
        return show(
          context,
          { title: 'Feeds', section: paths.feeds },
          <FeedsPage {...{ feeds, freshMinutes, silent, refused }} now={at} />,
        )
      },
    },
  ]
}
