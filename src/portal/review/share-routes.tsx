import { shareMatch, stopSharing } from '../../app/review/share-match.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { sharingOf } from '../../store/records/shared-matches.ts'
import {
  restrictionOnCase,
  type VisibleMatchCase,
  visibleMatchCase,
} from '../../store/records/visible-match-cases.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { NOTHING_SENT, type SentForm } from '../incidents/sent-form.ts'
import { lookedAgain } from '../looked-again.ts'
import { notShown } from '../not-shown.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { SharePage } from './share-page.tsx'

const what = 'shared matches'

/** Letting supervisors know that a match was qualified, and no more of it; or not any more. */
export function shareRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.shareMatch(':id'),
      access: 'matches:share',
      audit: { action: 'consult', what },
      async handle(context) {
        const found = await caseOf(context)
        tell(context, toldOf(found))
        return page(context, found, NOTHING_SENT)
      },
    },
    {
      method: 'POST',
      path: paths.shareMatch(':id'),
      access: 'matches:share',
      audit: { action: 'alter', what },
      async handle(context) {
        const found = await caseOf(context)
        const form = await formValues(context)
        const why = form.text('why').replaceAll('\r\n', '\n')
        const ends = form.text('end') === 'yes'
        const work = accountWork(context, services)
        const act = ends ? stopSharing : shareMatch
        const { faults } = await takeForm(
          () => act(work, accountIdOf(context), found.id, why),
          'why',
        )
        if (!faults) {
          const done = ends ? 'match-unshared' : 'match-shared'
          return context.redirect(doneAt(paths.review(found.id), done), 303)
        }
        await lookedAgain(context, services, what, toldOf(found))
        return page(context, found, { typed: form.typed, faults })
      },
    },
  ]

  /** @throws AppError NOT_FOUND or RESTRICTED. */
  async function caseOf(context: Asked): Promise<VisibleMatchCase> {
    const id = wholeNumber(context.req.param('id'))
    const asked = { accountId: accountIdOf(context), at: now() }
    const found = id === undefined ? undefined : await visibleMatchCase(records, asked, id)
    if (found) return found
    throw notShown(id === undefined ? undefined : await restrictionOnCase(records, asked, id))
  }

  async function page(context: Asked, found: VisibleMatchCase, sent: SentForm) {
    const title = 'Whoever supervises this wearer'
    return show(
      context,
      {
        title,
        crumbs: [
          { text: 'Review matches', href: paths.reviews },
          { text: `Wearer ${found.deviceWearerId}`, href: paths.review(found.id) },
        ],
        section: paths.reviews,
        status: sent.faults.length > 0 ? 422 : 200,
      },
      <SharePage
        asking={context.get('asking')}
        title={title}
        found={found}
        shared={await sharingOf(records, found.id)}
        sent={sent}
      />,
    )
  }
}

function toldOf({ id, deviceWearerId }: VisibleMatchCase) {
  return { subjects: [deviceWearerId], count: 1, details: { case: id } }
}
