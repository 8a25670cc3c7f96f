import type { Route } from '../../server/route.ts'
import { countGivenUpBy } from '../../store/records/hand-over-records.ts'
import { countReadyDocuments } from '../../store/records/visible-documents.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { HomePage } from './page.tsx'

export function homeRoutes({ show, folder: { records }, now }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.home,
      access: 'signed-in',
      audit: 'nothing personal',
      async handle(context) {
        const asking = context.get('asking')
        const { accountId, permissions } = asking.actor
        const givenUp =
          accountId !== undefined && permissions.has('cases:hand-over')
            ? await countGivenUpBy(records, accountId)
            : 0
        const ready =
          accountId !== undefined && permissions.has('documents:make')
            ? await countReadyDocuments(records, { accountId, at: now() })
            : 0
        return show(
          context,
          { title: 'What you can do here' },
          <HomePage asking={asking} givenUp={givenUp} ready={ready} />,
        )
      },
    },
  ]
}
