import { formatInstant } from '../../domain/instant-text.ts'
import { londonTime } from '../../domain/london-time.ts'
import { kindFacts } from '../../monitoring/kind-facts.ts'
import type { DueNotice, NoticedIncident } from '../../store/records/notice-records.ts'

/** What a message says at most; the rest is counted. */
const MOST_LINES = 50
const TEST = 'This notice tries the way. It is about no incident.'

/** What a webhook is sent, as JSON: ids and kinds, and nothing of who or where. */
export function noticeBody({ id, incident }: DueNotice, linkTo: (id: number) => string): string {
  if (!incident) return JSON.stringify({ id, test: true })
  const { family, kind, gravity, stage, startsAt, revision, corrects } = incident
  return JSON.stringify({
    id,
    incident: incident.id,
    revision,
    ...(corrects !== undefined && { corrects }),
    stage,
    kind,
    family,
    gravity,
    startsAt: formatInstant(startsAt),
    link: linkTo(incident.id),
  })
}

/** All that waits for one address, as one message. */
export function noticeMail(
  notices: readonly DueNotice[],
  linkTo: (id: number) => string,
): { readonly subject: string; readonly text: string } {
  const incidents = notices.flatMap(({ incident }) => incident ?? [])
  const [first] = incidents
  if (!first) return { subject: 'Whereabouts: a test', text: `${TEST}\n` }
  const subject =
    incidents.length === 1
      ? `Whereabouts: incident ${first.id}${isTakenBack(first) ? ' taken back' : ''}`
      : `Whereabouts: ${incidents.length} incidents`
  const lines = incidents
    .slice(0, MOST_LINES)
    .map((incident) => `${lineOf(incident)}\n${linkTo(incident.id)}`)
  const more = incidents.length - lines.length
  if (more > 0) lines.push(`And ${more} more, in the list of incidents.`)
  lines.push(
    'An incident says what was known of a device, not what anybody did. Who it is about is said only to those who sign in.',
  )
  return { subject, text: `${lines.join('\n\n')}\n` }
}

function lineOf(incident: NoticedIncident): string {
  const { id, kind, startsAt, gravity, corrects } = incident
  const what = `${kindFacts[kind].words}, from ${londonTime(startsAt)}`
  if (isTakenBack(incident)) {
    return `Incident ${id} is taken back: ${what}. With what is known now it is not said any more. Look again at anything that was done because of it.`
  }
  const urgency = `(urgency ${gravity} of 5, 1 is the most urgent)`
  if (corrects === undefined) return `Incident ${id}: ${what} ${urgency}`
  return `Incident ${id} is said anew, in place of what you were told before: ${what} ${urgency}`
}

/** Somebody was told of it as something that happened. */
function isTakenBack({ stage }: NoticedIncident): boolean {
  return stage !== 'actual'
}
