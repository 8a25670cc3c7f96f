import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { Asking } from '../../server/route.ts'
import { rangeAsTyped } from '../components/typed-range.ts'
import { paths, within } from '../paths.ts'
import type { IncidentFile } from './incident-file.ts'

const MINUTE = 60_000

/** From an incident to what a practitioner does with it next: a note, the case record, a breach pack. */
export const TakeFurther: FC<{ asking: Asking; found: IncidentFile['found'] }> = ({
  asking: {
    actor: { permissions },
  },
  found: { id: incident, deviceWearerId, startsAt, endsAt },
}) => {
  if (deviceWearerId === undefined) return null
  const about = { ...typedStretch(startsAt, endsAt), incident }
  const links = [
    ['notes:write', 'Write a note about it', within(paths.notes(deviceWearerId), about)],
    [
      'cases:hand-over',
      'Send it to the case record',
      within(paths.newHandOver(deviceWearerId), { incident }),
    ],
    [
      'documents:make',
      'Make a breach pack about it',
      within(paths.newBreachPack(deviceWearerId), { incident }),
    ],
  ] as const
  const may = links.filter(([permission]) => permissions.has(permission))
  if (may.length === 0) return null
  return (
    <ul class="app-row">
      {may.map(([, text, href]) => (
        <li>
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Fields hold whole minutes: those that it began and ended in. What goes on has no end. */
function typedStretch(startsAt: Instant, endsAt: Instant | undefined) {
  const from = Math.floor(startsAt / MINUTE) * MINUTE
  const to = Math.max(from + MINUTE, Math.ceil((endsAt ?? from) / MINUTE) * MINUTE)
  const typed = rangeAsTyped({ from, to })
  return endsAt === undefined ? { ...typed, to: '', toTime: '', toZone: '' } : typed
}
