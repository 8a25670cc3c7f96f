import { endPlace, keepOwnPlace } from '../../app/places/own-place.ts'
import { parseInstant } from '../../domain/instant-text.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { ownPlacesOf } from '../../store/records/own-places.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { instantFields } from '../components/typed-instant.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import type { SentForm } from '../incidents/sent-form.ts'
import { lookedAgain } from '../looked-again.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { OwnPlacesPage } from './own-places-page.tsx'
import { placeWhere } from './typed-own-place.ts'

const what = 'own places'

/** Places that visits of one person are told to, beside those of the map. */
export function ownPlacesRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  return [
    {
      method: 'GET',
      path: paths.ownPlaces(':id'),
      access: 'people:read',
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        tell(context, { subjects: [person.id], count: 1 })
        return page(context, person, { typed: ofMoment(context), faults: [] })
      },
    },
    {
      method: 'POST',
      path: paths.ownPlaces(':id'),
      access: 'places:manage',
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const read = await placeWhere(services, person, form)
        if ('fault' in read) return again(context, person, form.typed, [read.fault])
        const { text } = form
        const typed = {
          ...read.where,
          name: text('name'),
          radius: text('radius'),
          why: text('why').replaceAll('\r\n', '\n'),
        }
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => keepOwnPlace(work, of, typed), 'name')
        if (faults) return again(context, person, form.typed, faults)
        return context.redirect(doneAt(paths.ownPlaces(person.id), 'place-kept'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.endOwnPlace(':id'),
      access: 'places:manage',
      audit: { action: 'alter', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const ended = {
          placeId: wholeNumber(form.text('ended')),
          why: form.text('endWhy').replaceAll('\r\n', '\n'),
        }
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const work = accountWork(context, services)
        const { faults } = await takeForm(() => endPlace(work, of, ended), 'ended')
        if (faults) return again(context, person, form.typed, faults)
        return context.redirect(doneAt(paths.ownPlaces(person.id), 'place-ended'), 303)
      },
    },
  ]

  async function again(
    context: Asked,
    person: PersonFile,
    typed: SentForm['typed'],
    faults: readonly FieldFault[],
  ): Promise<Response> {
    await lookedAgain(context, services, what, { subjects: [person.id], count: 1 })
    return page(context, person, { typed, faults })
  }

  async function page(context: Asked, person: PersonFile, sent: SentForm): Promise<Response> {
    const title = `Own places of ${personName(person)}`
    return show(
      context,
      {
        ...personFrame(person, 'patterns', title, {
          text: 'Patterns',
          href: paths.patterns(person.id),
        }),
        status: sent.faults.length > 0 ? 422 : 200,
      },
      <OwnPlacesPage
        asking={context.get('asking')}
        id={person.id}
        title={title}
        places={await ownPlacesOf(records, person.id)}
        sent={sent}
        done={context.req.query('done')}
      />,
    )
  }
}

/** The form filled with a moment, where an address names one. */
function ofMoment(context: Asked): SentForm['typed'] {
  const at = parseInstant(context.req.query('at') ?? '')
  if (at === undefined) return () => undefined
  const filled: Readonly<Record<string, string>> = {
    placeBy: 'moment',
    ...instantFields('at', at),
  }
  return (field) => filled[field]
}
