import type { TrailPosition } from '../../src/patterns/day-pattern.ts'
import { mechanisms } from '../../src/simulate/reported-positions.ts'
import type { Town } from '../../src/simulate/town.ts'

/** Every wearer's trail as their devices reported it, in order of capture. Takes the town's positions, which come once. */
export function trailsOfTown(town: Town): ReadonlyMap<string, readonly TrailPosition[]> {
  const byDevice = new Map<string, TrailPosition[]>()
  for (const { positions, order } of town.uploadedHours()) {
    for (const row of order) {
      const device = town.deviceIds[positions.device[row] ?? -1] ?? ''
      const accuracy = positions.accuracyMetres[row] ?? -1
      const trail = byDevice.get(device) ?? []
      trail.push({
        capturedAt: positions.capturedAt[row] ?? 0,
        latitude: (positions.latitude[row] ?? 0) / 1e7,
        longitude: (positions.longitude[row] ?? 0) / 1e7,
        accuracyMetres: accuracy < 0 ? undefined : accuracy,
        mechanism: mechanisms[positions.mechanism[row] ?? 0] ?? '',
      })
      byDevice.set(device, trail)
    }
  }
  const trails = new Map<string, TrailPosition[]>()
  for (const { deviceId, deviceWearerId, from, to } of town.people.deviceActivations) {
    const worn = (byDevice.get(deviceId) ?? []).filter(
      ({ capturedAt }) => capturedAt >= from && capturedAt < to,
    )
    trails.set(deviceWearerId, [...(trails.get(deviceWearerId) ?? []), ...worn])
  }
  for (const trail of trails.values()) trail.sort((a, b) => a.capturedAt - b.capturedAt)
  return trails
}
