type Corners = readonly (readonly [number, number])[]

/** The edges of rings, one after another: x and y of where each begins, and how far it goes. Metres. */
export function edgesOf(rings: readonly Corners[]): Float64Array {
  const numbers: number[] = []
  for (const ring of rings) {
    ring.forEach(([x, y], index) => {
      const [nextX, nextY] = ring[index + 1] ?? ring[0] ?? [x, y]
      if (nextX !== x || nextY !== y) numbers.push(x, y, nextX - x, nextY - y)
    })
  }
  return Float64Array.from(numbers)
}

/** How far a place is from the nearest edge: inside an odd number of rings, else negative. */
export function depthWithin(edges: Float64Array, x: number, y: number): number {
  let least = Infinity
  let isInside = false
  for (let i = 0; i < edges.length; i += 4) {
    const across = edges[i + 2] ?? 0
    const up = edges[i + 3] ?? 0
    const east = x - (edges[i] ?? 0)
    const north = y - (edges[i + 1] ?? 0)
    const along = (east * across + north * up) / (across * across + up * up)
    const share = Math.max(0, Math.min(1, along))
    const dx = east - share * across
    const dy = north - share * up
    const squared = dx * dx + dy * dy
    if (squared < least) least = squared
    // A ray to the east meets the edge.
    if (north >= 0 !== north >= up && east < (north / up) * across) isInside = !isInside
  }
  const metres = Math.sqrt(least)
  return isInside ? metres : -metres
}

/** Gauss's shoelace formula. */
export function ringSquareMetres(ring: Corners): number {
  const edges = edgesOf([ring])
  let twice = 0
  for (let i = 0; i < edges.length; i += 4) {
    twice += (edges[i] ?? 0) * (edges[i + 3] ?? 0) - (edges[i + 1] ?? 0) * (edges[i + 2] ?? 0)
  }
  return Math.abs(twice) / 2
}

export function lengthOf(edges: Float64Array): number {
  let metres = 0
  for (let i = 0; i < edges.length; i += 4) {
    metres += Math.hypot(edges[i + 2] ?? 0, edges[i + 3] ?? 0)
  }
  return metres
}
