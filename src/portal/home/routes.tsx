import type { Route } from '../../server/route.ts'
import { countReadyDocuments } from '../../store/records/visible-documents.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { HomePage } from './page.tsx'

export function homeRoutes({ show, folder, now }: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.home,
      access: 'signed-in',
      audit: 'nothing personal',
      async handle(context) {
        const asking = context.get('asking')
        const { accountId, permissions } = asking.actor
        const ready =
          accountId !== undefined && permissions.has('documents:make')
            ? await countReadyDocuments(folder.records, { accountId, at: now() })
            : 0
        return show(
          context,
          { title: 'What you can do here' },
          <HomePage asking={asking} ready={ready} />,
        )
      },
    },
  ]
}
