import { randomInt } from 'node:crypto'
import { operator } from '../../src/app/asker.ts'
import { DeviceCredentials } from '../../src/app/live/device-credentials.ts'
import { workAt } from './account-work.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import type { TownFacts } from './town-facts.ts'

const managers = ['monitoring-officer', 'administrator'] as const

/** Devices: their list, one of them, and what lets it report; and what devices ask themselves. */
export function deviceSamples(
  { folder: { records } }: ServedSurfaces,
  { device }: TownFacts,
): Record<string, Sample> {
  return {
    'GET /feeds': { who: ['probation-practitioner', ...managers] },
    'GET /devices': { who: managers },
    'POST /devices': { who: managers, good: { sent: { form: { device: device.slice(0, 2) } } } },
    'GET /devices/:id': { who: managers, good: { at: `/devices/${device}` } },
    'POST /devices/:id/credentials': {
      who: managers,
      good: { at: `/devices/${device}/credentials`, sent: { form: { overlap: 'stay' } } },
    },
    'POST /devices/:id/number': {
      who: managers,
      status: 303,
      good: async () => {
        const equipmentNumber = String(randomInt(1e14, 3e14))
        return { at: `/devices/${device}/number`, sent: { form: { equipmentNumber } } }
      },
    },
    'POST /devices/:id/credentials/revoke': {
      who: managers,
      status: 303,
      good: async () => {
        const work = workAt(records, Date.now(), operator())
        const { id } = await new DeviceCredentials(records).issue(work, device)
        const at = `/devices/${device}/credentials/revoke`
        return { at, sent: { form: { credential: String(id) } } }
      },
      outOfScope: {
        at: `/devices/${device}/credentials/revoke`,
        sent: { form: { credential: '999999' } },
        subjects: [],
      },
    },
    'POST /api/v1/devices/:id/reports': { who: 'device' },
    'POST /owntracks': { who: 'device' },
    'GET /osmand': { who: 'device' },
    'POST /osmand': { who: 'device' },
  }
}
