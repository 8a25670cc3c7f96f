import { sendAgain } from '../../app/send-replies.ts'
import { batchIdParts } from '../../domain/batch-id.ts'
import { nothingHere } from '../../domain/errors.ts'
import { type Route, tell } from '../../server/route.ts'
import { comparisonsOf, newestRunState } from '../../store/records/attempt-comparisons.ts'
import {
  attemptCrimes,
  attemptIssues,
  attemptTypes,
  correctedRows,
} from '../../store/records/attempt-rows.ts'
import { repliesOf } from '../../store/records/reply-records.ts'
import { attemptsOfBatch, visibleAttemptOfImport } from '../../store/records/visible-attempts.ts'
import { accountWork } from '../account-work.ts'
import { doneAt } from '../dones.ts'
import { PAGE_ROWS, pageOf } from '../page-of.ts'
import { paths, within } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { AttemptPage } from './attempt-page.tsx'
import { attemptName } from './attempt-words.ts'
import { AttemptCrimesPage } from './crimes-page.tsx'
import { findAttempt } from './find-attempt.ts'

const crumbs = [{ text: 'Ingestion', href: paths.attempts }]
const limit = PAGE_ROWS + 1
/** Files of one batch that a page names; nobody sends as many. */
const MOST_SIBLINGS = 50

/** One attempt, its crimes, and where what was known by its import leads. */
export function attemptRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
  } = services
  return [
    {
      method: 'GET',
      path: paths.attempt(':id'),
      access: 'crimes:read',
      audit: { action: 'consult', what: 'ingestion attempt' },
      async handle(context) {
        const attempt = await findAttempt(records, context)
        const accountId = accountIdOf(context)
        const asked = { accountId, attemptId: attempt.id }
        const after = wholeNumber(context.req.query('after'))
        const { shown, last } = pageOf(await attemptIssues(records, asked, { after, limit }))
        const { importId, batchId } = attempt
        const comparisons =
          importId === undefined
            ? undefined
            : await comparisonsOf(records, { accountId, at: now() }, [importId])
        const siblings = batchId
          ? await attemptsOfBatch(records, accountId, batchIdParts(batchId).stem, {
              except: attempt.id,
              limit: MOST_SIBLINGS,
            })
          : []
        tell(context, { subjects: [], count: shown.length, details: { attempt: attempt.id } })
        const path = paths.attempt(attempt.id)
        return show(
          context,
          { title: attemptName(attempt), crumbs, section: paths.attempts },
          <AttemptPage
            asking={context.get('asking')}
            attempt={attempt}
            comparison={importId === undefined ? undefined : comparisons?.get(importId)}
            run={await newestRunState(records)}
            types={await attemptTypes(records, asked)}
            corrected={attempt.refused > 0 ? await correctedRows(records, asked) : 0}
            siblings={siblings}
            replies={attempt.channel === 'email' ? await repliesOf(records, attempt.id) : []}
            done={context.req.query('done')}
            issues={shown}
            first={after === undefined ? undefined : path}
            next={last && within(path, { after: last.ordinal })}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.attemptCrimes(':id'),
      access: 'crimes:read',
      audit: { action: 'consult', what: 'crimes' },
      async handle(context) {
        const attempt = await findAttempt(records, context)
        const asked = { accountId: accountIdOf(context), attemptId: attempt.id }
        const after = wholeNumber(context.req.query('after'))
        const { shown, last } = pageOf(await attemptCrimes(records, asked, { after, limit }))
        tell(context, { subjects: [], count: shown.length, details: { attempt: attempt.id } })
        const path = paths.attemptCrimes(attempt.id)
        const name = attemptName(attempt)
        const there = [...crumbs, { text: name, href: paths.attempt(attempt.id) }]
        return show(
          context,
          { title: `Crimes of ${name}`, crumbs: there, section: paths.attempts },
          <AttemptCrimesPage
            name={name}
            crimes={shown}
            first={after === undefined ? undefined : path}
            next={last && within(path, { after: last.row })}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.attemptReplies(':id'),
      access: 'crime-batches:write',
      audit: { action: 'alter', what: 'replies' },
      async handle(context) {
        const { id } = await findAttempt(records, context)
        await sendAgain(accountWork(context, services), id)
        return context.redirect(doneAt(paths.attempt(id), 'reply-awoken'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.batch(':id'),
      access: 'crimes:read',
      audit: 'nothing personal',
      async handle(context) {
        const importId = wholeNumber(context.req.param('id'))
        const id =
          importId === undefined
            ? undefined
            : await visibleAttemptOfImport(records, accountIdOf(context), importId)
        if (id === undefined) throw nothingHere()
        return context.redirect(paths.attempt(id), 303)
      },
    },
  ]
}
