import type { FC } from 'hono/jsx'
import { hasTrailCondition } from '../../app/movements/read-part.ts'
import type { AttentionTo } from '../../app/people/attention.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Required } from '../../monitoring/next-required.ts'
import type { Asking } from '../../server/route.ts'
import type { DeviceHealth } from '../../store/records/person-devices.ts'
import type { TimelineEntry } from '../../store/records/timeline-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import type { SentForm } from '../incidents/sent-form.ts'
import { paths } from '../paths.ts'
import { AttentionBanner } from './attention-banner.tsx'
import { DeviceSection } from './device-section.tsx'
import { IdentityFacts } from './identity-facts.tsx'
import { nextText } from './next-text.ts'
import { NotesSection } from './notes-section.tsx'
import { OrdersSection } from './orders-section.tsx'
import { type Monitoring, PersonMonitoring } from './person-monitoring.tsx'
import { personName } from './person-name.ts'
import { TimelineSection, type TimelineShown } from './timeline-section.tsx'

const DAY = 86_400_000

/** All that the page of one person shows. */
export interface PersonShown {
  readonly person: PersonFile
  readonly attention: AttentionTo | undefined
  readonly monitoring: Monitoring
  readonly required: Required | undefined
  readonly health: ReadonlyMap<string, DeviceHealth>
  readonly newestPositionAt: Instant | undefined
  readonly notes: readonly TimelineEntry[]
  readonly timeline: TimelineShown
}

/** One person, for whoever supervises them: what is urgent, what holds now, who they are, and all that happened. */
export const PersonPage: FC<{
  asking: Asking
  shown: PersonShown
  now: Instant
  sent: SentForm
  done: string | undefined
}> = ({ asking, shown, now, sent, done }) => {
  const { person, attention, monitoring, required, timeline } = shown
  return (
    <>
      <DoneNotice done={done} />
      <ErrorSummary faults={sent.faults} />
      <h1 class="govuk-heading-l">{personName(person)}</h1>
      {attention && <AttentionBanner asking={asking} attention={attention} now={now} sent={sent} />}
      <Links asking={asking} shown={shown} now={now} />
      <PersonMonitoring person={person} monitoring={monitoring} now={now} />
      <h2 class="govuk-heading-m">Next</h2>
      <p class="govuk-body">
        {required
          ? nextText(required, now)
          : 'No curfew or appointment is known of the next weeks.'}
      </p>
      <h2 class="govuk-heading-m">Who</h2>
      <IdentityFacts person={person} now={now} />
      <OrdersSection person={person} now={now} />
      <DeviceSection
        person={person}
        health={shown.health}
        newestPositionAt={shown.newestPositionAt}
        now={now}
      />
      <Supervision person={person} now={now} />
      <NotesSection asking={asking} personId={person.id} notes={shown.notes} />
      <TimelineSection personId={person.id} timeline={timeline} now={now} />
    </>
  )
}

/** What is mostly done next. */
const Links: FC<{ asking: Asking; shown: PersonShown; now: Instant }> = ({
  asking: { actor },
  shown: { person, newestPositionAt },
  now,
}) => {
  const to = newestPositionAt ?? now
  const hasTrail = hasTrailCondition(person)
  const links: readonly [href: string, text: string, isShown: boolean | undefined][] = [
    [
      `${paths.movements(person.id)}${rangeQuery({ from: to - DAY, to })}`,
      newestPositionAt === undefined || now - newestPositionAt < DAY
        ? 'Show the last 24 hours'
        : 'Show the last 24 hours of which positions are held',
      hasTrail,
    ],
    [paths.notes(person.id), 'Write a note', actor.permissions.has('notes:write')],
    [
      paths.newTrailReport(person.id),
      'Make a trail report',
      hasTrail && actor.permissions.has('documents:make'),
    ],
  ]
  return (
    <ul class="govuk-list app-row">
      {links.map(
        ([href, text, isShown]) =>
          isShown && (
            <li>
              <a class="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ),
      )}
    </ul>
  )
}

const Supervision: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => {
  const current = person.allocations.filter(({ from, to }) => from <= now && now < to)
  return (
    <>
      <h2 class="govuk-heading-m">Supervision</h2>
      <p class="govuk-body">
        {current.length === 0
          ? 'Nobody is recorded as supervising now.'
          : current.map(({ practitioner, team }) => `${practitioner}, ${team}`).join('; ')}
      </p>
    </>
  )
}
