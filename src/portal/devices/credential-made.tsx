import type { FC } from 'hono/jsx'
import { QrCode } from '../components/qr-code.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { paths } from '../paths.ts'

export interface CredentialMadeProps {
  readonly deviceId: string
  readonly secret: string
  /** Where devices find the server: its scheme, name and port. */
  readonly url: string
}

/** OwnTracks posts to an address of its own, with a name and a password. */
const HTTP_MODE = 3

/** A secret, shown this once, and how to set up a phone with it. */
export const CredentialMade: FC<CredentialMadeProps> = ({ deviceId, secret, url }) => (
  <>
    <h1 class="govuk-heading-l">A new secret for device {deviceId}</h1>
    <p class="govuk-body">
      It is shown this once. Whoever has it can report as this device, and can do nothing else.
    </p>
    <SummaryList
      rows={[
        ['Device', deviceId],
        ['Secret', <code class="app-secret">{secret}</code>],
      ]}
    />
    <h2 class="govuk-heading-m">A phone with OwnTracks</h2>
    <p class="govuk-body">
      Install OwnTracks, open the phone’s camera and scan this. The app asks whether to take the
      settings over.
    </p>
    <QrCode
      text={ownTracksSettings({ deviceId, secret, url })}
      label="Settings for OwnTracks, with the secret"
    />
    <p class="govuk-body">Or type them, under Preferences and then Connection:</p>
    <SummaryList
      rows={[
        ['Mode', 'HTTP'],
        ['URL', <code class="app-secret">{`${url}/owntracks`}</code>],
        ['User ID', <code class="app-secret">{deviceId}</code>],
        ['Password', 'The secret'],
      ]}
    />
    <h2 class="govuk-heading-m">A phone with Traccar Client</h2>
    <p class="govuk-body">Under Settings, type:</p>
    <SummaryList
      rows={[
        ['Server URL', <code class="app-secret">{`${url}/osmand`}</code>],
        ['Device identifier', 'The secret'],
      ]}
    />
    <h2 class="govuk-heading-m">A program</h2>
    <p class="govuk-body">
      Send positions to{' '}
      <code class="app-secret">{`${url}/api/v1/devices/${encodeURIComponent(deviceId)}/reports`}</code>{' '}
      with the header <code class="app-secret">Authorization: Bearer</code> and the secret.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.device(deviceId)}>
        Back to device {deviceId}
      </a>
    </p>
  </>
)

/** A link that OwnTracks opens and takes its settings from (https://owntracks.org/booklet/features/remoteconfig/). */
function ownTracksSettings({ deviceId, secret, url }: CredentialMadeProps): string {
  const settings = {
    _type: 'configuration',
    mode: HTTP_MODE,
    url: `${url}/owntracks`,
    auth: true,
    username: deviceId,
    password: secret,
    deviceId,
    tid: deviceId.slice(-2),
  }
  const inline = Buffer.from(JSON.stringify(settings)).toString('base64')
  return `owntracks:///config?inline=${encodeURIComponent(inline)}`
}
