import type { Permission } from '../domain/roles.ts'
import { paths } from './paths.ts'

interface NavigationItem {
  readonly text: string
  readonly href: string
  /** Or one of several. */
  readonly permission: Permission | readonly Permission[]
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
    text: 'Review',
    href: paths.reviews,
    permission: 'cases:review',
    about: 'Matches that wait for somebody to look at them, and what was decided.',
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
    text: 'Ingestion',
    href: paths.attempts,
    permission: 'crimes:read',
    about: 'Crime batches that came in, what was wrong with their rows, and uploading one.',
  },
  {
    text: 'Funnel',
    href: paths.funnel,
    permission: 'figures:read',
    about: 'From crimes received to outcomes: of how many, of what, and until when.',
  },
  {
    text: 'Exclusions',
    href: paths.exclusions,
    permission: ['exclusions:ask', 'cases:review'],
    about:
      'Whether the record rules a named person out of a crime, and the statement that says so.',
  },
  {
    text: 'Was it any of ours?',
    href: paths.questions,
    permission: 'places:ask',
    about: 'A place and a time, and whose tags were near.',
  },
  {
    text: 'Alerts and statements',
    href: paths.reports,
    permission: 'reports:read',
    about: 'What is told to police: drafts, what was signed, and what was withdrawn.',
  },
  {
    text: 'Requests',
    href: paths.requests,
    permission: 'requests:read',
    about: 'Requests from police for location data, and what was decided.',
  },
  {
    text: 'Locations',
    href: paths.locations,
    permission: ['locations:read', 'requests:make'],
    about: 'Where a device was, for a task or under a request that was granted.',
  },
  {
    text: 'Following',
    href: paths.followings,
    permission: ['locations:read', 'following:decide'],
    about: 'Following somebody live: a request of its own, with two approvers.',
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
    text: 'Senders',
    href: paths.senders,
    permission: 'senders:manage',
    about: 'Addresses that crimes are taken from by e-mail, each for one force.',
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
  return items.filter(({ permission }) => [permission].flat().some((one) => permissions.has(one)))
}
