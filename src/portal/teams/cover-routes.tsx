import { addCover, endCover } from '../../app/accounts/covers.ts'
import { usernameFrom } from '../../domain/account.ts'
import { londonDays } from '../../domain/london-days.ts'
import { londonLocal } from '../../domain/london-local.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { accountByUsername, usernamesOf } from '../../store/records/account-records.ts'
import { coverNotOver } from '../../store/records/cover-records.ts'
import { listTeams } from '../../store/records/team-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { type FormValues, formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { CoversPage, type TypedCover } from './covers-page.tsx'

const alter = { action: 'alter', what: 'covers' } as const

/** Cover: given with a reason and for a time, ended at any moment. */
export function coverRoutes(services: PortalServices): Route[] {
  return [
    {
      method: 'GET',
      path: paths.covers,
      access: 'accounts:manage',
      audit: { action: 'consult', what: 'covers' },
      async handle(context) {
        const today = londonLocal(services.now()).date
        const nothing = { username: '', team: '', practitioner: '', reason: '' }
        return page(context, services, { ...nothing, from: today, to: today })
      },
    },
    {
      method: 'POST',
      path: paths.covers,
      access: 'accounts:manage',
      audit: alter,
      async handle(context) {
        const typed = typedCover(await formValues(context))
        const faults = await add(context, services, typed)
        if (faults) return page(context, services, typed, faults)
        return context.redirect(doneAt(paths.covers, 'cover-added'), 303)
      },
    },
    {
      method: 'POST',
      path: paths.endCover,
      access: 'accounts:manage',
      audit: alter,
      async handle(context) {
        const cover = Number((await formValues(context)).text('cover'))
        await endCover(accountWork(context, services), Number.isSafeInteger(cover) ? cover : 0)
        return context.redirect(doneAt(paths.covers, 'cover-ended'), 303)
      },
    },
  ]
}

async function page(
  context: Asked,
  { folder, now, show }: PortalServices,
  typed: TypedCover,
  faults?: readonly FieldFault[],
): Promise<Response> {
  const covers = await coverNotOver(folder.records, now())
  const usernames = await usernamesOf(
    folder.records,
    covers.map(({ accountId }) => accountId),
  )
  const teams = await listTeams(folder.records, now())
  if (!faults) tell(context, { subjects: [], count: covers.length })
  return show(
    context,
    {
      title: 'Who covers for whom',
      crumbs: [{ text: 'Teams and cover', href: paths.teams }],
      section: paths.teams,
      status: faults ? 422 : 200,
    },
    <CoversPage
      asking={context.get('asking')}
      covers={covers.map((cover) => ({
        ...cover,
        coveredBy: usernames.get(cover.accountId) ?? '',
      }))}
      teams={teams.map(({ name }) => name)}
      typed={typed}
      done={context.req.query('done')}
      {...(faults && { faults })}
    />,
  )
}

/** @returns what is wrong with the form. */
async function add(
  context: Asked,
  services: PortalServices,
  { username, team, practitioner, from, to, reason }: TypedCover,
): Promise<readonly FieldFault[] | undefined> {
  const account = await accountByUsername(services.folder.records, usernameFrom(username))
  if (!account) {
    return [{ field: 'username', text: 'There is no account of this name' }]
  }
  if ((team === '') === (practitioner === '')) {
    return [{ field: 'team', text: 'Choose a team, or name one practitioner: one of the two' }]
  }
  const within = londonDays(from, to)
  if (!within) return [{ field: 'from', text: 'Enter the first and the last day' }]
  const covered = team ? { team } : { practitioner }
  const work = accountWork(context, services)
  const cover = { accountId: account.id, covered, within, reason }
  const { faults } = await takeForm(() => addCover(work, cover), 'username')
  return faults?.map((fault) =>
    fault.field === 'accountId' ? { ...fault, field: 'username' } : fault,
  )
}

function typedCover({ text }: FormValues): TypedCover {
  return {
    username: text('username'),
    team: text('team'),
    practitioner: text('practitioner'),
    from: text('from'),
    to: text('to'),
    reason: text('reason'),
  }
}
