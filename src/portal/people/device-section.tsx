import type { Child, FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { DeviceHealth } from '../../store/records/person-devices.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { percentText } from '../devices/device-text.tsx'
import { agoText } from '../incidents/incident-text.ts'

type Worn = PersonFile['deviceActivations'][number]

/** What a person wears now, and how it is: heard when, charged how far. */
export const DeviceSection: FC<{
  person: PersonFile
  health: ReadonlyMap<string, DeviceHealth>
  /** Of any device of theirs; absent where there is none, or it may not be looked at. */
  newestPositionAt: Instant | undefined
  now: Instant
}> = ({ person, health, newestPositionAt, now }) => {
  const worn = person.deviceActivations.filter(({ from, to }) => from <= now && now < to)
  return (
    <>
      <h2 class="govuk-heading-m">{worn.length > 1 ? 'Devices' : 'Device'}</h2>
      {worn.length === 0 && <p class="govuk-body">No device is worn now.</p>}
      {worn.map((each) => (
        <SummaryList
          rows={deviceRows(each, health.get(each.deviceId), { newestPositionAt, now })}
        />
      ))}
    </>
  )
}

function deviceRows(
  { deviceId, model, serialNumber, from }: Worn,
  health: DeviceHealth | undefined,
  { newestPositionAt, now }: { newestPositionAt: Instant | undefined; now: Instant },
): [string, Child][] {
  const when = (instant: Instant) => `${londonTime(instant)}, ${agoText(instant, now)}`
  const newest = health?.newestCapturedAt ?? newestPositionAt
  return [
    ['Device', deviceId],
    ['Model', model ?? 'Not recorded'],
    ['Serial number', serialNumber ?? 'Not recorded'],
    ['Worn since', londonTime(from)],
    [
      'Last heard',
      health?.heardAt === undefined
        ? 'It does not report by itself: its positions come in files'
        : when(health.heardAt),
    ],
    ['Newest position', newest === undefined ? 'None is known' : when(newest)],
    ['Battery', batteryText(health, when)],
  ]
}

function batteryText(health: DeviceHealth | undefined, when: (instant: Instant) => string): string {
  const { batteryPercent, batteryAt, charging } = health ?? {}
  if (batteryPercent === undefined) return 'Not known'
  const charge = charging === undefined ? '' : charging ? ', charging' : ', not charging'
  const said = batteryAt === undefined ? '' : `. Said on ${when(batteryAt)}`
  return `${percentText(batteryPercent)} in 100${charge}${said}`
}
