import { describe, expect, it } from 'vitest'
import { PositionColumnsBuilder } from '../../domain/position-columns.ts'
import { arrangePositions } from '../arrange-positions.ts'
import { BRIEF, COARSE, type Knot, LONG, MOVING, SHORT, tieKnots } from './knots.ts'

const MINUTE = 60_000
/** Units a metre, near 53.8 N. */
const NORTH = 90
const EAST = 152

interface Plain {
  readonly minute: number
  readonly x?: number
  readonly y?: number
  readonly mechanism?: string
  readonly radius?: number
}

describe('knots', () => {
  it('make one of a stay, long, short or brief', () => {
    for (const [minutes, kind] of [
      [60, LONG],
      [10, SHORT],
      [2, BRIEF],
    ] as const) {
      const knots = tie(Array.from({ length: minutes + 1 }, (_, minute) => ({ minute })))
      expect(knots).toMatchObject([{ from: 0, to: minutes * MINUTE, kind, latitude: 538_000_000 }])
    }
  })

  it('keep every position of a walk', () => {
    const knots = tie(Array.from({ length: 10 }, (_, minute) => ({ minute, x: minute * 80 })))
    expect(knots.map(({ kind }) => kind)).toEqual(Array(10).fill(MOVING))
  })

  it('do not let one stray position break a stay, but let two', () => {
    const still = Array.from({ length: 20 }, (_, minute) => ({ minute }))
    const with1 = still.map((at) => (at.minute === 9 ? { ...at, x: 300 } : at))
    expect(tie(with1)).toMatchObject([{ from: 0, to: 19 * MINUTE, kind: SHORT }])
    const with2 = with1.map((at) => (at.minute === 10 ? { ...at, x: 400 } : at))
    expect(tie(with2).map(({ kind }) => kind)).toEqual([SHORT, MOVING, MOVING, SHORT])
  })

  it('do not stretch a stay over a silence of more than five minutes', () => {
    const knots = tie([0, 1, 2, 8, 9, 10].map((minute) => ({ minute })))
    expect(knots).toMatchObject([{ to: 2 * MINUTE }, { from: 8 * MINUTE }])
  })

  it('need no coarse position between finer ones close in time', () => {
    const tower = { mechanism: 'LBS', radius: 800, x: 300 }
    const fine = [0, 1, 2, 4, 5, 6].map((minute) => ({ minute }))
    const between = [...fine.slice(0, 3), { minute: 3, ...tower }, ...fine.slice(3)]
    expect(tie(between)).toEqual(tie(fine))
    const after = [...fine, { minute: 12, ...tower }]
    expect(tie(after).map(({ kind }) => kind)).toEqual([SHORT, COARSE])
  })

  it('are surer of a place the longer a stay', () => {
    const [short] = tie(Array.from({ length: 5 }, (_, minute) => ({ minute })))
    const [long] = tie(Array.from({ length: 61 }, (_, minute) => ({ minute })))
    expect(long!.sigma).toBeLessThan(short!.sigma / 2)
  })
})

function tie(plain: readonly Plain[]): Knot[] {
  const builder = new PositionColumnsBuilder()
  builder.deviceIds.push('T')
  builder.mechanisms.push('GPS', 'LBS')
  for (const { minute, x = 0, y = 0, mechanism = 'GPS', radius = 12 } of plain) {
    builder.add(
      0,
      minute * MINUTE,
      538_000_000 + y * NORTH,
      -44_000_000 + x * EAST,
      radius,
      builder.mechanisms.indexOf(mechanism),
    )
  }
  const knots: Knot[] = []
  const { positions } = arrangePositions(builder.build())
  tieKnots(positions, [...positions.captured.keys()], (knot) => knots.push({ ...knot }))
  return knots
}
