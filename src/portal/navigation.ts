import type { Permission } from '../domain/roles.ts'
import { paths } from './paths.ts'

interface NavigationItem {
  readonly text: string
  readonly href: string
  readonly permission: Permission
  /** What a person finds there, for the first page. */
  readonly about: string
}

const items: readonly NavigationItem[] = [
  {
    text: 'My cases',
    href: paths.people,
    permission: 'people:read',
    about: 'The people you supervise or cover, their orders and their movements.',
  },
  {
    text: 'My data',
    href: paths.me,
    permission: 'self:read',
    about: 'Your order, your device, and the positions held of you.',
  },
  {
    text: 'Matches',
    href: paths.matches,
    permission: 'matches:read',
    about: 'Wearers near a crime in its window, weighed, strongest first.',
  },
  {
    text: 'Runs',
    href: paths.runs,
    permission: 'matches:read',
    about: 'When crimes were compared, why, and what changed.',
  },
  {
    text: 'Crimes',
    href: paths.crimes,
    permission: 'crimes:read',
    about: 'Recorded crimes and every version of what was said of them.',
  },
  {
    text: 'Batches',
    href: paths.batches,
    permission: 'crimes:read',
    about: 'Crime batches that came in, and what was wrong with their rows.',
  },
  {
    text: 'Figures',
    href: paths.figures,
    permission: 'figures:read',
    about: 'Counts by force, from crimes sent to people near. Nobody can be told from them.',
  },
  {
    text: 'Accounts',
    href: paths.accounts,
    permission: 'accounts:manage',
    about: 'Who may sign in, as what, and lost authenticators.',
  },
  {
    text: 'Teams and cover',
    href: paths.teams,
    permission: 'accounts:manage',
    about: 'Teams, and who covers for whom and until when.',
  },
  {
    text: 'Allocations',
    href: paths.allocations,
    permission: 'allocations:manage',
    about: 'Which practitioner supervises whom.',
  },
  {
    text: 'Audit',
    href: paths.audit,
    permission: 'audit:review',
    about: 'Who looked at what and why, and a random share of it to review.',
  },
]

/** What somebody with these permissions can go to, in order. */
export function navigation(permissions: ReadonlySet<Permission>): readonly NavigationItem[] {
  return items.filter(({ permission }) => permissions.has(permission))
}
