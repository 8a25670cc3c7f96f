import type { Child, FC } from 'hono/jsx'
import type { AttentionTo } from '../../app/people/attention.ts'
import type { AttentionReason } from '../../domain/attention.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { GravityTag } from '../incidents/gravity-tag.tsx'
import { agoText } from '../incidents/incident-text.ts'
import { paths, within } from '../paths.ts'

const MINUTE = 60_000

/** Why somebody needs attention, the gravest first, each with since when and a way to where it is dealt with. */
export const AttentionList: FC<{ attention: AttentionTo; now: Instant }> = ({
  attention: { id, reasons },
  now,
}) => (
  <ul class="govuk-list app-reasons">
    {reasons.map(({ kind, gravity, text, since, sinceWords }) => (
      <li>
        <GravityTag gravity={gravity} /> {linked(text, hrefOf(kind, id))}
        {sinceWords !== undefined && (
          <span class="app-aside">
            {`${sinceWords} ${londonTime(Math.floor(since / MINUTE) * MINUTE)}, ${agoText(since, now)}`}
          </span>
        )}
      </li>
    ))}
  </ul>
)

function linked(text: string, href: string | undefined): Child {
  return href === undefined ? (
    text
  ) : (
    <a class="govuk-link" href={href}>
      {text}
    </a>
  )
}

function hrefOf(kind: AttentionReason['kind'], id: string): string | undefined {
  switch (kind) {
    case 'incidents':
      return within(paths.incidents, { person: id })
    case 'waiting-too-long':
      return paths.violations(id)
    case 'unusual-movement':
      return paths.patterns(id)
    case 'order-ending':
      return paths.order(id)
    default:
      return undefined
  }
}

/** `Seen by Ann Lee on 22 November 2026 at 19:00 GMT: I spoke to them.` */
export const SeenBy: FC<{ attention: AttentionTo }> = ({ attention: { seen, seenBy } }) =>
  seen && seenBy ? (
    <span class="app-aside">
      {`Seen by ${seenBy.by} on ${londonTime(seenBy.at)}${seenBy.note ? `: ${seenBy.note}` : ''}`}
    </span>
  ) : null
