import type { Surface } from '../server/app.ts'
import { accountRoutes } from './accounts/account-routes.tsx'
import { accountChangeRoutes } from './accounts/change-routes.tsx'
import { accountDeedRoutes } from './accounts/deed-routes.tsx'
import { accountListRoutes } from './accounts/list-routes.tsx'
import { tokenRoutes } from './accounts/token-routes.tsx'
import { allocationRoutes } from './allocations/routes.tsx'
import { assetsRoutes } from './assets-routes.ts'
import { auditRoutes } from './audit/routes.tsx'
import { complianceRoutes } from './compliance/routes.tsx'
import { crimeRoutes } from './crime/routes.tsx'
import { deviceRoutes } from './devices/routes.tsx'
import { documentRoutes } from './documents/routes.tsx'
import { exclusionRoutes } from './exclusion/routes.tsx'
import { feedRoutes } from './feeds/routes.tsx'
import { figuresRoutes } from './figures/routes.tsx'
import { followingRoutes } from './following/routes.tsx'
import { funnelRoutes } from './funnel/routes.tsx'
import { caseRecordRoutes } from './hand-over/case-record-routes.tsx'
import { handOverRoutes } from './hand-over/hand-over-routes.tsx'
import { newHandOverRoutes } from './hand-over/new-hand-over-routes.tsx'
import { helpRoutes } from './help/routes.tsx'
import { homeRoutes } from './home/routes.tsx'
import { incidentRoutes } from './incidents/incident-routes.tsx'
import { incidentQueueRoutes } from './incidents/queue-routes.tsx'
import { ingestionRoutes } from './ingestion/routes.tsx'
import { locationRoutes } from './locations/routes.tsx'
import { matchRoutes } from './match/routes.tsx'
import { meRoutes } from './me/routes.tsx'
import { compareRoutes } from './movements/compare-routes.tsx'
import { movementRoutes } from './movements/routes.tsx'
import { myAccountRoutes } from './my-account/routes.tsx'
import { noteRoutes } from './notes/note-routes.tsx'
import { noticeRoutes } from './notices/routes.tsx'
import { orderRoutes } from './order/routes.tsx'
import { outcomeRoutes } from './outcomes/routes.tsx'
import { patternRoutes } from './patterns/routes.ts'
import { peopleRoutes } from './people/routes.tsx'
import { portalEdge } from './portal-edge.tsx'
import type { PortalServices } from './portal-services.ts'
import { practiceRoutes } from './practice/routes.tsx'
import { questionRoutes } from './question/routes.tsx'
import { reportDraftRoutes } from './reports/draft-routes.tsx'
import { reportLifeRoutes } from './reports/life-routes.tsx'
import { reportRoutes } from './reports/routes.tsx'
import { requestRoutes } from './requests/routes.tsx'
import { caseRoutes } from './review/case-routes.tsx'
import { queueRoutes } from './review/queue-routes.tsx'
import { shareRoutes } from './review/share-routes.tsx'
import { ruleRoutes } from './rules/routes.tsx'
import { runRoutes } from './runs/routes.tsx'
import { senderRoutes } from './senders/routes.tsx'
import { setUpRoutes } from './set-up/routes.tsx'
import { providerRoutes } from './sign-in/provider-routes.tsx'
import { signInRoutes } from './sign-in/routes.tsx'
import { teamRoutes } from './teams/routes.tsx'
import { absenceRoutes } from './violations/absence-routes.tsx'
import { violationRoutes } from './violations/violation-routes.tsx'
import { wearerCrimesRoutes } from './wearer-crimes/routes.tsx'
import { withdrawalRoutes } from './withdrawal/routes.tsx'

/** Every page. */
export function portal(services: PortalServices): Surface {
  return {
    prefix: '/',
    edge: portalEdge(services),
    routes: [
      ...assetsRoutes(),
      ...homeRoutes(services),
      ...helpRoutes(services),
      ...practiceRoutes(services),
      ...peopleRoutes(services),
      ...patternRoutes(services),
      ...movementRoutes(services),
      ...compareRoutes(services),
      ...orderRoutes(services),
      ...ruleRoutes(services),
      ...incidentQueueRoutes(services),
      ...incidentRoutes(services),
      ...complianceRoutes(services),
      ...violationRoutes(services),
      ...absenceRoutes(services),
      ...noteRoutes(services),
      ...newHandOverRoutes(services),
      ...handOverRoutes(services),
      ...caseRecordRoutes(services),
      ...documentRoutes(services),
      ...meRoutes(services),
      ...signInRoutes(services),
      ...providerRoutes(services),
      ...setUpRoutes(services),
      ...myAccountRoutes(services),
      ...accountListRoutes(services),
      ...accountRoutes(services),
      ...accountChangeRoutes(services),
      ...accountDeedRoutes(services),
      ...tokenRoutes(services),
      ...teamRoutes(services),
      ...allocationRoutes(services),
      ...matchRoutes(services),
      ...queueRoutes(services),
      ...caseRoutes(services),
      ...shareRoutes(services),
      ...outcomeRoutes(services),
      ...runRoutes(services),
      ...crimeRoutes(services),
      ...withdrawalRoutes(services),
      ...ingestionRoutes(services),
      ...wearerCrimesRoutes(services),
      ...exclusionRoutes(services),
      ...questionRoutes(services),
      ...reportRoutes(services),
      ...reportDraftRoutes(services),
      ...reportLifeRoutes(services),
      ...requestRoutes(services),
      ...locationRoutes(services),
      ...followingRoutes(services),
      ...figuresRoutes(services),
      ...senderRoutes(services),
      ...deviceRoutes(services),
      ...feedRoutes(services),
      ...noticeRoutes(services),
      ...funnelRoutes(services),
      ...auditRoutes(services),
    ],
  }
}
