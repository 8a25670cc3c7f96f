// The rule most trackers have: a position is a point, and a point in the zone is an entry. Positions are taken in the order
// they arrive, and one older than the last is dropped, as such trackers do.

/** When the rule says `isInside` changed to the side that is a violation; with a dwell, once it lasted so long. */
export function naiveIncidents(area, observations, { violates, within, dwellMs = 0 }) {
  const incidents = []
  let latest = Number.NEGATIVE_INFINITY
  let open
  for (const { capturedAt, longitude, latitude, arrivedAt } of observations) {
    if (capturedAt <= latest) continue
    latest = capturedAt
    const is = area.depthMetres(longitude, latitude) >= 0
    const isWithin = within.some(({ from, to }) => capturedAt >= from && capturedAt < to)
    if (!isWithin || is !== (violates === 'inside')) {
      open = undefined
      continue
    }
    if (!open) open = { from: capturedAt, to: capturedAt, raisedAt: undefined }
    open.to = capturedAt
    if (open.raisedAt === undefined && capturedAt - open.from >= dwellMs) {
      open.raisedAt = arrivedAt
      incidents.push(open)
    }
  }
  return incidents
}
