import { decideCase, type TypedView } from '../../app/review/decide-case.ts'
import { takeBackReview, whyNotTakeBack } from '../../app/review/take-back-review.ts'
import { AppError } from '../../domain/errors.ts'
import { whyNotDecide } from '../../domain/match-case.ts'
import { type Asked, type Route, type Told, tell } from '../../server/route.ts'
import {
  countedReviews,
  isReported,
  readableReviews,
} from '../../store/records/match-review-records.ts'
import { findRun } from '../../store/records/run-records.ts'
import { sharingOf } from '../../store/records/shared-matches.ts'
import { visibleChangesOfPair } from '../../store/records/visible-changes.ts'
import {
  restrictionOnCase,
  type VisibleMatchCase,
  visibleCasesOfCrime,
  visibleMatchCase,
} from '../../store/records/visible-match-cases.ts'
import { visibleMatch } from '../../store/records/visible-matches.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { Form } from '../components/form.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { lookedAgain } from '../looked-again.ts'
import { notShown } from '../not-shown.ts'
import { PAGE_ROWS } from '../page-of.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { type CaseFacts, CasePage } from './case-page.tsx'
import { DecideForm } from './decide-form.tsx'
import { GivenViews } from './given-views.tsx'
import { openingOf, openOpening, sealOpening } from './opening.ts'
import { SharingText } from './share-page.tsx'

const crumbs = [{ text: 'Review matches', href: paths.reviews }]
const MOST_CHANGES = 50

/** What somebody sent that could not be kept. */
interface Sent {
  readonly typed: TypedView
  readonly faults: readonly FieldFault[]
  /** Since when they are at it. */
  readonly beganAt: number
}

