import type { DeviceCredentials } from '../../app/live/device-credentials.ts'
import type { DeviceLimits } from '../../app/live/device-limits.ts'
import type { Actor } from '../../domain/actor.ts'
import { AppError } from '../../domain/errors.ts'
import { expectSmall } from '../../server/expect-small.ts'
import type { Edge } from '../../server/gate.ts'
import type { Asked } from '../../server/route.ts'
import { problemResponse } from '../problem.ts'
import { osmAndAddress, readOsmAndInput } from './osmand-input.ts'
import { claimedAmong, type Presented, presentedAmong, presentedInHeader } from './presented.ts'

const OSMAND = '/osmand'
/** Of whoever has not said yet who they are: phones send a few hundred. */
const MOST_UNKNOWN_BYTES = 16 * 1024

interface DeviceEdgeServices {
  readonly credentials: DeviceCredentials
  readonly limits: DeviceLimits
  readonly now: () => number
}

/** How devices are known: by a secret of their own, and nobody else is. There is no form to be meant. */
export function deviceEdge({ credentials, limits, now }: DeviceEdgeServices): Edge {
  return {
    surface: 'devices',
    async identify(context, from, correlationId) {
      const presented = await presentedIn(context)
      // What is in force is known: whoever tries others is counted before anything is asked of the records.
      const deviceId =
        presented &&
        (await credentials.deviceOf(presented.secret, now(), (find) => limits.lookUp(from, find)))
      if (deviceId === undefined) return { actor: nobody(from, correlationId), formToken: '' }
      // A secret that is good says nothing for another device.
      for (const claimed of [presented?.deviceId, context.req.param('id')]) {
        if (claimed !== undefined && claimed !== deviceId) throw ofAnother()
      }
      return { actor: deviceActor(deviceId, from, correlationId), formToken: '' }
    },
    isMeant: async () => true,
    refuse: problemResponse,
  }
}

/** The device that asks. @throws Error on a route that lets in somebody else. */
export function deviceIdOf(context: Asked): string {
  const { kind, username } = context.get('asking').actor
  if (kind !== 'device') throw new Error('Cannot tell which device: none has asked')
  return username
}

/** A body is looked into only where nothing before it says who sends it, and no further than a message of a phone is long. */
async function presentedIn(context: Asked): Promise<Presented | undefined> {
  const inHeader = presentedInHeader(context)
  if (context.req.path !== OSMAND) return inHeader
  const inAddress = osmAndAddress(context)
  if (inHeader) return { ...inHeader, deviceId: inHeader.deviceId ?? claimedAmong(inAddress) }
  const shown = presentedAmong(inAddress)
  if (shown || context.req.method !== 'POST') return shown
  await expectSmall(context, MOST_UNKNOWN_BYTES)
  return presentedAmong((await readOsmAndInput(context)).parameters)
}

/** For a report that names another device than its secret. */
export function ofAnother(): AppError {
  return new AppError(
    'NOT_PERMITTED',
    'Cannot take the report: its secret is of another device than the one it names',
  )
}

function deviceActor(deviceId: string, from: string, correlationId: string): Actor {
  const permissions = new Set<never>()
  return { kind: 'device', username: deviceId, role: 'nobody', permissions, from, correlationId }
}

function nobody(from: string, correlationId: string): Actor {
  const permissions = new Set<never>()
  return { kind: 'nobody', username: '', role: 'nobody', permissions, from, correlationId }
}
