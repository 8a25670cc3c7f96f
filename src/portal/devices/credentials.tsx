import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { DeviceCredential } from '../../store/records/device-credential-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { Radios } from '../components/radios.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths } from '../paths.ts'

export interface CredentialsProps {
  readonly asking: Asking
  readonly deviceId: string
  readonly credentials: readonly DeviceCredential[]
  readonly now: Instant
  readonly overlap: string
  readonly number: string
  readonly faults: readonly FieldFault[]
}

/** What becomes of the secrets a device has when it is given another: hours they go on, or they stay. */
const overlaps = [
  { value: 'stay', text: 'Stay good' },
  { value: '168', text: 'End in a week' },
  { value: '24', text: 'End in a day' },
  { value: '0', text: 'End now' },
] as const

/** What lets a device report: its secrets, and another. */
export const Credentials: FC<CredentialsProps> = (props) => {
  const { asking, deviceId, credentials, now, overlap, number, faults } = props
  const isGood = ({ revokedAt, endsAt = Infinity }: DeviceCredential) =>
    revokedAt === undefined && endsAt > now
  return (
    <>
      <h2 class="govuk-heading-m">What lets it report</h2>
      {credentials.length === 0 ? (
        <p class="govuk-body">
          It has no secret and no number, so nothing is taken from it over the network.
        </p>
      ) : (
        <Table
          caption="Its secrets and numbers"
          captionHidden
          stacks
          columns={[
            { title: 'What' },
            { title: 'Made' },
            { title: 'Last used over HTTP' },
            { title: 'State' },
            { title: 'Revoke' },
          ]}
          rows={credentials.map((credential) => [
            nameText(credential),
            londonTime(credential.madeAt),
            credential.lastUsedAt === undefined ? 'Never' : londonTime(credential.lastUsedAt),
            stateText(credential, now),
            isGood(credential) ? (
              <Form
                asking={asking}
                action={paths.revokeCredential(deviceId)}
                button="Revoke"
                of={`${nameText(credential).toLowerCase()}, made ${londonTime(credential.madeAt)}`}
                kind="warning"
                hidden={{ credential: String(credential.id) }}
              />
            ) : (
              ''
            ),
          ])}
        />
      )}
      <Form
        asking={asking}
        action={paths.newCredential(deviceId)}
        button="Make a secret"
        kind="secondary"
        {...(credentials.some(isGood) ? {} : { hidden: { overlap: 'stay' } })}
      >
        {credentials.some(isGood) && (
          <Radios
            name="overlap"
            label="The secrets it has now"
            value={overlap}
            options={overlaps}
            faults={faults}
          />
        )}
      </Form>
      <Form
        asking={asking}
        action={paths.deviceNumber(deviceId)}
        button="Let it in by its number"
        kind="secondary"
      >
        <TextField
          name="equipmentNumber"
          inputmode="numeric"
          width={20}
          label="IMEI, of a device that can give no secret"
          hint="Anybody who knows the number can report in the device's name: only where a private network stands before it."
          value={number}
          faults={faults}
        />
      </Form>
    </>
  )
}

function nameText({ equipmentNumber }: DeviceCredential): string {
  return equipmentNumber === undefined ? 'Secret' : `Number ${equipmentNumber}`
}

function stateText({ revokedAt, endsAt }: DeviceCredential, now: Instant): string {
  if (revokedAt !== undefined) return `Revoked ${londonTime(revokedAt)}`
  if (endsAt === undefined) return 'Good'
  return endsAt > now ? `Ends ${londonTime(endsAt)}` : `Ended ${londonTime(endsAt)}`
}
