import { authoriseAbsence } from '../../src/app/incidents/authorise-absence.ts'
import { decideViolation } from '../../src/app/incidents/decide-violation.ts'
import { recordIncidentOutcome } from '../../src/app/incidents/incident-outcome.ts'
import { assignIncident, resolveIncident } from '../../src/app/incidents/work-incident.ts'
import type { Role } from '../../src/domain/roles.ts'
import { accountById } from '../../src/store/records/account-records.ts'
import { absencesOf } from '../../src/store/records/authorised-absences.ts'
import { incidentOutcomesOf } from '../../src/store/records/incident-outcome-records.ts'
import { actorOf, workAt } from './account-work.ts'
import { countedStretch, observation, sayIncident } from './incident.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const readers: readonly Role[] = ['probation-practitioner', 'monitoring-officer']
const practitioners: readonly Role[] = ['probation-practitioner']
/** While the town's wearers wore their devices. */
const AT = Date.parse('2026-01-07T20:00:00Z')
const MINUTE = 60_000
const view = { decision: 'excused', reason: 'work', text: '', revision: 1 }
const absence = { conditionId: '', reason: 'work', text: '' }
const range = { from: '2026-02-02', fromTime: '09:00', to: '2026-02-02', toTime: '17:00' }

/** Samples of the routes of incidents, violations and absences. */
export function incidentSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('probation-practitioner')
  const work = async () => {
    const account = await accountById(records, accountId)
    if (!account) throw new Error('There is no practitioner')
    return workAt(records, Date.now(), actorOf(account))
  }
  const incident = (deviceWearerId = facts.wearer) => {
    const within = { from: AT, to: AT + 30 * MINUTE }
    return sayIncident(records, {
      deviceWearerId,
      kind: 'curfew-left-during',
      ...within,
      counted: [countedStretch(within)],
      evidence: [observation(AT)],
    })
  }
  const on = async (
    act?: (work_: Awaited<ReturnType<typeof work>>, id: number) => Promise<void>,
  ) => {
    const id = await incident()
    await act?.(await work(), id)
    return id
  }
  const of = (id: number) => ({ accountId, incidentId: id })
  /** A button or form of an incident; `make` gives what it is done to. */
  const deed = (
    name: string,
    form: Record<string, string>,
    make: () => Promise<number> = incident,
    who: readonly Role[] = readers,
  ): Sample => ({
    who,
    status: 303,
    good: async () => ({ at: `/incidents/${await make()}/${name}`, sent: { form } }),
    outOfScope: { at: `/incidents/999999/${name}`, sent: { form }, subjects: [] },
    restricted: async () => ({
      at: `/incidents/${await incident(facts.restricted)}/${name}`,
      sent: { form },
      subjects: [facts.restricted],
      message: RESTRICTION,
    }),
  })
  const ofPerson = (page: string, more: Partial<Sample>, form?: Record<string, string>): Sample => {
    const sent = form && { sent: { form } }
    return {
      who: readers,
      good: { at: `/people/${facts.wearer}/${page}`, ...sent },
      outOfScope: {
        at: `/people/${facts.elsewhere}/${page}`,
        ...sent,
        subjects: [facts.elsewhere],
      },
      restricted: {
        at: `/people/${facts.restricted}/${page}`,
        ...sent,
        subjects: [facts.restricted],
        message: RESTRICTION,
      },
      ...more,
    }
  }
  const standingAbsence = async () => {
    const within = { from: AT, to: AT + 60 * MINUTE }
    const whose = { accountId, deviceWearerId: facts.wearer }
    await authoriseAbsence(await work(), whose, { ...absence, within })
    const standing = (await absencesOf(records, facts.wearer)).find(({ revoked }) => !revoked)
    return String(standing?.id)
  }
  let recorded = 0
  const outcome = { outcome: 'warning_letter', onDate: '2026-01-08', text: '' }
  return {
    'GET /incidents': {
      who: readers,
      good: async () => {
        await incident()
        await incident(facts.restricted)
        return {}
      },
    },
    'GET /incidents/:id': {
      who: readers,
      good: async () => ({ at: `/incidents/${await incident()}` }),
      outOfScope: { at: '/incidents/999999', subjects: [] },
      restricted: async () => ({
        at: `/incidents/${await incident(facts.restricted)}`,
        subjects: [facts.restricted],
        message: RESTRICTION,
      }),
    },
    'POST /incidents/:id/assign': deed('assign', { to: 'me' }),
    'POST /incidents/:id/release': deed('release', {}, () =>
      on((each, id) => assignIncident(each, of(id), 'me')),
    ),
    'POST /incidents/:id/note': deed('note', { note: 'Rang, and nobody answered' }),
    'POST /incidents/:id/resolve': deed('resolve', { resolution: 'dealt_with', revision: '1' }),
    'POST /incidents/:id/reopen': deed('reopen', { reopenText: 'They rang again' }, () =>
      on((each, id) =>
        resolveIncident(each, of(id), { reason: 'dealt_with', text: '', revision: 1 }),
      ),
    ),
    'POST /incidents/:id/decide': deed(
      'decide',
      { decision: 'excused', decisionReason: 'work', revision: '1' },
      incident,
      practitioners,
    ),
    'POST /incidents/:id/take-back': deed(
      'take-back',
      {},
      () => on((each, id) => decideViolation(each, of(id), view)),
      practitioners,
    ),
    'POST /incidents/:id/outcome': deed('outcome', {
      outcome: outcome.outcome,
      onDate: outcome.onDate,
    }),
    'POST /incidents/:id/revoke-outcome': {
      ...deed('revoke-outcome', {}),
      good: async () => {
        const id = await on((each, one) => recordIncidentOutcome(each, of(one), outcome))
        recorded = (await incidentOutcomesOf(records, id))[0]?.id ?? 0
        const form = { outcomeId: String(recorded), outcomeWhy: 'It was somebody else' }
        return { at: `/incidents/${id}/revoke-outcome`, sent: { form } }
      },
    },
    'GET /people/:id/violations': ofPerson('violations', {}),
    'GET /people/:id/absences': ofPerson('absences', {}),
    'POST /people/:id/absences': ofPerson(
      'absences',
      { who: practitioners, status: 303 },
      { ...absence, ...range },
    ),
    'POST /people/:id/absences/end': ofPerson(
      'absences/end',
      {
        who: practitioners,
        status: 303,
        good: async () => ({
          at: `/people/${facts.wearer}/absences/end`,
          sent: { form: { absence: await standingAbsence(), why: 'The job fell through' } },
        }),
      },
      { absence: '1', why: 'The job fell through' },
    ),
  }
}
