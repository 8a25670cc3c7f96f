import {
  type HandOverContents,
  MOST_DESCRIPTION,
  MOST_NOTES_HANDED_OVER,
} from '../../domain/hand-over.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { Condition, Zone } from '../../domain/people.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import { contactTypes, handOverOutcomes } from '../../domain/reference/hand-over-lists.ts'
import { inUse, labelOf, type ReferenceList } from '../../domain/reference/reference-list.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { invalid } from '../accounts/account-work.ts'

/** What somebody wants to send, as it was typed; the times are read. */
export interface TypedHandOver {
  readonly contactType: string
  readonly contactAt: Instant
  /** A condition's id, `none`, or empty. */
  readonly breach: string
  readonly outcome: string
  readonly description: string
  readonly alert: boolean
  readonly visorExtract: boolean
  readonly sensitive: boolean
}

/** What it stands on. */
export interface HandOverSources {
  readonly person: PersonFile
  readonly by: { readonly username: string; readonly name: string }
  readonly notes: readonly PersonNote[]
  readonly incident: VisibleIncident | undefined
  readonly sendsName: boolean
  /** A condition in plain words. */
  readonly conditionText: (condition: Condition, zones: readonly Zone[]) => string
}

/**
 * What is sent, as it is written here and nowhere else. Where a device was is in its picture alone.
 *
 * @throws AppError INPUT_INVALID with the field.
 */
export function composeHandOver(
  typed: TypedHandOver,
  { person, by, notes, incident, sendsName, conditionText }: HandOverSources,
  now: Instant,
): HandOverContents {
  const { description } = typed
  if (description.length < 3) throw invalid('Say in your own words what it is about', 'description')
  if (description.length > MOST_DESCRIPTION) {
    const words = `Enter at most ${MOST_DESCRIPTION} characters, not ${description.length}`
    throw invalid(words, 'description')
  }
  if (notes.length > MOST_NOTES_HANDED_OVER) {
    throw invalid(`Choose at most ${MOST_NOTES_HANDED_OVER} notes, not ${notes.length}`, 'notes')
  }
  return {
    version: 1,
    madeAt: formatInstant(now),
    person: {
      deviceWearerId: person.id,
      crn: person.crn ?? null,
      ...(sendsName && { name: person.names[0] ?? person.id }),
    },
    by,
    contactType: coded(contactTypes, typed.contactType, 'contactType', now),
    contactAt: formatInstant(typed.contactAt),
    suspectedBreach: breachOf(typed.breach, person, conditionText),
    outcome: coded(handOverOutcomes, typed.outcome, 'outcome', now),
    description,
    notes: notes.map(noteSent),
    incident: incident ? incidentSent(incident) : null,
    alert: typed.alert,
    visorExtract: typed.visorExtract,
    sensitive: typed.sensitive,
  }
}

function coded(list: ReferenceList, code: string, field: string, now: Instant) {
  if (!inUse(list, code, londonLocal(now).date)) throw invalid('Choose one of the list', field)
  return { code, label: labelOf(list, code) }
}

function breachOf(
  typed: string,
  { monitoringOrders, zones }: PersonFile,
  conditionText: HandOverSources['conditionText'],
): HandOverContents['suspectedBreach'] {
  if (typed === 'none') return null
  const conditions = monitoringOrders.flatMap((order) => order.conditions)
  const condition = conditions.find(({ id }) => `condition ${id}` === typed)
  if (!condition) throw invalid('Choose a condition, or that none is suspected', 'breach')
  return { conditionId: condition.id, label: conditionText(condition, zones) }
}

function noteSent({ id, writtenBy, writtenAt, text, about }: PersonNote) {
  return {
    number: id,
    writtenBy: writtenBy.name,
    writtenAt: formatInstant(writtenAt),
    text,
    from: about ? formatInstant(about.from) : null,
    to: about?.to === undefined ? null : formatInstant(about.to),
  }
}

function incidentSent({ id, kind, startsAt, endsAt }: VisibleIncident) {
  return {
    number: id,
    kind,
    label: kindFacts[kind].words,
    startsAt: formatInstant(startsAt),
    endsAt: endsAt === undefined ? null : formatInstant(endsAt),
  }
}
