// The engine as a running system asks it: whenever something arrives, about the hours it touches.
import { defaultPolicy } from '../dist/ingest/policy-json.js'
import { assess, stretchToLookAt } from '../dist/monitoring/assess.js'
import { CURFEW_HOURS, MINUTE } from './monitored-town.js'

export const policy = defaultPolicy.monitoring
const HOUR = 60 * MINUTE
const CONTEXT_MS = 2 * HOUR
const LOOK_BACK_MS = HOUR

const facts = { id: 'R', deviceWearerId: 'W', monitoringOrderId: 'O', conditionId: 'C' }
const place = (area) => ({ zoneId: 'Z', name: undefined, area, valid: { from: 0, to: Infinity } })

export function zoneRule(area, within) {
  const rest = { schedule: undefined, exceptions: [] }
  return { ...facts, ...rest, kind: 'exclusion', within, place: place(area) }
}

export function curfewRule(area, within) {
  const hours = CURFEW_HOURS.map((row) => ({ ...row, zoneIds: ['Z'] }))
  const terms = { hours, releaseDay: undefined }
  return { ...facts, kind: 'curfew', within, terms, places: [place(area)], absences: [] }
}

/** Every occasion that was actual at any arrival, `{ from, to, raisedAt }`; what is later taken back counts all the same. */
export function assessLive(rule, observations) {
  const raised = []
  let open = Infinity
  let first = 0
  for (let last = 0; last < observations.length; last++) {
    const now = observations[last].arrivedAt
    if (observations[last + 1]?.arrivedAt === now) continue
    let from = open
    for (let i = first; i <= last; i++) from = Math.min(from, observations[i].capturedAt)
    first = last + 1
    const within = { from: from - LOOK_BACK_MS, to: now }
    const whole = stretchToLookAt(rule, within)
    const recent = capturedSince(observations, last, whole.from - CONTEXT_MS)
    const { findings } = assess(rule, recent, { within, now }, policy)
    open = Infinity
    for (const finding of findings) {
      const to = finding.to ?? now
      if (finding.to === undefined && rule.kind !== 'curfew') open = Math.min(open, finding.from)
      if (finding.stage === 'actual') join(raised, { from: finding.from, to, raisedAt: now })
    }
  }
  return raised
}

/** Nothing is captured after it arrives. */
function capturedSince(observations, last, from) {
  const found = []
  for (let i = last; i >= 0 && observations[i].arrivedAt >= from; i--) {
    if (observations[i].capturedAt >= from) found.push(observations[i])
  }
  return found
}

function join(raised, one) {
  const known = raised.find(({ from, to }) => from < one.to && one.from < to)
  if (!known) return raised.push(one)
  known.from = Math.min(known.from, one.from)
  known.to = Math.max(known.to, one.to)
}
