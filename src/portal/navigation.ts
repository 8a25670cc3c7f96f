import type { Permission } from '../domain/roles.ts'
import { paths } from './paths.ts'

interface NavigationItem {
  readonly text: string
  /** The heading it stands under on the first page; items of one stand together. */
  readonly group: string
  /** Stays beside the name where somebody can go to more places than fit there. */
  readonly main?: true
  readonly href: string
  /** Or one of several. */
  readonly permission: Permission | readonly Permission[]
  /** What a person finds there, for the first page. */
  readonly about: string
}

const items: readonly NavigationItem[] = [
  {
    text: 'My cases',
    group: 'People',
    href: paths.people,
    // Whoever has cases hands them over; whoever watches over all tags has none of their own.
    permission: 'cases:hand-over',
    about: 'The people you supervise or cover: who needs attention and why, and all about each.',
  },
  {
    text: 'People',
    group: 'People',
    href: paths.people,
    permission: 'registry:manage',
    about: 'Everybody who is monitored: who needs attention and why, and all about each.',
  },
  {
    text: 'My reports',
    group: 'People',
    href: paths.myDocuments,
    permission: 'documents:make',
    about: 'Trail reports and breach packs you asked for, and how far each is.',
  },
  {
    text: 'Places of interest',
    group: 'People',
    href: paths.placesOfInterest,
    permission: 'places:manage',
    about: 'Schools, pubs, betting shops and other places that visits are told to.',
  },
  {
    text: 'Incidents',
    group: 'Live tags',
    main: true,
    href: paths.incidents,
    permission: 'incidents:read',
    about: 'Everything that is still open, oldest and gravest first, and what was done about it.',
  },
  {
    text: 'Devices',
    group: 'Live tags',
    main: true,
    href: paths.devices,
    permission: 'devices:manage',
    about: 'Tags, when each was last heard, and what lets it report.',
  },
  {
    text: 'Feeds',
    group: 'Live tags',
    href: paths.feeds,
    permission: ['incidents:read', 'devices:manage'],
    about: 'Where reports come from, and which of them have fallen silent.',
  },
  {
    text: 'Notices',
    group: 'Live tags',
    href: paths.notices,
    permission: 'notices:manage',
    about: 'Who is told of incidents by e-mail or webhook, and what could not be delivered.',
  },
  {
    text: 'Case record',
    group: 'Live tags',
    href: paths.caseRecord,
    permission: 'notices:manage',
    about: 'Where notes and maps are handed over to, and what could not be delivered.',
  },
  {
    text: 'My data',
    group: 'People',
    href: paths.me,
    permission: 'self:read',
    about: 'Your order, your device, and the positions held of you.',
  },
  {
    text: 'Crimes',
    group: 'Crimes and matches',
    main: true,
    href: paths.crimes,
    permission: 'crimes:read',
    about: 'Recorded crimes and every version of what was said of them.',
  },
  {
    text: 'Ingestion',
    group: 'Crimes and matches',
    main: true,
    href: paths.attempts,
    permission: 'crimes:read',
    about: 'Crime batches that came in, what was wrong with their rows, and uploading one.',
  },
  {
    text: 'Matches',
    group: 'Crimes and matches',
    main: true,
    href: paths.matches,
    permission: 'matches:read',
    about: 'Crimes and the wearers who were or may have been near, each weighed.',
  },
  {
    text: 'Review',
    group: 'Crimes and matches',
    main: true,
    href: paths.reviews,
    permission: 'cases:review',
    about: 'Matches that wait for somebody to look at them, and what was decided.',
  },
  {
    text: 'Runs',
    group: 'Crimes and matches',
    href: paths.runs,
    permission: 'matches:read',
    about: 'When crimes were compared, why, and what changed.',
  },
  {
    text: 'Alerts and statements',
    group: 'What police are told',
    main: true,
    href: paths.reports,
    permission: 'reports:read',
    about: 'What is told to police: drafts, what was signed, and what was withdrawn.',
  },
  {
    text: 'Exclusions',
    group: 'What police are told',
    href: paths.exclusions,
    permission: ['exclusions:ask', 'cases:review'],
    about:
      'Whether the record rules a named person out of a crime, and the statement that says so.',
  },
  {
    text: 'Was it any of ours?',
    group: 'Places and locations',
    main: true,
    href: paths.questions,
    permission: 'places:ask',
    about: 'A place and a time, and whose tags were near.',
  },
  {
    text: 'Locations',
    group: 'Places and locations',
    href: paths.locations,
    permission: ['locations:read', 'requests:make'],
    about: 'Where a device was, for a task or under a request that was granted.',
  },
  {
    text: 'Requests',
    group: 'Places and locations',
    href: paths.requests,
    permission: 'requests:read',
    about: 'Requests from police for location data, and what was decided.',
  },
  {
    text: 'Following',
    group: 'Places and locations',
    href: paths.followings,
    permission: ['locations:read', 'following:decide'],
    about: 'Following somebody live: a request of its own, with two approvers.',
  },
  {
    text: 'Funnel',
    group: 'Figures',
    href: paths.funnel,
    permission: 'figures:read',
    about: 'From crimes received to outcomes: of how many, of what, and until when.',
  },
  {
    text: 'Figures',
    group: 'Figures',
    href: paths.figures,
    permission: 'figures:read',
    about: 'Counts by force, from crimes sent to people near. Nobody can be told from them.',
  },
  {
    text: 'Accounts',
    group: 'Accounts and teams',
    href: paths.accounts,
    permission: 'accounts:manage',
    about: 'Who may sign in, as what, and lost authenticators.',
  },
  {
    text: 'Teams and cover',
    group: 'Accounts and teams',
    href: paths.teams,
    permission: 'accounts:manage',
    about: 'Teams, and who covers for whom and until when.',
  },
  {
    text: 'Allocations',
    group: 'Accounts and teams',
    href: paths.allocations,
    permission: 'allocations:manage',
    about: 'Which practitioner supervises whom.',
  },
  {
    text: 'Senders',
    group: 'Accounts and teams',
    href: paths.senders,
    permission: 'senders:manage',
    about: 'Addresses that crimes are taken from by e-mail, each for one force.',
  },
  {
    text: 'Audit',
    group: 'Audit',
    href: paths.audit,
    permission: 'audit:review',
    about: 'Who looked at what and why, and a random share of it to review.',
  },
]

const MOST_BESIDE_THE_NAME = 7

/** What somebody with these permissions can go to, in order. */
export function navigation(permissions: ReadonlySet<Permission>): readonly NavigationItem[] {
  return items.filter(({ permission }) => [permission].flat().some((one) => permissions.has(one)))
}

/**
 * What stands on every page: all of it where it is little, else what most work begins with and where they
 * are now. The rest is on the first page.
 *
 * @param section the address of where they are, if it is one of these.
 */
export function mainNavigation(
  permissions: ReadonlySet<Permission>,
  section: string | undefined,
): { readonly items: readonly NavigationItem[]; readonly more: boolean } {
  const all = navigation(permissions)
  if (all.length <= MOST_BESIDE_THE_NAME) return { items: all, more: false }
  return { items: all.filter(({ main, href }) => main || href === section), more: true }
}
