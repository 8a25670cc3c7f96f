import type { DeviceReport } from '../../src/domain/device-report.ts'
import { formatInstant } from '../../src/domain/instant-text.ts'
import type { Instant } from '../../src/domain/interval.ts'

/** A device's report of positions a minute apart, by the names of the positions format. */
export function reportOf(
  deviceId: string,
  from: Instant,
  count: number,
  more: Partial<DeviceReport> = {},
): DeviceReport {
  return {
    deviceId,
    feed: 'http',
    receivedAt: from + count * 60_000,
    positions: Array.from({ length: count }, (_, index) => ({
      row: index + 1,
      raw: new Uint8Array(),
      fields: {
        captured_at: formatInstant(from + index * 60_000),
        latitude: (53.8 + index / 1000).toFixed(7),
        longitude: '-4.4000000',
        accuracy_metres: '12',
        mechanism: 'GPS',
      },
    })),
    events: [],
    refused: [],
    ...more,
  }
}
