import type { FC } from 'hono/jsx'
import type { AttentionTo } from '../../app/people/attention.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonTime } from '../../domain/london-time.ts'
import { GravityTag } from '../incidents/gravity-tag.tsx'
import { agoText } from '../incidents/incident-text.ts'

/** Why somebody needs attention, the gravest first, each with since when. */
export const AttentionList: FC<{ attention: AttentionTo; now: Instant }> = ({
  attention: { reasons },
  now,
}) => (
  <ul class="govuk-list app-reasons">
    {reasons.map(({ gravity, text, since }) => (
      <li>
        <GravityTag gravity={gravity} /> {text}
        <span class="app-aside">{`Since ${londonTime(since)}, ${agoText(since, now)}`}</span>
      </li>
    ))}
  </ul>
)

/** `Seen by Ann Lee on 22 November 2026 at 19:00 GMT: I spoke to them.` */
export const SeenBy: FC<{ attention: AttentionTo }> = ({ attention: { seen, seenBy } }) =>
  seen && seenBy ? (
    <span class="app-aside">
      {`Seen by ${seenBy.by} on ${londonTime(seenBy.at)}${seenBy.note ? `: ${seenBy.note}` : ''}`}
    </span>
  ) : null
