import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { lateDevicesOf, lateFeeds } from '../../store/records/freshness-records.ts'
import { feedText } from '../devices/device-text.tsx'
import { agoText } from '../incidents/incident-text.ts'
import type { PortalServices } from '../portal-services.ts'

/** What is behind, and when it was heard last. */
interface Late {
  readonly what: string
  readonly lastHeardAt: Instant
}

const MINUTE = 60_000

/** Feeds that are behind now, for pages about many people. */
export async function feedsBehind(services: PortalServices): Promise<readonly Late[]> {
  const { now, since } = spanOf(services)
  const late = await lateFeeds(services.folder.records, now, since)
  return late.map(({ name, lastHeardAt }) => ({ what: `the feed ${feedText(name)}`, lastHeardAt }))
}

/** A person's devices that are behind now. */
export async function devicesBehind(
  services: PortalServices,
  deviceWearerId: string | undefined,
): Promise<readonly Late[]> {
  if (deviceWearerId === undefined) return []
  const { now, since } = spanOf(services)
  const late = await lateDevicesOf(services.folder.records, deviceWearerId, now, since)
  return late.map(({ deviceId, lastHeardAt }) => ({ what: `device ${deviceId}`, lastHeardAt }))
}

/** Says above a page that what it shows may have been overtaken. */
export const Freshness: FC<{ late: readonly Late[]; now: Instant }> = ({ late, now }) =>
  late.length === 0 ? null : (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <div class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">Warning: </span>
        {late.map(({ what, lastHeardAt }) => (
          <span class="app-line">{`Newest data of ${what} arrived ${agoText(lastHeardAt, now)}. `}</span>
        ))}
        What happened since is not known yet.
      </div>
    </div>
  )

function spanOf({ now, policy }: PortalServices) {
  const at = now()
  return { now: at, since: at - policy.monitoring.freshMinutes * MINUTE }
}
