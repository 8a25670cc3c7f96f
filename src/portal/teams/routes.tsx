import type { AccountWork } from '../../app/accounts/account-work.ts'
import { createTeam, deleteTeam, renameTeam } from '../../app/accounts/teams.ts'
import type { Asked, Route } from '../../server/route.ts'
import { listTeams } from '../../store/records/team-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { type Done, doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import type { PortalServices } from '../portal-services.ts'
import { coverRoutes } from './cover-routes.tsx'
import { TeamsPage, type TeamsProps } from './teams-page.tsx'

interface TeamForm {
  readonly path: string
  /** What it sends; a fault without a field of its own is told at the last. */
  readonly fields: readonly string[]
  readonly done: Done
  work(work: AccountWork, typed: Readonly<Record<string, string>>): Promise<void>
}

const forms: readonly TeamForm[] = [
  {
    path: paths.teams,
    fields: ['name'],
    done: 'team-made',
    work: (work, { name = '' }) => createTeam(work, name),
  },
  {
    path: paths.renameTeam,
    fields: ['renamed', 'newName'],
    done: 'team-renamed',
    work: (work, { renamed = '', newName = '' }) => renameTeam(work, renamed, newName),
  },
  {
    path: paths.deleteTeam,
    fields: ['deleted'],
    done: 'team-deleted',
    work: (work, { deleted = '' }) => deleteTeam(work, deleted),
  },
]

/** Teams, and who covers for whom. Teams' names and how many they are concern nobody in particular. */
export function teamRoutes(services: PortalServices): Route[] {
  const page = async (context: Asked, props: Pick<TeamsProps, 'typed' | 'faults'> = {}) =>
    services.show(
      context,
      { title: 'Teams and cover', section: paths.teams, status: props.faults ? 422 : 200 },
      <TeamsPage
        asking={context.get('asking')}
        teams={await listTeams(services.folder.records, services.now())}
        done={context.req.query('done')}
        {...props}
      />,
    )
  return [
    {
      method: 'GET',
      path: paths.teams,
      access: 'accounts:manage',
      audit: 'nothing personal',
      handle: (context) => page(context),
    },
    ...forms.map(
      (form): Route => ({
        method: 'POST',
        path: form.path,
        access: 'accounts:manage',
        audit: { action: 'alter', what: 'teams' },
        async handle(context) {
          const values = await formValues(context)
          const typed = Object.fromEntries(form.fields.map((field) => [field, values.text(field)]))
          const last = form.fields.at(-1) ?? ''
          const work = accountWork(context, services)
          const { faults } = await takeForm(() => form.work(work, typed), last)
          if (!faults) return context.redirect(doneAt(paths.teams, form.done), 303)
          // The use case knows one name; this page has three forms.
          const here = faults.map(({ text }) => ({ field: last, text }))
          return page(context, { typed, faults: here })
        },
      }),
    ),
    ...coverRoutes(services),
  ]
}