/** One match to look at, and what somebody makes of it. */
export function caseRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
    policy,
    signIn: { key },
  } = services
  return [
    {
      method: 'GET',
      path: paths.review(':id'),
      access: 'cases:review',
      audit: { action: 'consult', what: 'match reviews' },
      async handle(context) {
        const found = await caseOf(context)
        const facts = await factsOf(context, found)
        tell(context, toldOf(found, facts))
        return page(context, found, facts)
      },
    },
    {
      method: 'POST',
      path: paths.decide(':id'),
      access: 'cases:review',
      audit: { action: 'alter', what: 'match reviews' },
      async handle(context) {
        const found = await caseOf(context)
        const form = await formValues(context)
        const typed: TypedView = {
          decision: form.text('decision'),
          reason: form.text('reason'),
          remark: form.text('remark').replaceAll('\r\n', '\n'),
        }
        const accountId = accountIdOf(context)
        const opening = openOpening(key, { caseId: found.id, accountId }, form.text('opened'))
        if (!opening) {
          throw new AppError(
            'FORM_EXPIRED',
            'Cannot keep your view: the form is not of this page; load the page again and send it anew',
          )
        }
        const work = accountWork(context, services)
        const { faults } = await takeForm(
          () => decideCase(work, accountId, found.id, typed, opening, policy.review),
          'decision',
        )
        if (!faults) return context.redirect(doneAt(paths.review(found.id), 'view-kept'), 303)
        const facts = await factsOf(context, found)
        await lookedAgain(context, services, 'match reviews', toldOf(found, facts))
        return page(context, found, facts, { typed, faults, beganAt: opening.beganAt })
      },
    },
    {
      method: 'POST',
      path: paths.takeBackReview(':id'),
      access: 'cases:review',
      audit: { action: 'alter', what: 'match reviews' },
      async handle(context) {
        const { id } = await caseOf(context)
        const work = accountWork(context, services)
        await takeBackReview(work, accountIdOf(context), id, policy.review)
        return context.redirect(doneAt(paths.review(id), 'view-taken-back'), 303)
      },
    },
  ]

  /** @throws AppError NOT_FOUND or RESTRICTED. */
  async function caseOf(context: Asked): Promise<VisibleMatchCase> {
    const id = wholeNumber(context.req.param('id'))
    const asked = { accountId: accountIdOf(context), at: now() }
    const found = id === undefined ? undefined : await visibleMatchCase(records, asked, id)
    if (found) return found
    const restriction = id === undefined ? undefined : await restrictionOnCase(records, asked, id)
    throw notShown(restriction)
  }

  async function factsOf(context: Asked, found: VisibleMatchCase): Promise<CaseFacts> {
    const asked = { accountId: accountIdOf(context), at: now() }
    const { standing } = found
    const match = standing && (await visibleMatch(records, asked, standing))
    const run = standing && (await findRun(records, standing.runId))
    const near = await visibleCasesOfCrime(records, asked, found.crimeId, PAGE_ROWS)
    return {
      match,
      radiusMetres: Number(run?.parameters['radiusMetres']),
      others: near.filter(({ id }) => id !== found.id),
      changes: await visibleChangesOfPair(records, asked, found, MOST_CHANGES),
    }
  }

  async function page(context: Asked, found: VisibleMatchCase, facts: CaseFacts, sent?: Sent) {
    const asking = context.get('asking')
    const accountId = accountIdOf(context)
    const at = now()
    const { role } = asking.actor
    const counted = await countedReviews(records, found.id)
    const reviews = await readableReviews(records, accountId, found.id)
    const own = counted.some((review) => review.accountId === accountId)
    const reported = own && (await isReported(records, found.id))
    const canTakeBack =
      found.evidenceChangedAt === undefined &&
      whyNotTakeBack(counted, { accountId, now: at, reported }) === undefined
    const shared = await sharingOf(records, found.id)
    const not = whyNotDecide(found.phase, counted, { accountId, role })
    const opening = openingOf(found, sent?.beganAt ?? at)
    const notice = sent ? (
      <ErrorSummary faults={sent.faults} />
    ) : (
      <DoneNotice done={context.req.query('done')} />
    )
    return show(
      context,
      {
        title: `Wearer ${found.deviceWearerId} and crime ${found.crime.crimeReference}`,
        crumbs,
        section: paths.reviews,
        status: sent ? 422 : 200,
      },
      <CasePage found={found} facts={facts} notice={notice}>
        <GivenViews reviews={reviews} />
        {canTakeBack && (
          <Form
            asking={asking}
            action={paths.takeBackReview(found.id)}
            button="Take my view back"
            kind="secondary"
          />
        )}
        {not === undefined ? (
          <DecideForm
            asking={asking}
            caseId={found.id}
            opened={sealOpening(key, { caseId: found.id, accountId }, opening)}
            stands={found.standing !== undefined}
            typed={sent?.typed}
            faults={sent?.faults ?? []}
          />
        ) : (
          <p class="govuk-body">{not}.</p>
        )}
        {(found.phase === 'qualified' || shared) && <SharingText shared={shared} />}
        {(found.phase === 'qualified' || shared) &&
          asking.actor.permissions.has('matches:share') && (
            <p class="govuk-body">
              <a class="govuk-link" href={paths.shareMatch(found.id)}>
                {shared?.isTold
                  ? 'Do not tell whoever supervises the wearer any more'
                  : 'Let whoever supervises the wearer be told'}
              </a>
            </p>
          )}
        {found.phase === 'qualified' && asking.actor.permissions.has('reports:draft') && (
          <p class="govuk-body">
            <a class="govuk-link" href={paths.draftAlert(found.crimeId)}>
              Draft an alert about this crime
            </a>
          </p>
        )}
      </CasePage>,
    )
  }
}

/** Whose data the page holds: those near at the same crime are named on it too. */
function toldOf(found: VisibleMatchCase, { match, others }: CaseFacts): Told {
  const { window } = found.crime
  return {
    subjects: [
      ...new Set([found.deviceWearerId, ...others.map(({ deviceWearerId }) => deviceWearerId)]),
    ],
    interval: { from: window.from, to: window.to + 1 },
    count: match?.inRadius.length ?? 0,
    details: { case: found.id },
  }
}
