import { findByCrn } from '../../app/people/find-by-crn.ts'
import { seeAttention, showAttentionAgain } from '../../app/people/seen-attention.ts'
import { parseInstant } from '../../domain/instant-text.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { noteViewed } from '../../store/records/viewed-people.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { Freshness } from '../feeds/freshness.tsx'
import { formValues } from '../form-values.ts'
import { NOTHING_SENT, type SentForm } from '../incidents/sent-form.ts'
import { lookedAgain } from '../looked-again.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices, viewerOf } from '../portal-services.ts'
import { readPersonShown } from './person-file.ts'
import { askedPerson, personFrame } from './person-frame.ts'
import { personName } from './person-name.ts'
import { PersonPage } from './person-page.tsx'

const what = 'device wearer'
const MINUTE = 60_000

/** One person: their page, that somebody has seen why they need attention, and the way to them by CRN. */
export function personRoutes(services: PortalServices): Route[] {
  const { folder, show } = services
  const { records } = folder
  return [
    {
      method: 'GET',
      path: paths.person(':id'),
      access: 'people:read',
      audit: { action: 'consult', what },
      async handle(context) {
        const person = await askedPerson(context, services)
        tell(context, { subjects: [person.id], count: 1 })
        await noteViewed(records, viewerOf(context, services), person.id)
        return page(context, person, NOTHING_SENT)
      },
    },
    {
      method: 'POST',
      path: paths.seenAttention(':id'),
      access: 'notes:write',
      audit: { action: 'alter', what: 'attention' },
      async handle(context) {
        const person = await askedPerson(context, services)
        const form = await formValues(context)
        const of = { accountId: accountIdOf(context), deviceWearerId: person.id }
        const work = accountWork(context, services)
        if (form.text('again') === 'yes') {
          await showAttentionAgain(work, of)
          return context.redirect(doneAt(paths.person(person.id), 'attention-again'), 303)
        }
        const seen = {
          until: parseInstant(form.text('until')) ?? work.now,
          note: form.text('note').replaceAll('\r\n', '\n'),
        }
        const { faults } = await takeForm(() => seeAttention(work, of, seen), 'note')
        if (faults) {
          await lookedAgain(context, services, what, { subjects: [person.id], count: 1 })
          return page(context, person, { typed: form.typed, faults })
        }
        return context.redirect(doneAt(paths.person(person.id), 'attention-seen'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.personByCrn(':crn'),
      access: 'people:read',
      audit: { action: 'search', what },
      async handle(context) {
        const id = await findByCrn(
          records,
          viewerOf(context, services),
          context.req.param('crn') ?? '',
        )
        tell(context, { subjects: [id], count: 1 })
        return context.redirect(paths.person(id), 303)
      },
    },
  ]

  async function page(context: Asked, person: PersonFile, sent: SentForm): Promise<Response> {
    const viewer = viewerOf(context, services)
    const asking = context.get('asking')
    const shown = await readPersonShown(services, viewer, person, (name) => context.req.query(name))
    const since = viewer.at - services.policy.monitoring.freshMinutes * MINUTE
    const late = [...shown.health.values()].flatMap(({ deviceId, heardAt }) =>
      heardAt !== undefined && heardAt < since
        ? [{ what: `device ${deviceId}`, lastHeardAt: heardAt }]
        : [],
    )
    return show(
      context,
      {
        ...personFrame(person, 'overview', personName(person)),
        status: sent.faults.length > 0 ? 422 : 200,
      },
      <>
        <Freshness late={late} now={viewer.at} />
        <PersonPage
          asking={asking}
          shown={shown}
          now={viewer.at}
          sent={sent}
          done={context.req.query('done')}
        />
      </>,
    )
  }
}
