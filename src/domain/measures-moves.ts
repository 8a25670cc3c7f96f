/**
 * Whether positions of a mechanism say how a device moved. From masts, wireless networks and beacons it learns where it is:
 * what feeds write there as speed and direction, often 0, was never measured.
 */
export function measuresMoves(mechanism: string): boolean {
  return !['LBS', 'WIFI', 'RF'].includes(mechanism)
}
