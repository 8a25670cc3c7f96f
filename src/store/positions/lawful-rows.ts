import type { Interval } from '../../domain/interval.ts'
import type { LawfulInterval } from '../../domain/lawful-intervals.ts'
import type { PositionColumns } from '../../domain/position-columns.ts'

/**
 * What of some positions lies in lawful intervals: nothing of the others is left, their devices' ids
 * neither. Takes `positions` over: its arrays are written to.
 */
export function lawfulRows(
  positions: PositionColumns,
  intervals: readonly LawfulInterval[],
): PositionColumns {
  const { device, capturedAt, latitude, longitude, accuracy, mechanism } = positions
  const lawfulOf = intervalsOf(positions.deviceIds, intervals)
  const deviceIds: string[] = []
  const newNumber = new Map<number, number>()
  let length = 0
  for (let row = 0; row < positions.length; row++) {
    const at = capturedAt[row]!
    const old = device[row]!
    if (!lawfulOf[old]!.some(({ from, to }) => from <= at && at < to)) continue
    let number = newNumber.get(old)
    if (number === undefined) {
      number = deviceIds.push(positions.deviceIds[old]!) - 1
      newNumber.set(old, number)
    }
    device[length] = number
    capturedAt[length] = at
    latitude[length] = latitude[row]!
    longitude[length] = longitude[row]!
    accuracy[length] = accuracy[row]!
    mechanism[length] = mechanism[row]!
    length++
  }
  return {
    length,
    deviceIds,
    mechanisms: positions.mechanisms,
    device: device.subarray(0, length),
    capturedAt: capturedAt.subarray(0, length),
    latitude: latitude.subarray(0, length),
    longitude: longitude.subarray(0, length),
    accuracy: accuracy.subarray(0, length),
    mechanism: mechanism.subarray(0, length),
  }
}

/** The intervals of each device asked for; of all the others, which may be many, none is kept. */
function intervalsOf(
  deviceIds: readonly string[],
  intervals: readonly LawfulInterval[],
): readonly Interval[][] {
  const byDevice = new Map(deviceIds.map((id): [string, Interval[]] => [id, []]))
  for (const interval of intervals) byDevice.get(interval.deviceId)?.push(interval)
  return deviceIds.map((id) => byDevice.get(id) ?? [])
}
