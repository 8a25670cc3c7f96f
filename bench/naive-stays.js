// The classical stay points of raw positions (Li et al. 2008, Mining user similarity based on location history, GIS 2008):
// from a position on, for as long as positions lie within so many metres of it; if that took long enough it is a stay at their mean.
import { metresBetween } from '../dist/patterns/trail-points.js'

export function naiveStays(trail, { metres, leastMs }) {
  const stays = []
  for (let i = 0; i < trail.length; ) {
    let j = i + 1
    while (j < trail.length && metresBetween(trail[i], trail[j]) <= metres) j++
    const [from, to] = [trail[i].capturedAt, trail[j - 1].capturedAt]
    if (to - from < leastMs) {
      i++
      continue
    }
    const members = trail.slice(i, j)
    const mean = (of) => members.reduce((sum, one) => sum + of(one), 0) / members.length
    stays.push({
      from,
      to,
      latitude: mean((one) => one.latitude),
      longitude: mean((one) => one.longitude),
    })
    i = j
  }
  return stays
}
