// Why true entries were raised late or never: what was known of each by when it was due, and a table of that.
const MINUTE = 60_000

/** What the positions of a stay had said by then: how many were better than a cell's, the median circle of satellites, where they lay. */
export function knownBy(observations, area, stay, due) {
  const known = observations.filter(
    ({ capturedAt, arrivedAt, mechanism }) =>
      capturedAt >= stay.from && capturedAt < stay.to && arrivedAt <= due && mechanism !== 'LBS',
  )
  const bySatellite = known.filter(({ mechanism }) => mechanism === 'GPS')
  return {
    bySatellite: bySatellite.length,
    circleMetres: median(bySatellite.map(({ accuracyMetres }) => accuracyMetres ?? Infinity)),
    measuredDepth: median(
      bySatellite.map(({ longitude, latitude }) => area.depthMetres(longitude, latitude)),
    ),
  }
}

/** In order: the first that holds of an entry is its reason. */
const reasons = [
  ['fewer than 5 positions by satellite', ({ bySatellite }) => bySatellite < 5],
  ['half of its positions outside', ({ measuredDepth }) => measuredDepth <= 0],
  ['its edge within the quoted circles', (one) => one.depthMetres < one.circleMetres],
  ['measured nearer the edge than the circles', (one) => one.measuredDepth < one.circleMetres],
  ['none of these', () => true],
]

/** Lines of a table: of entries that positions told of, how many were raised, late and never, by what was known when they were due. */
export function whyMissed(entries) {
  const of = new Map(reasons.map(([reason]) => [reason, []]))
  for (const entry of entries) of.get(reasons.find(([, holds]) => holds(entry))[0]).push(entry)
  const lines = [...of].map(([reason, all]) => {
    const missed = all.filter(({ lateMinutes }) => lateMinutes > 0)
    const late = missed.filter(({ lateMinutes }) => lateMinutes < Infinity)
    const cells = [
      all.length,
      all.length - missed.length,
      late.length,
      figure(late.map(({ lateMinutes }) => lateMinutes)),
      missed.length - late.length,
      figure(missed.map(({ depthMetres }) => depthMetres)),
      figure(missed.map(({ from, to }) => (to - from) / MINUTE)),
    ]
    return `| ${reason} | ${cells.join(' | ')} |`
  })
  return [
    '| What was known when it was due | entries | raised | late | by minutes, median | never | of those missed: metres deep, median | minutes long, median |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ]
}

function figure(values) {
  return values.length === 0 ? '-' : Math.round(median(values))
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
