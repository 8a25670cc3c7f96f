import {
  type Attention,
  type AttentionFact,
  attentionOf,
  compareAttention,
} from '../../domain/attention.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import { signText } from '../../patterns/sign-text.ts'
import {
  type AttentionSeen,
  type FoundAttention,
  type FoundReason,
  foundAttention,
} from '../../store/records/attention-records.ts'
import type { CaseView } from '../../store/records/case-views.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Unusual movements of these last days count. */
const SIGN_DAYS = 7

/** A person, why they need attention, and who has seen it. */
export interface AttentionTo extends Attention {
  readonly id: string
  readonly seenBy: AttentionSeen | undefined
}

/** Everybody of a view whom the account may see, by how much they need attention; nobody is left out. */
export async function peopleByAttention(
  query: RecordsQuery,
  viewer: Viewer,
  settings: MonitoringSettings,
  view: CaseView,
): Promise<AttentionTo[]> {
  const found = await foundAttention(query, viewer, { view, since: sinceOf(viewer.at, settings) })
  // Those who are equal stay in order of name.
  return found.map((each) => attentionTo(each, viewer.at, settings)).toSorted(compareAttention)
}

/** Why each of some people needs attention, of those the account may see. */
export async function attentionToThese(
  query: RecordsQuery,
  viewer: Viewer,
  settings: MonitoringSettings,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AttentionTo>> {
  const found = await foundAttention(query, viewer, {
    view: 'everybody',
    since: sinceOf(viewer.at, settings),
    ids,
  })
  return new Map(found.map((each) => [each.id, attentionTo(each, viewer.at, settings)]))
}

function sinceOf(at: number, { thresholdMinutes, escalateAfterDays }: MonitoringSettings) {
  return {
    heard: at - thresholdMinutes.signal * MINUTE,
    waiting: at - escalateAfterDays * DAY,
    signs: londonLocal(at - SIGN_DAYS * DAY).date,
  }
}

function attentionTo(
  { id, reasons, seen }: FoundAttention,
  now: number,
  settings: MonitoringSettings,
): AttentionTo {
  const facts = reasons.map((reason) => factOf(reason, settings))
  return { id, ...attentionOf(facts, now, seen?.until), seenBy: seen }
}

function factOf(reason: FoundReason, { escalateAfterDays }: MonitoringSettings): AttentionFact {
  const { since, newest } = reason
  switch (reason.kind) {
    case 'incidents': {
      const { kind, body } = reason
      return { kind, ...body, what: kindFacts[body.what].words, since, newest }
    }
    case 'waiting-too-long': {
      const late = escalateAfterDays * DAY
      const { count } = reason.body
      const days = escalateAfterDays
      return { kind: reason.kind, count, days, since: since + late, newest: newest + late }
    }
    case 'device-silent':
      return { kind: reason.kind, deviceId: reason.body.deviceId, since }
    case 'unusual-movement':
      return { kind: reason.kind, what: signText(reason.body), since, newest }
    case 'order-ending':
      return { kind: reason.kind, endsAt: newest }
    case 'match-shared':
      return { kind: reason.kind, ...reason.body, since, newest }
  }
}
