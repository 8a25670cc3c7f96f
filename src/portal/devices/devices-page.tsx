import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { ListedDevice } from '../../store/records/visible-devices.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { Table } from '../components/table.tsx'
import { TextField } from '../components/text-field.tsx'
import { paths, within } from '../paths.ts'
import { batteryText, heardText, wearerLink } from './device-text.tsx'

export interface DevicesProps {
  readonly asking: Asking
  readonly devices: readonly ListedDevice[]
  readonly sought: string
  readonly isFirst: boolean
  readonly next: string | undefined
  readonly now: Instant
  readonly seesPeople: boolean
}

/** Every device that anything is known of, by id. */
export const DevicesPage: FC<DevicesProps> = (props) => {
  const { asking, devices, sought, isFirst, next, now, seesPeople } = props
  const isExact = devices.some(({ id }) => id === sought)
  return (
    <>
      <h1 class="govuk-heading-l">Devices</h1>
      <p class="govuk-body">
        A device reports with a secret of its own. Find the device to see when it was last heard,
        and to give it a secret. A phone can be a device too.
      </p>
      <SearchForm action={paths.devices} asking={asking} label="Find a device">
        <TextField name="device" label="Device id, or how it begins" width={20} value={sought} />
      </SearchForm>
      {sought !== '' && !isExact && (
        <p class="govuk-body">
          No device has the id {sought}.{' '}
          <a class="govuk-link" href={paths.device(sought)}>
            Let a device {sought} report
          </a>
        </p>
      )}
      {devices.length > 0 ? (
        <Table
          caption={sought === '' ? 'Devices' : `Devices whose id begins with ${sought}`}
          columns={[
            { title: 'Device' },
            { title: 'Worn by' },
            { title: 'Last heard' },
            { title: 'Newest position' },
            { title: 'Battery', numeric: true },
            { title: 'May report' },
          ]}
          rows={devices.map((device) => [
            <a class="govuk-link" href={paths.device(device.id)}>
              {device.id}
            </a>,
            wearerLink(device, seesPeople),
            heardText(device.heardAt, now),
            device.newestCapturedAt === undefined
              ? 'None came live'
              : londonTime(device.newestCapturedAt),
            batteryText(device),
            device.credentials === 0 ? 'No secret' : 'Yes',
          ])}
        />
      ) : (
        sought === '' && <p class="govuk-body">No device is known.</p>
      )}
      {sought !== '' && next !== undefined ? (
        <p class="govuk-body">More devices begin so. Type more of the id.</p>
      ) : (
        <CursorLinks
          label="Pages of devices"
          first={isFirst ? undefined : paths.devices}
          next={next === undefined ? undefined : within(paths.devices, { after: next })}
        />
      )}
    </>
  )
}
