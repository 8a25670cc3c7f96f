import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import type { StoredAuditEvent } from '../../store/records/audit-records.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { Table } from '../components/table.tsx'
import { EventTable } from './event-table.tsx'
import { actorRole } from './event-text.ts'

/** Who has had to do with one person's data, newest first, a page at a time. */
export const PersonAuditPage: FC<{
  id: string
  events: readonly StoredAuditEvent[]
  first: string | undefined
  next: string | undefined
}> = ({ id, events, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Who has looked at wearer {id}</h1>
    <p class="govuk-body">
      Everything done with this person’s data, and what was done with everyone’s. A person is named
      by id alone here, so what concerns people with a restriction is not left out.
    </p>
    {events.length === 0 ? (
      <p class="govuk-body">Nobody has.</p>
    ) : (
      <>
        <Table
          caption="By user, on this page"
          columns={[
            { title: 'Who' },
            { title: 'Role' },
            { title: 'Events', numeric: true },
            { title: 'Of those refused', numeric: true },
          ]}
          rows={byUser(events).map(({ username, role, all, refused }) => [
            username || 'Nobody',
            actorRole(role),
            grouped(all),
            grouped(refused),
          ])}
        />
        <EventTable caption="Events, the newest first" events={events} />
      </>
    )}
    <CursorLinks label="Pages of events" first={first} next={next} />
  </>
)

interface UserCount extends Pick<StoredAuditEvent, 'username' | 'role'> {
  readonly all: number
  readonly refused: number
}

/** Most events first. */
function byUser(events: readonly StoredAuditEvent[]): UserCount[] {
  const counts = new Map<string, UserCount>()
  for (const { username, role, outcome } of events) {
    const key = `${username}\n${role}`
    const { all, refused } = counts.get(key) ?? { all: 0, refused: 0 }
    counts.set(key, {
      username,
      role,
      all: all + 1,
      refused: refused + (outcome === 'refused' ? 1 : 0),
    })
  }
  return [...counts.values()].sort((a, b) => b.all - a.all)
}
