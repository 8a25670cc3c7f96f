import { everyDeviceItsOwnWearer } from '../../domain/lawful-intervals.ts'
import { type PositionColumns, PositionColumnsBuilder } from '../../domain/position-columns.ts'
import { arrangePositions } from '../arrange-positions.ts'
import { type Timelines, TimelinesBuilder } from './timelines.ts'

const MINUTE = 60_000
const WEARERS = 8
const DAYS = 14

/** Timelines of {@link smallTownPositions}. */
export function smallTown(): Timelines {
  const positions = smallTownPositions()
  const timelines = new TimelinesBuilder(everyDeviceItsOwnWearer(positions.deviceIds))
  timelines.add(arrangePositions(positions))
  return timelines.build()
}

/**
 * A few wearers over the night clocks change in March: home, errands on foot and by car, hours of
 * cell-tower positions, silences; the same each time.
 */
export function smallTownPositions(): PositionColumns {
  const random = uniforms(11)
  const normal = () => random() + random() + random() + random() - 2
  const builder = new PositionColumnsBuilder()
  builder.mechanisms.push('GPS', 'LBS')
  const start = Date.UTC(2026, 2, 19)
  for (let wearer = 0; wearer < WEARERS; wearer++) {
    builder.deviceIds.push(`T${wearer}`)
    const places = Array.from({ length: 6 }, () => [normal() * 2500, normal() * 2500] as const)
    let [x, y] = places[0] ?? [0, 0]
    let [goal, metresAMinute, rest] = [0, 80, 400]
    let coarse = 0
    let silent = 0
    for (let minute = 0; minute < DAYS * 1440; minute++) {
      if (rest-- <= 0) {
        goal = random() < 0.4 ? 0 : Math.floor(random() * places.length)
        metresAMinute = random() < 0.5 ? 80 : 500
        rest = Math.floor(random() ** 3 * 400) + 1
      }
      const [toX, toY] = places[goal] ?? [0, 0]
      const away = Math.hypot(toX - x, toY - y)
      const share = Math.min(1, metresAMinute / Math.max(1, away))
      if (share < 1) rest++
      x += (toX - x) * share
      y += (toY - y) * share
      if (coarse-- < -600) coarse = Math.floor(random() * 200)
      if (silent-- < -900) silent = Math.floor(random() * 60)
      if (silent > 0 || (coarse > 0 && minute % 3 > 0)) continue
      const radius =
        coarse > 0 ? ([250, 900, Number.NaN][(minute % 9) % 3] ?? 250) : 5 + 30 * random()
      const error = coarse > 0 ? 200 : radius / 2
      builder.add(
        wearer,
        start + minute * MINUTE + wearer * 1000,
        538_000_000 + Math.round((y + error * normal()) * 90),
        -44_000_000 + Math.round((x + error * normal()) * 152),
        radius,
        coarse > 0 ? 1 : 0,
      )
    }
  }
  return builder.build()
}

/** mulberry32. */
function uniforms(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
