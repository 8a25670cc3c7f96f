import { hasTrailCondition } from '../../app/movements/read-part.ts'
import { readMovements } from '../../app/read-movements.ts'
import { withDetails } from '../../app/with-details.ts'
import { grouped } from '../../domain/count-text.ts'
import { AppError } from '../../domain/errors.ts'
import type { Interval } from '../../domain/interval.ts'
import { supervisionIntervals } from '../../domain/lawful-intervals.ts'
import { measuresMoves } from '../../domain/measures-moves.ts'
import { MOST_POSITIONS } from '../../domain/movement-parts.ts'
import type { Permission } from '../../domain/roles.ts'
import type { Asked, Route } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import {
  NO_RANGE,
  rangeAsTyped,
  rangeQuery,
  readRange,
  type TypedRange,
  typedRange,
} from '../components/typed-range.ts'
import { formValues } from '../form-values.ts'
import {
  exportAnswer,
  readExport,
  type TypedExport,
  typedExport,
} from '../locations/export-answer.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import type { PortalServices } from '../portal-services.ts'
import { type MovementsAddress, showMovements } from './show-movements.tsx'
import { TakeAway } from './take-away.tsx'

const NOTHING_TYPED: TypedExport = { format: '', purpose: '' }

/** For whoever supervises: one person's movements, and taking them away. */
export function movementRoutes(services: PortalServices): Route[] {
  const { folder, show, now } = services
  const { archive } = folder
  return [
    {
      method: 'GET',
      path: paths.movements(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'movements' },
      async handle(context) {
        const person = await askedPerson(context, services)
        return showMovements(context, services, person, addressOf(context, person))
      },
    },
    {
      method: 'POST',
      path: paths.exportMovements(':id'),
      access: 'people:read',
      audit: { action: 'disclose', what: 'movements' },
      async handle(context) {
        const person = await askedPerson(context, services)
        if (!hasTrailCondition(person)) {
          throw new AppError(
            'NOT_FOUND',
            'Cannot take movements away: there is no trail condition',
            { subjects: [person.id] },
          )
        }
        const form = await formValues(context)
        const typed = typedRange(form.text) ?? NO_RANGE
        const file = typedExport(form)
        const period = readRange(typed, Infinity)
        const taken = readExport(file)
        if ('faults' in period) return again(context, person, typed, file, period.faults)
        if (taken.faults) return again(context, person, typed, file, taken.faults)
        const { within } = period
        const lawful = supervisionIntervals(person).ofWearer(person.id)
        const counts = await archive.countByHour(lawful, within)
        const held = counts.reduce((sum, { positions }) => sum + positions, 0)
        if (held > MOST_POSITIONS) {
          const text = `The period holds ${grouped(held)} positions and a file at most ${grouped(MOST_POSITIONS)}: take its pages one by one`
          return again(context, person, typed, file, [{ field: 'to', text }])
        }
        const { positions } = await readMovements(archive, person, within, now())
        const told = await withDetails(archive, lawful, within, positions)
        return exportAnswer(context, {
          ...taken,
          within,
          reference: `Movements of ${person.id}`,
          madeAt: now(),
          deviceWearerIds: [person.id],
          positions: told.map(({ speedKmh, headingDegrees, ...position }) => ({
            ...position,
            ...(measuresMoves(position.mechanism) && { speedKmh, headingDegrees }),
            deviceWearerId: person.id,
          })),
          details: {},
        })
      },
    },
  ]

  function addressOf(context: Asked, person: PersonFile): MovementsAddress {
    const asking = context.get('asking')
    return {
      ...personFrame(person, 'movements', `Movements of ${personName(person)}`),
      path: paths.movements(person.id),
      notesHref: asking.actor.permissions.has('notes:write') ? paths.notes(person.id) : undefined,
      deeds: (part) => deedsOf(person, part, asking.actor.permissions),
      takeAway: (part) => (
        <TakeAway
          asking={asking}
          action={paths.exportMovements(person.id)}
          period={rangeAsTyped(part)}
          typed={NOTHING_TYPED}
          faults={[]}
        />
      ),
    }
  }

  /** Nothing is taken away, and nothing of the positions is shown. */
  function again(
    context: Asked,
    person: PersonFile,
    period: TypedRange,
    typed: TypedExport,
    faults: readonly FieldFault[],
  ): Response {
    const title = `Take movements of ${personName(person)} away`
    return show(
      context,
      { ...personFrame(person, 'movements', title), status: 422 },
      <>
        <ErrorSummary faults={faults} />
        <h1 class="govuk-heading-l">{title}</h1>
        <TakeAway
          asking={context.get('asking')}
          action={paths.exportMovements(person.id)}
          period={period}
          typed={typed}
          faults={faults}
        />
      </>,
    )
  }
}

/** What else may be done with a period, by what the account may do. */
function deedsOf(
  { id }: PersonFile,
  part: Interval,
  permissions: ReadonlySet<Permission>,
): { text: string; href: string }[] {
  const period = rangeQuery(part)
  return [
    { text: 'Compare it with another period', href: paths.compareMovements(id) + period },
    ...(permissions.has('notes:write')
      ? [{ text: 'Write a note about this period', href: paths.notes(id) + period }]
      : []),
    ...(permissions.has('documents:make')
      ? [{ text: 'Make a trail report of this period', href: paths.newTrailReport(id) + period }]
      : []),
  ]
}
