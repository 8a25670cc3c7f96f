import type { DayKnots } from '../../domain/day-knots.ts'

/** What a day's knots say of some wearers alone; of circles it tells nothing, as few wearers tell too little. */
export function knotsOfWearers(knots: DayKnots, wearers: ReadonlySet<string>): DayKnots {
  const deviceWearerIds: string[] = []
  const start = [0]
  const rows: number[] = []
  knots.deviceWearerIds.forEach((id, wearer) => {
    if (!wearers.has(id)) return
    for (let row = knots.start[wearer]!; row < knots.start[wearer + 1]!; row++) rows.push(row)
    deviceWearerIds.push(id)
    start.push(rows.length)
  })
  return {
    day: knots.day,
    deviceWearerIds,
    start: Uint32Array.from(start),
    from: Uint32Array.from(rows, (row) => knots.from[row]!),
    lasting: Uint32Array.from(rows, (row) => knots.lasting[row]!),
    latitude: Int32Array.from(rows, (row) => knots.latitude[row]!),
    longitude: Int32Array.from(rows, (row) => knots.longitude[row]!),
    sigma: Float32Array.from(rows, (row) => knots.sigma[row]!),
    kind: Uint8Array.from(rows, (row) => knots.kind[row]!),
    circle: Uint16Array.from(rows, (row) => knots.circle[row]!),
    mechanisms: knots.mechanisms,
    circleTallies: [],
  }
}
