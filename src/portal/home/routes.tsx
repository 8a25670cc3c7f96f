import { peopleByAttention } from '../../app/people/attention.ts'
import type { Route } from '../../server/route.ts'
import { countGivenUpBy } from '../../store/records/hand-over-records.ts'
import { countReadyDocuments } from '../../store/records/visible-documents.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { HomePage } from './page.tsx'

export function homeRoutes({
  show,
  folder: { records },
  now,
  policy,
  demonstration,
}: PortalServices): Route[] {
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
        const hasCases = accountId !== undefined && permissions.has('cases:hand-over')
        return show(
          context,
          { title: 'What you can do here' },
          <HomePage
            asking={asking}
            givenUp={givenUp}
            ready={ready}
            needing={hasCases ? await countNeeding(accountId) : undefined}
            practises={hasCases && demonstration}
          />,
        )
      },
    },
  ]
  /** How many of their own cases need attention that nobody has seen to. */
  async function countNeeding(accountId: number): Promise<number> {
    const viewer = { accountId, at: now() }
    const people = await peopleByAttention(records, viewer, policy.monitoring, 'mine')
    return people.filter(({ reasons, seen }) => reasons.length > 0 && !seen).length
  }
}
