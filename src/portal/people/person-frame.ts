import { findPerson } from '../../app/find-person.ts'
import { hasTrailCondition } from '../../app/movements/read-part.ts'
import type { Asked } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { PersonPlace, PersonTab } from '../components/person-tabs.tsx'
import type { Crumb } from '../components/shell.tsx'
import { paths } from '../paths.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { personName } from './person-name.ts'

interface PersonFrame {
  readonly title: string
  readonly crumbs: readonly Crumb[]
  readonly section: string
  readonly person: PersonPlace
}

/** The person of an address, as whoever asks may see them now. @throws AppError NOT_FOUND; RESTRICTED. */
export function askedPerson(context: Asked, services: PortalServices): Promise<PersonFile> {
  const viewer = viewerOf(context, services)
  return findPerson(services.folder.records, viewer, context.req.param('id') ?? '')
}

/**
 * The frame of one of a person's pages: its tabs, without pages of movements where there never was a trail condition, and the way here.
 *
 * @param beyond what leads from the person's own page to this one.
 */
export function personFrame(
  person: PersonFile,
  tab: PersonTab,
  title: string,
  ...beyond: readonly Crumb[]
): PersonFrame {
  const { id } = person
  const own = { text: personName(person), href: paths.person(id) }
  return {
    title,
    crumbs: [
      { text: 'My cases', href: paths.people },
      ...(tab === 'overview' ? [] : [own]),
      ...beyond,
    ],
    section: paths.people,
    person: { id, tab, hasTrail: hasTrailCondition(person) },
  }
}
