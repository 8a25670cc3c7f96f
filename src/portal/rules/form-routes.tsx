import { draftRule } from '../../app/rules/draft-rule.ts'
import { findDraft } from '../../app/rules/find-draft.ts'
import { AppError } from '../../domain/errors.ts'
import { MOST_ZONE_FILE_BYTES, readZoneFile } from '../../ingest/zone-file.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { type FormValues, formOf, formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { RuleFormPage } from './form-page.tsx'
import { readRule } from './read-rule.ts'
import { withFields } from './rule-fields.ts'
import {
  carried,
  draftFields,
  type FormSubject,
  firstFields,
  formSubject,
  ordersOf,
  placesOf,
  queryValues,
  ruleChange,
} from './rule-form.ts'
import { changeFacts, subjectWords } from './rule-words.ts'
import { shapeFields } from './typed-shape.ts'

/** A file, the shapes that another held, and all that people type. */
const MOST_FORM_BYTES = 4 * MOST_ZONE_FILE_BYTES

/** Making a draft of a rule: the form, the form again, and keeping it. */
export function ruleFormRoutes(services: PortalServices): Route[] {
  const { folder, show, now, fromNationalGrid } = services
  const read = ({ subject }: FormSubject, values: FormValues) =>
    readRule(subject, values, fromNationalGrid, now())
  const consults = { access: 'rules:publish', audit: { action: 'consult', what: 'rules' } } as const
  return [
    {
      method: 'GET',
      path: paths.newRule(':id'),
      ...consults,
      async handle(context) {
        const person = await askedPerson(context, services)
        const asked = queryValues((name) => context.req.query(name))
        const about = formSubject(person, asked)
        tell(context, { subjects: [person.id] })
        const fields = firstFields(about, asked.text('ends') !== '')
        return page(context, person, about, withFields(asked, fields))
      },
    },
    {
      method: 'POST',
      path: paths.ruleForm(':id'),
      maxBytes: MOST_FORM_BYTES,
      ...consults,
      async handle(context) {
        const person = await askedPerson(context, services)
        const values = await formValues(context)
        const about = formSubject(person, values)
        tell(context, { subjects: [person.id] })
        const deed = values.text('deed')
        if (deed === 'read-file') return withFile(context, person, about, values)
        if (deed !== 'preview') return page(context, person, about, values)
        const { after, faults } = read(about, values)
        if (faults.length > 0) return page(context, person, about, values, { faults })
        const preview = changeFacts(ruleChange(about, after), person.zones)
        return page(context, person, about, values, { preview })
      },
    },
    {
      method: 'POST',
      path: paths.newRule(':id'),
      access: 'rules:publish',
      audit: { action: 'alter', what: 'rules' },
      maxBytes: MOST_FORM_BYTES,
      async handle(context) {
        const person = await askedPerson(context, services)
        const values = await formValues(context)
        const about = formSubject(person, values)
        const { after, holdsFrom, why, faults } = read(about, values)
        const orders = ordersOf(person, now())
        const order = about.order ?? (orders.length === 1 ? orders[0] : undefined)
        const missing = order ? [] : [{ field: 'order', text: 'Choose the order' }]
        if (!order || faults.length > 0) {
          return page(context, person, about, values, { faults: [...missing, ...faults] })
        }
        const draft = {
          deviceWearerId: person.id,
          monitoringOrderId: order.id,
          change: ruleChange(about, after),
          holdsFrom,
          why,
        }
        const work = accountWork(context, services)
        const replaces = wholeNumber(values.text('draft'))
        const taken = await takeForm(
          () => draftRule(work, accountIdOf(context), draft, replaces),
          'why',
        )
        if (taken.faults) return page(context, person, about, values, { faults: taken.faults })
        return context.redirect(doneAt(paths.ruleDraft(taken.done), 'rule-drafted'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.ruleDraftDeed(':id', 'change'),
      ...consults,
      async handle(context) {
        const id = wholeNumber(context.req.param('id'))
        const { draft, person } = await findDraft(folder.records, viewerOf(context, services), id)
        const values = formOf(draftFields(draft))
        // What it changes as that stands by now, so that it can be made anew.
        const about = formSubject(person, values)
        tell(context, { subjects: [person.id], details: { draft: draft.id } })
        return page(context, person, about, values)
      },
    },
  ]

  /** The form with the shapes of its file; one that can be typed stands in the fields at once. */
  async function withFile(
    context: Asked,
    person: PersonFile,
    about: FormSubject,
    values: FormValues,
  ): Promise<Response> {
    const { file } = await context.req.parseBody()
    if (!(file instanceof File) || file.size === 0) {
      const faults = [{ field: 'file', text: 'Choose a file' }]
      return page(context, person, about, values, { faults })
    }
    try {
      const { shapes, passedOver } = readZoneFile(new Uint8Array(await file.arrayBuffer()))
      const [first] = shapes
      const only = shapes.length === 1 ? first : undefined
      const found = { shapeBy: 'file', found: JSON.stringify(shapes), chosen: '' }
      const typed = only ? shapeFields(only.geometry, undefined) : {}
      const name = values.text('name') === '' && only?.name ? { name: only.name } : {}
      const filled = withFields(values, { ...found, ...typed, ...name })
      return page(context, person, about, filled, { passedOver })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'INPUT_INVALID') throw error
      const faults = [{ field: 'file', text: error.message }]
      return page(context, person, about, values, { faults })
    }
  }

  function page(
    context: Asked,
    person: PersonFile,
    about: FormSubject,
    values: FormValues,
    shown: {
      readonly faults?: readonly FieldFault[]
      readonly passedOver?: readonly string[]
      readonly preview?: ReturnType<typeof changeFacts>
    } = {},
  ): Response {
    const { subject, order, before } = about
    const { faults = [], passedOver = [], preview } = shown
    const orders = ordersOf(person, now())
    const verb = values.text('ends') !== '' ? 'End' : before ? 'Change' : 'Add'
    const article = before ? 'the' : 'a'
    const heading = `${verb} ${subject === 'attendance' && !before ? 'an' : article} ${subjectWords[subject]}`
    return show(
      context,
      {
        ...personFrame(person, 'rules', heading, { text: 'Rules', href: paths.rules(person.id) }),
        status: faults.length > 0 ? 422 : 200,
      },
      <RuleFormPage
        asking={context.get('asking')}
        action={paths.newRule(person.id)}
        again={paths.ruleForm(person.id)}
        heading={`${heading} for ${personName(person)}`}
        subject={subject}
        values={values}
        faults={faults}
        hidden={carried(values)}
        orders={
          order || orders.length === 1
            ? []
            : orders.map(({ id, orderType }) => ({ value: id, text: `${orderType} (${id})` }))
        }
        places={placesOf(person, now())}
        passedOver={passedOver}
        preview={preview}
      />,
    )
  }
}
