import type { FC } from 'hono/jsx'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { activationReasons } from '../../domain/reference/device-lists.ts'
import { labelOf } from '../../domain/reference/reference-list.ts'
import type { Family } from '../../monitoring/finding.ts'
import type { BatteryReading } from '../../store/records/battery-readings.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { Table } from '../components/table.tsx'
import { NoticedTable } from './noticed-table.tsx'

const ofDevices: ReadonlySet<Family> = new Set([
  'tamper',
  'battery',
  'power',
  'signal',
  'fault',
  'home-unit',
])

/** What the device said of itself, and when it was fitted and taken off. */
export const DeviceSection: FC<{
  person: PersonFile
  within: Interval
  incidents: readonly VisibleIncident[]
  battery: readonly BatteryReading[]
  now: Instant
}> = ({ person, within, incidents, battery, now }) => {
  const noticed = incidents.filter(({ family }) => ofDevices.has(family))
  const fitted = fittings(person, within, now)
  return (
    <>
      <h2 class="govuk-heading-m" id="device">
        The device
      </h2>
      {noticed.length === 0 ? (
        <p class="govuk-body">
          No tampering, low battery, lost power or silence was noticed in this period.
        </p>
      ) : (
        <NoticedTable
          caption="Tampering, battery, power and silence, the newest first"
          incidents={noticed}
          now={now}
        />
      )}
      {fitted.length > 0 && (
        <Table
          caption="Fitted and taken off"
          columns={[{ title: 'When' }, { title: 'Device' }, { title: 'What' }]}
          rows={fitted.map(({ at, deviceId, what }) => [londonTime(at), deviceId, what])}
        />
      )}
      {battery.length === 0 ? (
        <p class="govuk-body">No charge of the battery is kept of this period.</p>
      ) : (
        <Table
          caption={
            battery.length === 1
              ? 'Battery: only the newest charge is kept'
              : 'Battery: what the device said, the newest first'
          }
          columns={[{ title: 'When' }, { title: 'Device' }, { title: 'Charge', numeric: true }]}
          rows={battery.map(({ at, deviceId, percent }) => [
            londonTime(at),
            deviceId,
            `${Math.round(percent)} %`,
          ])}
        />
      )}
    </>
  )
}

/** The newest first. */
function fittings({ deviceActivations }: PersonFile, within: Interval, now: Instant) {
  const isIn = (at: Instant) => at < now && intersect(within, { from: at, to: at + 1 })
  return deviceActivations
    .flatMap(({ deviceId, from, to, startReason, endReason }) => [
      ...(isIn(from) ? [{ at: from, deviceId, what: reasonText(startReason, 'Fitted') }] : []),
      ...(isIn(to) ? [{ at: to, deviceId, what: reasonText(endReason, 'Taken off') }] : []),
    ])
    .sort((a, b) => b.at - a.at)
}

function reasonText(code: string | undefined, usual: string): string {
  return code === undefined ? usual : labelOf(activationReasons, code)
}
