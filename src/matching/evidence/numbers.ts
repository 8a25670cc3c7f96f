/** Numbers of knots and plots: of one wearer, they are small. */
export type Numbers = Uint16Array | Uint32Array

export function numbersFor(length: number, below: number): Numbers {
  return below <= 0x1_0000 ? new Uint16Array(length) : new Uint32Array(length)
}
