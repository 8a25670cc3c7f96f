import type { DayKnots } from '../../domain/day-knots.ts'

const columns = [
  'from',
  'lasting',
  'latitude',
  'longitude',
  'sigma',
  'kind',
  'circle',
] as const satisfies readonly (keyof DayKnots)[]

/** What a day's knots say of some wearers alone; of circles it tells nothing, as few wearers tell too little. */
export function knotsOfWearers(knots: DayKnots, wearers: ReadonlySet<string>): DayKnots {
  const deviceWearerIds: string[] = []
  const start = [0]
  const parts: [first: number, end: number][] = []
  for (let wearer = 0; wearer < knots.deviceWearerIds.length; wearer++) {
    const id = knots.deviceWearerIds[wearer]!
    if (!wearers.has(id)) continue
    const part: [number, number] = [knots.start[wearer]!, knots.start[wearer + 1]!]
    parts.push(part)
    deviceWearerIds.push(id)
    start.push(start.at(-1)! + part[1] - part[0])
  }
  const few = {
    from: new Uint32Array(start.at(-1)!),
    lasting: new Uint32Array(start.at(-1)!),
    latitude: new Int32Array(start.at(-1)!),
    longitude: new Int32Array(start.at(-1)!),
    sigma: new Float32Array(start.at(-1)!),
    kind: new Uint8Array(start.at(-1)!),
    circle: new Uint16Array(start.at(-1)!),
  }
  parts.forEach(([first, end], wearer) => {
    for (const name of columns) few[name].set(knots[name].subarray(first, end), start[wearer]!)
  })
  return { ...knots, ...few, deviceWearerIds, start: Uint32Array.from(start), circleTallies: [] }
}
