import { z } from '@hono/zod-openapi'

const id = z.string()
const part = (name: string, fields: z.ZodRawShape) => z.array(z.looseObject(fields).openapi(name))

/** A part of people.json; docs/data-formats.md says every field. */
export const peopleParts = {
  deviceWearers: part('DeviceWearer', { id }),
  devices: part('Device', { id }),
  deviceActivations: part('DeviceActivation', { id, deviceId: id, deviceWearerId: id }),
  monitoringOrders: part('MonitoringOrder', {
    id,
    deviceWearerId: id,
    orderType: z.string(),
    conditions: z.array(z.looseObject({ id, kind: z.string() }).openapi('Condition')),
  }),
  zones: part('Zone', { id, kind: z.string() }),
  allocations: part('Allocation', {
    deviceWearerId: id,
    practitioner: z.string(),
    team: z.string(),
  }),
}
