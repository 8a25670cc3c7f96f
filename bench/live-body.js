const POSITIONS = 10
const STEP_MS = 3000

/** Ten positions, one every three seconds, at home; or on the way into the zone during the second report, and inside from then on. */
export function bodyOf(device, round, startAt, enters) {
  const positions = []
  for (let index = 0; index < POSITIONS; index++) {
    const step = round * POSITIONS + index
    const at = new Date(startAt + step * STEP_MS).toISOString()
    // No faster than a car in a street: what is faster is no way that anybody goes.
    const south = Math.min(Math.max(step - POSITIONS, 0), POSITIONS) * 0.0002
    const latitude = enters ? 53.804 - south : 53.9 + index / 100_000 + device / 1e7
    const longitude = enters ? -4.4 : -4.4 - (device % 100) / 1000
    positions.push(
      `{"capturedAt":"${at}","latitude":${latitude.toFixed(7)},"longitude":${longitude.toFixed(7)},"accuracyMetres":12,"mechanism":"GPS"}`,
    )
  }
  return `{"positions":[${positions.join(',')}],"batteryPercent":80}`
}
