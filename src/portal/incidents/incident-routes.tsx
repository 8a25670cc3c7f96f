import type { AccountWork } from '../../app/accounts/account-work.ts'
import { decideViolation, takeBackDecision } from '../../app/incidents/decide-violation.ts'
import { recordIncidentOutcome, revokeOutcome } from '../../app/incidents/incident-outcome.ts'
import type { OnIncident } from '../../app/incidents/on-incident.ts'
import {
  assignIncident,
  noteIncident,
  releaseIncident,
  reopenIncident,
  resolveIncident,
} from '../../app/incidents/work-incident.ts'
import type { Permission } from '../../domain/roles.ts'
import { type Asked, type Route, type Told, tell } from '../../server/route.ts'
import {
  restrictionOnIncident,
  type VisibleIncident,
  visibleIncident,
} from '../../store/records/visible-incidents.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { DoneNotice } from '../components/notice.tsx'
import { type Done, doneAt } from '../dones.ts'
import { devicesBehind, Freshness } from '../feeds/freshness.tsx'
import { type FormValues, formValues } from '../form-values.ts'
import { lookedAgain } from '../looked-again.ts'
import { notShown } from '../not-shown.ts'
import { type IncidentDeed, paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { type IncidentFile, readIncidentFile } from './incident-file.ts'
import { IncidentPage, incidentTitle } from './incident-page.tsx'
import { NOTHING_SENT, type SentForm } from './sent-form.ts'

/** What a form of the page does, and what the page says when it is done. */
interface Deed {
  readonly access: Permission
  /** As the audit calls what it alters. */
  readonly what: string
  readonly done: Done
  /** Where a fault is told that is about no field. */
  readonly elsewhere: string
  readonly work: (work: AccountWork, on: OnIncident, form: FormValues) => Promise<void>
}

const seen = ({ text }: FormValues) => wholeNumber(text('revision'))
const words = ({ text }: FormValues, name: string) => text(name).replaceAll('\r\n', '\n')
const working = { access: 'incidents:work', what: 'incidents' } as const
const deciding = { access: 'violations:decide', what: 'violation decisions' } as const
const recording = { access: 'incidents:work', what: 'incident outcomes' } as const

const deeds: Readonly<Record<IncidentDeed, Deed>> = {
  assign: {
    ...working,
    done: 'incident-assigned',
    elsewhere: 'to',
    work: (work, on, form) => assignIncident(work, on, form.text('to')),
  },
  release: {
    ...working,
    done: 'incident-released',
    elsewhere: 'to',
    work: releaseIncident,
  },
  note: {
    ...working,
    done: 'note-kept',
    elsewhere: 'note',
    work: (work, on, form) => noteIncident(work, on, words(form, 'note')),
  },
  resolve: {
    ...working,
    done: 'incident-resolved',
    elsewhere: 'resolution',
    work: (work, on, form) =>
      resolveIncident(work, on, {
        reason: form.text('resolution'),
        text: words(form, 'resolutionText'),
        revision: seen(form),
      }),
  },
  reopen: {
    ...working,
    done: 'incident-reopened',
    elsewhere: 'reopenText',
    work: (work, on, form) => reopenIncident(work, on, words(form, 'reopenText')),
  },
  decide: {
    ...deciding,
    done: 'violation-decided',
    elsewhere: 'decision',
    work: (work, on, form) =>
      decideViolation(work, on, {
        decision: form.text('decision'),
        reason: form.text('decisionReason'),
        text: words(form, 'decisionText'),
        revision: seen(form),
      }),
  },
  'take-back': {
    ...deciding,
    done: 'violation-taken-back',
    elsewhere: 'why',
    work: (work, on, form) => takeBackDecision(work, on, words(form, 'why')),
  },
  outcome: {
    ...recording,
    done: 'outcome-recorded',
    elsewhere: 'outcome',
    work: (work, on, form) =>
      recordIncidentOutcome(work, on, {
        outcome: form.text('outcome'),
        onDate: form.text('onDate'),
        text: words(form, 'outcomeText'),
      }),
  },
  'revoke-outcome': {
    ...recording,
    done: 'outcome-revoked',
    elsewhere: 'outcomeId',
    work: (work, on, form) =>
      revokeOutcome(work, on, {
        outcomeId: wholeNumber(form.text('outcomeId')),
        why: form.text('outcomeWhy'),
      }),
  },
}

/** One incident, and everything that people do about it. */
export function incidentRoutes(services: PortalServices): Route[] {
  const {
    folder: { records },
    show,
    now,
    policy,
  } = services
  return [
    {
      method: 'GET',
      path: paths.incident(':id'),
      access: 'incidents:read',
      audit: { action: 'consult', what: 'incidents' },
      async handle(context) {
        const file = await fileOf(context, await incidentOf(context))
        tell(context, toldOf(file))
        const back = context.req.query('back')
        return page(context, file, {
          ...NOTHING_SENT,
          typed: (name) => (name === 'back' ? back : undefined),
        })
      },
    },
    ...Object.entries(deeds).map(
      ([name, deed]): Route => ({
        method: 'POST',
        path: paths.incidentDeed(':id', name as IncidentDeed),
        access: deed.access,
        audit: { action: 'alter', what: deed.what },
        handle: (context) => handleDeed(context, deed),
      }),
    ),
  ]

  async function handleDeed(context: Asked, deed: Deed): Promise<Response> {
    const found = await incidentOf(context)
    const form = await formValues(context)
    const work = accountWork(context, services)
    const on = { accountId: accountIdOf(context), incidentId: found.id }
    const { faults } = await takeForm(() => deed.work(work, on, form), deed.elsewhere)
    if (!faults) return context.redirect(doneAt(afterDeed(found, form), deed.done), 303)
    const file = await fileOf(context, found)
    await lookedAgain(context, services, 'incidents', toldOf(file))
    return page(context, file, { typed: (field) => form.typed(field), faults })
  }

  /** @throws AppError NOT_FOUND or RESTRICTED. */
  async function incidentOf(context: Asked): Promise<VisibleIncident> {
    const id = wholeNumber(context.req.param('id'))
    const asked = { accountId: accountIdOf(context), at: now() }
    const found = id === undefined ? undefined : await visibleIncident(records, asked, id)
    if (found) return found
    throw notShown(id === undefined ? undefined : await restrictionOnIncident(records, asked, id))
  }

  function fileOf(context: Asked, found: VisibleIncident): Promise<IncidentFile> {
    return readIncidentFile(services, { accountId: accountIdOf(context), at: now() }, found)
  }

  async function page(context: Asked, file: IncidentFile, sent: SentForm): Promise<Response> {
    const late = await devicesBehind(services, file.found.deviceWearerId)
    const isRefused = sent.faults.length > 0
    return show(
      context,
      {
        title: incidentTitle(file.found),
        crumbs: [{ text: 'Incidents', href: paths.incidents }],
        section: paths.incidents,
        status: isRefused ? 422 : 200,
      },
      <IncidentPage
        asking={context.get('asking')}
        file={file}
        policy={policy.monitoring}
        now={now()}
        sent={sent}
        notice={
          <>
            {isRefused ? (
              <ErrorSummary faults={sent.faults} />
            ) : (
              <DoneNotice done={context.req.query('done')} />
            )}
            <Freshness late={late} now={now()} />
          </>
        }
      />,
    )
  }
}

/** Where whoever did something goes on: whoever came to decide one violation after another, to the next. */
function afterDeed({ id, deviceWearerId }: VisibleIncident, form: FormValues): string {
  return form.text('back') === 'compliance' && deviceWearerId !== undefined
    ? paths.compliance(deviceWearerId)
    : paths.incident(id)
}

/** Whose positions of which time the page shows. */
function toldOf({ found, shown }: IncidentFile): Told {
  return {
    subjects: found.deviceWearerId === undefined ? [] : [found.deviceWearerId],
    ...(shown && { interval: shown.within }),
    count: shown?.positions.length ?? 0,
    details: { incident: found.id, revision: found.revision },
  }
}
