import { prepareHandOver } from '../../src/app/hand-over/hand-over.ts'
import type { Role } from '../../src/domain/roles.ts'
import { formOf } from '../../src/portal/form-values.ts'
import { readHandOver } from '../../src/portal/hand-over/typed-hand-over.ts'
import { conditionText } from '../../src/portal/people/order-text.ts'
import { insertHandOver } from '../../src/store/records/hand-over-records.ts'
import { insertNote } from '../../src/store/records/person-note-records.ts'
import type { Sample } from './route-samples.ts'
import type { ServedSurfaces } from './served-surfaces.ts'
import { RESTRICTION, type TownFacts } from './town-facts.ts'

const senders: readonly Role[] = ['probation-practitioner']
const administrators: readonly Role[] = ['administrator']
const writers: readonly Role[] = ['probation-practitioner', 'monitoring-officer']

/** Samples of the routes of notes and hand-overs. */
export function noteSamples(served: ServedSurfaces, facts: TownFacts): Record<string, Sample> {
  const { records } = served.folder
  const { accountId } = served.client('probation-practitioner')
  const note = (deviceWearerId: string) =>
    insertNote(records, {
      ...{ deviceWearerId, text: 'Spoke to them', about: undefined, corrects: undefined },
      ...{ incidentId: undefined, position: undefined },
      writtenBy: accountId,
      writtenAt: Date.now(),
    })
  const ofPerson = (page: string, more: Partial<Sample>, form?: Record<string, string>): Sample => {
    const sent = form && { sent: { form } }
    const at = (id: string) => ({ at: `/people/${id}/${page}`, ...sent })
    return {
      who: writers,
      good: at(facts.wearer),
      outOfScope: { ...at(facts.elsewhere), subjects: [facts.elsewhere] },
      restricted: { ...at(facts.restricted), subjects: [facts.restricted], message: RESTRICTION },
      ...more,
    }
  }
  /** Hand-overs go somewhere, or go there no more. */
  const target = async (stands = true) => {
    await records.query('update case_record_targets set ended_at = now() where ended_at is null')
    const [row] = await records.query<{ id: bigint }>(
      `insert into case_record_targets (address, secret, sends_name, sends_picture, made_at, ended_at)
       values ('https://cases.example/', '', true, true, now(), case when $1 then null else now() end) returning id`,
      [stands],
    )
    return Number(row?.id)
  }
  let made = 0
  const handOver = async (deviceWearerId: string, state = 'sent') => {
    made += 1
    const coded = { code: 'NO_ACTION', label: 'No action needed' }
    const contents = {
      ...{ version: 1, madeAt: '2026-01-07T20:00:00Z', contactAt: '2026-01-07T20:00:00Z' },
      ...{ person: { deviceWearerId, crn: null }, by: { username: 'p', name: 'P' } },
      ...{ contactType: coded, outcome: coded, suspectedBreach: null, incident: null },
      ...{ description: 'Rang', notes: [], alert: false, visorExtract: false, sensitive: false },
    }
    const id = await insertHandOver(records, {
      targetId: await target(),
      of: { deviceWearerId, contents: JSON.stringify(contents), seal: `sample ${made}` },
      madeBy: accountId,
      madeAt: Date.now(),
    })
    await records.query('update hand_overs set state = $2 where id = $1', [id, state])
    return id
  }
  const ofHandOver = (page: string, state: string, more: Partial<Sample>): Sample => ({
    ...{ who: writers, ...more },
    good: async () => ({
      at: `/people/${facts.wearer}/hand-overs/${await handOver(facts.wearer, state)}${page}`,
      ...(page !== '' && { sent: { form: {} } }),
    }),
    outOfScope: {
      at: `/people/${facts.elsewhere}/hand-overs/1${page}`,
      ...(page !== '' && { sent: { form: {} } }),
      subjects: [facts.elsewhere],
    },
    restricted: async () => ({
      at: `/people/${facts.restricted}/hand-overs/${await handOver(facts.restricted, state)}${page}`,
      ...(page !== '' && { sent: { form: {} } }),
      subjects: [facts.restricted],
      message: RESTRICTION,
    }),
  })
  const sent = {
    ...{ contactType: 'PROGRESS', at: '2026-01-07', atTime: '20:00', breach: 'none' },
    ...{ outcome: 'NO_ACTION', description: 'They kept every curfew' },
  }
  return {
    'GET /people/:id/hand-overs': ofPerson('hand-overs', {}),
    'GET /people/:id/hand-overs/new': ofPerson('hand-overs/new', { who: senders }),
    'POST /people/:id/hand-overs/preview': ofPerson('hand-overs/preview', { who: senders }, sent),
    'POST /people/:id/hand-overs/new': {
      ...ofPerson('hand-overs/new', { who: senders, status: 303 }, sent),
      good: async () => {
        await target()
        const form = formOf(sent)
        const read = readHandOver(form)
        if ('faults' in read) throw new Error('The sample cannot be sent')
        const { seal } = await prepareHandOver(
          { records, now: Date.now() },
          { archive: served.folder.archive, ground: {}, conditionText },
          { accountId, deviceWearerId: facts.wearer },
          read.asked,
        )
        return {
          at: `/people/${facts.wearer}/hand-overs/new`,
          sent: { form: { ...sent, seen: seal } },
        }
      },
    },
    'GET /people/:id/hand-overs/:handOver': ofHandOver('', 'sent', {}),
    'POST /people/:id/hand-overs/:handOver/wake': ofHandOver('/wake', 'dead', {
      who: senders,
      status: 303,
    }),
    'GET /hand-overs': {
      who: senders,
      good: async () => {
        await handOver(facts.wearer, 'dead')
        await handOver(facts.restricted, 'dead')
        return {}
      },
    },
    'GET /case-record': { who: administrators },
    'POST /case-record': {
      who: administrators,
      good: async () => {
        await target(false)
        return { sent: { form: { address: 'https://cases.example/', sends: 'picture' } } }
      },
    },
    'POST /case-record/try': {
      who: administrators,
      status: 303,
      good: async () => {
        await target()
        return { sent: { form: {} } }
      },
    },
    'POST /case-record/end': {
      who: administrators,
      status: 303,
      good: async () => {
        await target()
        return { sent: { form: {} } }
      },
    },
    'POST /case-record/wake': {
      who: administrators,
      status: 303,
      good: async () => {
        await handOver(facts.wearer, 'dead')
        return { sent: { form: {} } }
      },
    },
    'GET /people/:id/notes': ofPerson('notes', {}),
    'POST /people/:id/notes': ofPerson('notes', { status: 303 }, { text: 'They came on time' }),
    'POST /people/:id/notes/search': ofPerson('notes/search', {}, { words: 'time' }),
    'GET /people/:id/notes/:note': {
      who: writers,
      good: async () => ({ at: `/people/${facts.wearer}/notes/${await note(facts.wearer)}` }),
      outOfScope: { at: `/people/${facts.elsewhere}/notes/1`, subjects: [facts.elsewhere] },
      restricted: async () => ({
        at: `/people/${facts.restricted}/notes/${await note(facts.restricted)}`,
        subjects: [facts.restricted],
        message: RESTRICTION,
      }),
    },
  }
}
