import { AppError } from '../../domain/errors.ts'
import { subtract } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import type { Asked } from '../../server/route.ts'
import { type PersonDocument, visibleDocument } from '../../store/records/visible-documents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { askedPerson } from '../people/person-frame.ts'
import { type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'

/** The document of an address and whom it is about, as whoever asks may see them now. @throws AppError NOT_FOUND; RESTRICTED. */
export async function foundDocument(
  context: Asked,
  services: PortalServices,
): Promise<{ person: PersonFile; document: PersonDocument }> {
  const person = await askedPerson(context, services)
  const viewer = viewerOf(context, services)
  const id = wholeNumber(context.req.param('document'))
  const document =
    id === undefined
      ? undefined
      : await visibleDocument(services.folder.records, viewer, person.id, id)
  if (document) return { person, document }
  throw new AppError('NOT_FOUND', 'There is nothing at this address', { subjects: [person.id] })
}

/** Why a document may not be taken away although it was made: what it holds may not be looked at any more. */
export function keptBack(person: PersonFile, { covers = [] }: PersonDocument): string | undefined {
  const lawful = supervisionIntervals(person).ofWearer(person.id)
  if (subtract(covers, lawful).length === 0) return undefined
  return 'The record of what may be looked at has changed since this was made, so it may not be taken away. Ask for it again.'
}
