import type { FC } from 'hono/jsx'
import type { Permission } from '../../domain/roles.ts'
import { paths } from '../paths.ts'

/** Whose page it is, and which of theirs. */
export interface PersonPlace {
  readonly id: string
  readonly tab: PersonTab
  /** `false`: there was never a trail condition, so that there is no page of where they were. */
  readonly hasTrail?: boolean
}

export type PersonTab = (typeof tabs)[number][0]

const tabs = [
  ['overview', 'Overview', paths.person, 'people:read'],
  ['movements', 'Movements', paths.movements, 'people:read'],
  ['patterns', 'Patterns', paths.patterns, 'people:read'],
  ['compliance', 'Compliance', paths.compliance, 'incidents:read'],
  ['notes', 'Notes', paths.notes, 'notes:write'],
  ['documents', 'Reports', paths.documents, 'documents:make'],
  ['order', 'Orders', paths.order, 'people:read'],
  ['rules', 'Rules', paths.rules, 'people:read'],
] as const satisfies readonly (readonly [string, string, (id: string) => string, Permission])[]

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
        .filter(([tab]) => person.hasTrail !== false || !ofTrails.has(tab))
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
  </nav>
)
