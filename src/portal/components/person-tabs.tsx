import type { FC } from 'hono/jsx'
import type { Permission } from '../../domain/roles.ts'
import { paths } from '../paths.ts'

/** Whose page it is, and which of theirs. */
export interface PersonPlace {
  readonly id: string
  readonly tab: PersonTab
  /** `false`: there was never a trail condition, so that there is no page of where they were. */
  readonly hasTrail: boolean
}

export type PersonTab = (typeof tabs)[number][0]

/** Its name, what it is called, where it is, who may look, and the topic of help about it. */
type Tab = readonly [string, string, (id: string) => string, Permission, string]

const tabs = [
  ['overview', 'Overview', paths.person, 'people:read', 'attention'],
  ['movements', 'Movements', paths.movements, 'people:read', 'map'],
  ['patterns', 'Patterns', paths.patterns, 'people:read', 'patterns'],
  ['compliance', 'Compliance', paths.compliance, 'incidents:read', 'compliance'],
  ['notes', 'Notes', paths.notes, 'notes:write', 'notes'],
  ['documents', 'Reports', paths.documents, 'documents:make', 'reports'],
  ['order', 'Orders', paths.order, 'people:read', 'words'],
  ['rules', 'Rules', paths.rules, 'people:read', 'words'],
] as const satisfies readonly Tab[]

const ofTrails: ReadonlySet<PersonTab> = new Set(['movements', 'patterns'])

/** The pages of one person, the same on each of them. */
export const PersonTabs: FC<{
  person: PersonPlace
  permissions: ReadonlySet<Permission>
}> = ({ person, permissions }) => (
  <nav class="app-tabs" aria-label="Pages of this person">
    <ul class="app-tabs__list">
      {tabs
        .filter(([, , , permission]) => permissions.has(permission))
        .filter(([tab]) => person.hasTrail || !ofTrails.has(tab))
        .map(([tab, text, href]) => (
          <li class="app-tabs__item">
            <a
              class="app-tabs__link"
              href={href(person.id)}
              {...(tab === person.tab && { 'aria-current': 'page' })}
            >
              {text}
            </a>
          </li>
        ))}
    </ul>
    <p class="govuk-body-s">
      <a
        class="govuk-link"
        href={paths.helpOn(tabs.find(([tab]) => tab === person.tab)?.[4] ?? '')}
      >
        What does this mean?
      </a>
    </p>
  </nav>
)
