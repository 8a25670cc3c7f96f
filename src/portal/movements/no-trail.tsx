import { type Asked, tell } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { PortalServices } from '../portal-services.ts'
import type { Shown } from '../show.tsx'

/** A page of movements that is not there, said plainly: who has no trail condition has none, and no position is looked at. */
export function noTrail(
  context: Asked,
  { show }: Pick<PortalServices, 'show'>,
  { id }: PersonFile,
  shell: Pick<Shown, 'title' | 'crumbs' | 'section' | 'person'>,
): Response {
  tell(context, { subjects: [id], count: 0 })
  return show(
    context,
    { ...shell, status: 404 },
    <>
      <h1 class="govuk-heading-l">{shell.title}</h1>
      <p class="govuk-body">
        There is no trail condition, so there is no page of movements: nobody may look at where the
        device was. What the order does require is on the other pages.
      </p>
    </>,
  )
}
