import { varyOrder } from '../../app/rules/vary-order.ts'
import { nothingHere } from '../../domain/errors.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { orderVersions } from '../../store/records/order-version-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { type FormValues, formOf, formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { orderTypeText } from '../people/order-text.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { orderFields, readOrder } from './variation-fields.ts'
import { VariationPage } from './variation-page.tsx'

/** Changing an order itself: a form of all it says, and the version that it makes. */
export function variationRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
  } = services
  const path = paths.varyOrder(':id', ':order')
  return [
    {
      method: 'GET',
      path,
      access: 'rules:publish',
      audit: { action: 'consult', what: 'orders' },
      async handle(context) {
        const found = await orderOf(context, wholeNumber(context.req.query('as')))
        tell(context, { subjects: [found.person.id] })
        return page(context, found, formOf(orderFields(found.base)))
      },
    },
    {
      method: 'POST',
      path,
      access: 'rules:publish',
      audit: { action: 'alter', what: 'orders' },
      async handle(context) {
        const values = await formValues(context)
        const found = await orderOf(context, wholeNumber(values.text('as')))
        const { order, faults } = readOrder(found.base, values)
        if (faults.length > 0) return page(context, found, values, faults)
        const version = wholeNumber(values.text('version'))
        const work = accountWork(context, services)
        const why = values.text('why').slice(0, 500)
        const taken = await takeForm(
          () => varyOrder(work, accountIdOf(context), { order, version, why }),
          'why',
        )
        if (taken.faults) return page(context, found, values, taken.faults)
        services.monitoring?.rulesChanged([taken.done.id])
        return context.redirect(doneAt(paths.order(taken.done.id), 'order-kept'), 303)
      },
    },
  ]

  /** @throws AppError NOT_FOUND where the person has no such order, or there is no such version of it. */
  async function orderOf(context: Asked, as: number | undefined) {
    const person = await askedPerson(context, services)
    const order = person.monitoringOrders.find(({ id }) => id === context.req.param('order'))
    if (!order) throw nothingHere()
    const versions = (await orderVersions(records, person.id)).filter(
      ({ orderId }) => orderId === order.id,
    )
    const earlier =
      as === undefined
        ? undefined
        : versions.find(({ version, erased }) => version === as && !erased)
    if (as !== undefined && !earlier) throw nothingHere()
    const base = earlier?.whole.order ?? order
    return { person, order, base, as, version: versions.at(-1)?.version }
  }

  function page(
    context: Asked,
    { person, order, base, as, version }: Awaited<ReturnType<typeof orderOf>>,
    values: FormValues,
    faults: readonly FieldFault[] = [],
  ): Response {
    const name = personName(person)
    const heading = `Change an order of ${name}: ${orderTypeText(order.orderType)}`
    // What was typed against an older version is told so, and stays typed.
    const against = faults.length > 0 ? wholeNumber(values.text('version')) : version
    return show(
      context,
      {
        ...personFrame(person, 'order', `Change an order of ${name}`, {
          text: 'Orders',
          href: paths.order(person.id),
        }),
        status: faults.length > 0 ? 422 : 200,
      },
      <VariationPage
        asking={context.get('asking')}
        action={paths.varyOrder(person.id, order.id)}
        heading={heading}
        base={base}
        as={as}
        version={against}
        zones={person.zones}
        values={values}
        faults={faults}
        rules={paths.rules(person.id)}
      />,
    )
  }
}
