import { platformCodes } from '../../domain/device-event.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { credentialsOfDevice } from '../../store/records/device-credential-records.ts'
import {
  activationsOfDevice,
  type DeviceViewer,
  deviceFacts,
  eventsOfDevice,
  listDevices,
  refusedOfDevice,
} from '../../store/records/visible-devices.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { CredentialMade } from './credential-made.tsx'
import { DevicePage } from './device-page.tsx'
import { DevicesPage } from './devices-page.tsx'

const consult = { action: 'consult', what: 'devices' } as const
const alter = { action: 'alter', what: 'device credentials' } as const

/** Devices: when each was last heard, and what lets it report. */
export function deviceRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.devices,
      access: 'devices:manage',
      audit: consult,
      handle: (context) => list(context, services, '', context.req.query('after') ?? ''),
    },
    {
      method: 'POST',
      path: paths.devices,
      access: 'devices:manage',
      audit: { action: 'search', what: 'devices' },
      async handle(context) {
        return list(context, services, (await formValues(context)).text('device'), '')
      },
    },
    {
      method: 'GET',
      path: paths.device(':id'),
      access: 'devices:manage',
      audit: consult,
      handle: (context) => page(context, services),
    },
    {
      method: 'POST',
      path: paths.newCredential(':id'),
      access: 'devices:manage',
      audit: alter,
      handle: (context) => makeCredential(context, services),
    },
    {
      method: 'POST',
      path: paths.deviceNumber(':id'),
      access: 'devices:manage',
      audit: alter,
      handle: (context) => letInByNumber(context, services),
    },
    {
      method: 'POST',
      path: paths.revokeCredential(':id'),
      access: 'devices:manage',
      audit: alter,
      async handle(context) {
        const deviceId = deviceIn(context)
        const id = Number((await formValues(context)).text('credential'))
        const work = accountWork(context, services)
        await services.credentials.revoke(work, deviceId, Number.isSafeInteger(id) ? id : 0)
        return context.redirect(doneAt(paths.device(deviceId), 'credential-revoked'), 303)
      },
    },
  ]
}

async function list(
  context: Asked,
  services: PortalServices,
  beginning: string,
  after: string,
): Promise<Response> {
  const viewer = viewerOf(context, services)
  const asked = { beginning, after, limit: PAGE_ROWS + 1 }
  const rows = await listDevices(services.folder.records, viewer, asked)
  const { shown, last } = pageOf(rows)
  const wearers = shown.flatMap(({ wearerId }) => wearerId ?? [])
  tell(context, { subjects: [...new Set(wearers)], count: shown.length })
  return services.show(
    context,
    { title: 'Devices', section: paths.devices },
    <DevicesPage
      asking={context.get('asking')}
      devices={shown}
      sought={beginning}
      isFirst={after === ''}
      next={last?.id}
      now={viewer.at}
      seesPeople={viewer.seesPeople}
    />,
  )
}

async function makeCredential(context: Asked, services: PortalServices): Promise<Response> {
  const deviceId = deviceIn(context)
  const overlap = (await formValues(context)).text('overlap')
  const work = accountWork(context, services)
  const { credentials } = services
  const taken = await takeForm(
    () =>
      overlap === 'stay'
        ? credentials.issue(work, deviceId)
        : credentials.rotate(work, deviceId, overlap === '' ? Number.NaN : Number(overlap)),
    'overlap',
  )
  if (taken.faults) return page(context, services, { overlap, faults: taken.faults })
  const shown = { title: 'A new secret', section: paths.devices }
  const url = services.publicUrl ?? new URL(context.req.url).origin
  return services.show(
    context,
    shown,
    <CredentialMade deviceId={deviceId} secret={taken.done.secret} url={url} />,
  )
}

async function letInByNumber(context: Asked, services: PortalServices): Promise<Response> {
  const deviceId = deviceIn(context)
  const number = (await formValues(context)).text('equipmentNumber')
  const work = accountWork(context, services)
  const taken = await takeForm(
    () => services.credentials.letInByNumber(work, deviceId, number),
    'equipmentNumber',
  )
  if (taken.faults) return page(context, services, { number, faults: taken.faults })
  return context.redirect(doneAt(paths.device(deviceId), 'let-in-by-number'), 303)
}

/** What was typed, where it could not be taken. */
interface Typed {
  readonly overlap?: string
  readonly number?: string
  readonly faults?: readonly FieldFault[]
}

async function page(
  context: Asked,
  services: PortalServices,
  { overlap = 'stay', number = '', faults }: Typed = {},
): Promise<Response> {
  const { records } = services.folder
  const viewer = viewerOf(context, services)
  await services.credentials.noteUsed()
  const deviceId = deviceIn(context)
  const device = await deviceFacts(records, viewer, deviceId)
  const activations = await activationsOfDevice(records, viewer, deviceId)
  const wearers = [device, ...activations].flatMap(({ wearerId }) => wearerId ?? [])
  if (!faults) tell(context, { subjects: [...new Set(wearers)], details: { device: deviceId } })
  const { beyond, refused, within } = platformCodes
  const [newest] = await eventsOfDevice(records, viewer, deviceId, [beyond, refused, within])
  return services.show(
    context,
    { title: `Device ${deviceId}`, section: paths.devices, status: faults ? 422 : 200 },
    <DevicePage
      asking={context.get('asking')}
      device={device}
      activations={activations}
      credentials={await credentialsOfDevice(records, deviceId)}
      events={await eventsOfDevice(records, viewer, deviceId)}
      refused={await refusedOfDevice(records, deviceId)}
      held={{ bytes: services.held.bytesOf(deviceId), newest }}
      now={viewer.at}
      seesPeople={viewer.seesPeople}
      overlap={overlap}
      number={number}
      done={context.req.query('done')}
      {...(faults && { faults })}
    />,
  )
}

function viewerOf(context: Asked, { now }: PortalServices): DeviceViewer {
  const { permissions } = context.get('asking').actor
  return { accountId: accountIdOf(context), at: now(), seesPeople: permissions.has('people:read') }
}

function deviceIn(context: Asked): string {
  return (context.req.param('id') ?? '').trim()
}
