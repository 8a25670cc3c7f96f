import { discardDraft } from '../../app/rules/draft-rule.ts'
import { findDraft } from '../../app/rules/find-draft.ts'
import { publishDraft } from '../../app/rules/publish-draft.ts'
import { beginTrial, runTrial } from '../../app/rules/run-trial.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { type RuleDraft, visibleRuleDrafts } from '../../store/records/rule-drafts.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { askedPerson, personFrame } from '../people/person-frame.ts'
import { personName } from '../people/person-name.ts'
import { accountIdOf, type PortalServices, viewerOf } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { DraftPage } from './draft-page.tsx'
import { ruleFormRoutes } from './form-routes.tsx'
import { changeTitle } from './rule-words.ts'
import { RulesPage } from './rules-page.tsx'
import { isTrying } from './trial.tsx'

const REFRESH_SECONDS = 3
const MOST_DRAFTS = 20
const alters = { access: 'rules:publish', audit: { action: 'alter', what: 'rules' } } as const

/** What holds of somebody, and changes of it from a draft to the next version of their order. */
export function ruleRoutes(services: PortalServices): Route[] {
  const { folder, show, now, policy } = services
  const { records } = folder
  const idOf = (context: Asked) => wholeNumber(context.req.param('id'))
  const mayChange = (context: Asked) => context.get('asking').actor.permissions.has('rules:publish')
  return [
    {
      method: 'GET',
      path: paths.rules(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'rules' },
      async handle(context) {
        const person = await askedPerson(context, services)
        const viewer = viewerOf(context, services)
        const drafts = await visibleRuleDrafts(records, viewer, person.id, MOST_DRAFTS)
        tell(context, { subjects: [person.id] })
        return show(
          context,
          personFrame(person, 'rules', `Rules of ${personName(person)}`),
          <RulesPage
            person={person}
            drafts={drafts}
            now={now()}
            changes={mayChange(context)}
            done={context.req.query('done')}
          />,
        )
      },
    },
    ...ruleFormRoutes(services),
    {
      method: 'GET',
      path: paths.ruleDraft(':id'),
      access: 'people:read',
      audit: { action: 'consult', what: 'rules' },
      async handle(context) {
        const found = await findDraft(records, viewerOf(context, services), idOf(context))
        const { draft, person } = found
        tell(context, { subjects: [person.id], details: { draft: draft.id } })
        if (draft.trial && isTrying(draft.trial, now())) {
          context.header('Refresh', `${REFRESH_SECONDS}; url=${paths.ruleDraft(draft.id)}`)
        }
        return draftPage(context, found)
      },
    },
    {
      method: 'POST',
      path: paths.ruleDraftDeed(':id', 'try'),
      ...alters,
      async handle(context) {
        const work = accountWork(context, services)
        const trial = await beginTrial(work, folder.archive, accountIdOf(context), idOf(context))
        // It says of itself that it failed; whoever waits for it sees that.
        runTrial(folder, trial, policy.monitoring, now).catch(() => undefined)
        return context.redirect(paths.ruleDraft(trial.draft.id), 303)
      },
    },
    {
      method: 'POST',
      path: paths.ruleDraftDeed(':id', 'publish'),
      ...alters,
      async handle(context) {
        const remark = (await formValues(context)).text('untried').slice(0, 500)
        const work = accountWork(context, services)
        const taken = await takeForm(
          () => publishDraft(work, accountIdOf(context), idOf(context), remark),
          'untried',
        )
        if (taken.faults) return faulty(context, taken.faults, remark)
        services.monitoring?.rulesChanged([taken.done.id])
        return context.redirect(doneAt(paths.rules(taken.done.id), 'rule-published'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.ruleDraftDeed(':id', 'discard'),
      ...alters,
      async handle(context) {
        const remark = (await formValues(context)).text('remark').slice(0, 500)
        const work = accountWork(context, services)
        const taken = await takeForm(
          () => discardDraft(work, accountIdOf(context), idOf(context), remark),
          'remark',
        )
        if (taken.faults) return faulty(context, taken.faults, remark)
        return context.redirect(doneAt(paths.rules(taken.done.id), 'rule-discarded'), 303)
      },
    },
  ]

  async function faulty(
    context: Asked,
    faults: readonly FieldFault[],
    remark: string,
  ): Promise<Response> {
    const found = await findDraft(records, viewerOf(context, services), idOf(context))
    return draftPage(context, found, faults, remark)
  }

  function draftPage(
    context: Asked,
    { draft, person }: { draft: RuleDraft; person: PersonFile },
    faults: readonly FieldFault[] = [],
    remark?: string,
  ): Response {
    return show(
      context,
      {
        ...personFrame(person, 'rules', changeTitle(draft.change), {
          text: 'Rules',
          href: paths.rules(person.id),
        }),
        status: faults.length > 0 ? 422 : 200,
      },
      <DraftPage
        asking={context.get('asking')}
        draft={draft}
        person={person}
        now={now()}
        decides={mayChange(context)}
        faults={faults}
        {...(remark !== undefined && { remark })}
        done={context.req.query('done')}
      />,
    )
  }
}
