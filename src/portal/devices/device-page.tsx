import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { DeviceCredential } from '../../store/records/device-credential-records.ts'
import type {
  DeviceActivation,
  DeviceTold,
  ListedDevice,
  RefusedOfDevice,
} from '../../store/records/visible-devices.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { Credentials } from './credentials.tsx'
import {
  batteryText,
  eventText,
  feedText,
  heardText,
  heldText,
  wearerLink,
} from './device-text.tsx'
import { refusedLines } from './refused-text.ts'

export interface DeviceProps {
  readonly asking: Asking
  readonly device: ListedDevice
  readonly activations: readonly DeviceActivation[]
  readonly credentials: readonly DeviceCredential[]
  readonly events: readonly DeviceTold[]
  readonly refused: readonly RefusedOfDevice[]
  /** Of its reports by MQTT beyond what it may, in bytes, and what was said of that last. */
  readonly held: { readonly bytes: number; readonly newest: DeviceTold | undefined }
  readonly now: Instant
  readonly seesPeople: boolean
  /** What is chosen for the secrets it has. */
  readonly overlap: string
  /** The number that was typed. */
  readonly number: string
  readonly done?: string | undefined
  readonly faults?: readonly FieldFault[]
}

/** One device: when it was heard, on whom it was, and what lets it report. */
export const DevicePage: FC<DeviceProps> = (props) => {
  const { asking, device, activations, credentials, events, refused, now, seesPeople } = props
  const { overlap, number, done, faults = [] } = props
  const held = heldText(props.held.bytes, props.held.newest)
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Device {device.id}</h1>
      <SummaryList
        rows={[
          ['Worn by', wearerLink(device, seesPeople)],
          ['Last heard', heardText(device.heardAt, now)],
          [
            'Newest position',
            device.newestCapturedAt === undefined
              ? 'None came live'
              : londonTime(device.newestCapturedAt),
          ],
          ['Battery', batteryText(device) || 'Not known'],
          ['Reports by', feedText(device.feed)],
          ...(held === undefined ? [] : [['Held back', held] as const]),
        ]}
      />
      {!device.isWorn && (
        <p class="govuk-body">
          Nobody wears this device now. What it reports is kept apart, and nobody can read it,
          unless the register says who wore it then.
        </p>
      )}
      {device.heardAt === undefined && (
        <p class="govuk-body">
          What came of it in files is not told here: it is among the movements of whoever wore it.
        </p>
      )}
      <Credentials
        asking={asking}
        deviceId={device.id}
        credentials={credentials}
        now={now}
        overlap={overlap}
        number={number}
        faults={faults}
      />
      {activations.length > 0 && (
        <Table
          caption="When it was fitted"
          stacks
          columns={[
            { title: 'From' },
            { title: 'To' },
            ...(seesPeople ? [{ title: 'Worn by' }] : []),
          ]}
          rows={activations.map(({ from, to, wearerId }) => [
            londonTime(from),
            to === Infinity ? '' : londonTime(to),
            ...(seesPeople ? [wearerLink({ wearerId, isWorn: true }, seesPeople)] : []),
          ])}
        />
      )}
      {events.length > 0 && (
        <Table
          caption="What was said of it lately"
          stacks
          columns={[{ title: 'When' }, { title: 'What' }, { title: 'Received' }]}
          rows={events.map(({ at, text, percent, receivedAt }) => [
            londonTime(at),
            eventText(text, percent),
            londonTime(receivedAt),
          ])}
        />
      )}
      {refused.length > 0 && (
        <Table
          caption="Reports that could not be used"
          stacks
          columns={[{ title: 'Received' }, { title: 'Why' }]}
          rows={refused.map((each) => [
            londonTime(each.receivedAt),
            refusedLines(each).map((line) => <span class="app-line">{line}</span>),
          ])}
        />
      )}
    </>
  )
}
