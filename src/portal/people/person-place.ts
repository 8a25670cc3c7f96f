import type { PersonFile } from '../../store/records/visible-person.ts'
import type { PersonPlace, PersonTab } from '../components/person-tabs.tsx'

/** Where somebody is among a person's pages: who never had a trail condition has no pages of movements. */
export function personPlace(
  { id, monitoringOrders }: Pick<PersonFile, 'id' | 'monitoringOrders'>,
  tab: PersonTab,
): PersonPlace {
  const hasTrail = monitoringOrders.some(({ conditions }) =>
    conditions.some(({ kind }) => kind === 'trail'),
  )
  return { id, tab, hasTrail }
}
