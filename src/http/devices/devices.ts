import type { DeviceCredentials } from '../../app/live/device-credentials.ts'
import type { DeviceLimits } from '../../app/live/device-limits.ts'
import type { Surface } from '../../server/app.ts'
import type { ApiRoute } from '../operation.ts'
import { appRoutes, type DeviceServices } from './app-routes.ts'
import { deviceEdge } from './device-edge.ts'
import { sendReport } from './send-report.ts'

/**
 * Where devices report over HTTP: known by their own secrets, and behind the same gate as everything. The operations are
 * for the interface's document.
 */
export function devices(
  services: DeviceServices & {
    readonly credentials: DeviceCredentials
    readonly limits: DeviceLimits
  },
): Surface & { readonly operations: readonly ApiRoute[] } {
  const operations = [sendReport(services)]
  return {
    prefix: '/api/v1/devices/',
    edge: deviceEdge(services),
    routes: [...operations, ...appRoutes(services)],
    operations,
  }
}
