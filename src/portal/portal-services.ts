import type { FirstRun } from '../app/accounts/first-run.ts'
import type { Grant, IdentityProvider } from '../app/accounts/identity-provider.ts'
import type { SecretKey } from '../app/accounts/secret-key.ts'
import type { DataFolder } from '../app/data-folder.ts'
import type { DeviceCredentials } from '../app/live/device-credentials.ts'
import type { HeldReports } from '../app/live/held-reports.ts'
import type { CaseworkPolicy } from '../app/load-policy.ts'
import type { MatchingWorker } from '../app/matching-worker.ts'
import type { NoticeRules } from '../app/notices/notice-targets.ts'
import type { SecondFactorRule } from '../domain/session-stage.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import type { Asked } from '../server/route.ts'
import type { Viewer } from '../store/records/viewer.ts'
import type { Show } from './show.tsx'

/** What pages stand on. */
export interface PortalServices {
  readonly folder: DataFolder
  readonly show: Show
  readonly now: () => number
  /** Whether everything in the folder is the fictional town's. */
  readonly demonstration: boolean
  /** `<data>`: where the keys and the town's map lie. */
  readonly dataPath: string
  /** Where uploads lie while they are read; nothing stays there. */
  readonly spool: string
  readonly fromNationalGrid: FromNationalGrid
  readonly policy: CaseworkPolicy
  readonly matching: Pick<MatchingWorker, 'wake'>
  /** What lets devices in. */
  readonly credentials: DeviceCredentials
  /** What waits of devices that report more than they may. */
  readonly held: Pick<HeldReports, 'bytesOf'>
  readonly notices: NoticeRules
  /** Where others find the server, where it is told. */
  readonly publicUrl: string | undefined
  /** Told when what rules require of somebody changed; absent where nothing watches over them. */
  readonly monitoring?: { rulesChanged(deviceWearerIds: readonly string[]): unknown } | undefined
  readonly signIn: SignInServices
}

/** What sign-in stands on. */
export interface SignInServices {
  /** Seals authenticators and what a browser carries to an identity provider. */
  readonly key: SecretKey
  readonly rule: SecondFactorRule
  /** Where there was no account when the server started. */
  readonly firstRun?: FirstRun | undefined
  readonly provider?: Provider | undefined
}

/** An identity provider, and what its groups are here. */
export interface Provider {
  readonly identity: IdentityProvider
  readonly grants: ReadonlyMap<string, Grant>
}

/** The account that asks. @throws Error on a route that lets in whoever has none. */
export function accountIdOf(context: Asked): number {
  const { accountId } = context.get('asking').actor
  if (accountId === undefined) throw new Error('Cannot tell whose scope: nobody is signed in')
  return accountId
}

/** Who looks, and when: what every statement of whose data may be seen asks for. */
export function viewerOf(context: Asked, { now }: Pick<PortalServices, 'now'>): Viewer {
  return { accountId: accountIdOf(context), at: now() }
}
