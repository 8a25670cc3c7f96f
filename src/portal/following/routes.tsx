import { findPerson } from '../../app/find-person.ts'
import {
  approve,
  askToFollow,
  findFollowing,
  followedPeriod,
  refuseOrStop,
} from '../../app/following/follow.ts'
import { readMovements } from '../../app/read-movements.ts'
import type { Permission } from '../../domain/roles.ts'
import { type Asked, type Route, tell } from '../../server/route.ts'
import { visibleFollowings } from '../../store/records/following-records.ts'
import { accountWork, takeForm } from '../account-work.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { doneAt } from '../dones.ts'
import { formValues } from '../form-values.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { wholeNumber } from '../whole-number.ts'
import { FollowedPage } from './followed-page.tsx'
import {
  EndFollowingForm,
  FollowingListPage,
  FollowingPage,
  type TypedFollowing,
} from './pages.tsx'

const section = paths.followings
const crumbs = [{ text: 'Following', href: paths.followings }]
const readers: readonly Permission[] = ['locations:read', 'following:decide']
const NOTHING: TypedFollowing = { person: '', why: '', authorityReference: '', hours: '' }

/** Following somebody live: asked for, approved twice, looked at, and stopped. */
export function followingRoutes(services: PortalServices): Route[] {
  const {
    folder: { records, archive },
    show,
    policy,
    now,
  } = services
  const consult = { action: 'consult', what: 'following' } as const
  const alter = { action: 'alter', what: 'following' } as const
  return [
    {
      method: 'GET',
      path: paths.followings,
      access: readers,
      audit: consult,
      async handle(context) {
        const followings = await visibleFollowings(records, viewerOf(context))
        const subjects = [...new Set(followings.map(({ deviceWearerId }) => deviceWearerId))]
        tell(context, { subjects, count: followings.length })
        return listPage(context, NOTHING, [], followings)
      },
    },
    {
      method: 'POST',
      path: paths.followings,
      access: 'locations:read',
      audit: alter,
      async handle(context) {
        const form = await formValues(context)
        const typed = {
          person: form.text('person'),
          why: form.text('why'),
          authorityReference: form.text('authorityReference'),
          hours: form.text('hours'),
        }
        const asked = { ...typed, deviceWearerId: typed.person, hours: wholeNumber(typed.hours) }
        const work = accountWork(context, services)
        const taken = await takeForm(() => askToFollow(work, policy, asked), 'person')
        if (taken.faults) return listPage(context, typed, taken.faults, undefined)
        return context.redirect(doneAt(paths.following(taken.done), 'following-asked'), 303)
      },
    },
    {
      method: 'GET',
      path: paths.following(':id'),
      access: readers,
      audit: consult,
      async handle(context) {
        const following = await followingNamed(context)
        tell(context, {
          subjects: [following.deviceWearerId],
          details: { following: following.id },
        })
        return show(
          context,
          { title: `Following ${following.id}`, crumbs, section },
          <FollowingPage
            asking={context.get('asking')}
            following={following}
            accountId={accountIdOf(context)}
            now={now()}
            done={context.req.query('done')}
          />,
        )
      },
    },
    {
      method: 'GET',
      path: paths.followed(':id'),
      access: 'locations:read',
      audit: { action: 'consult', what: 'followed positions' },
      async handle(context) {
        const following = await followingNamed(context)
        const viewer = viewerOf(context)
        const within = followedPeriod(policy, following, viewer)
        const person = await findPerson(records, viewer, following.deviceWearerId)
        const { positions } = await readMovements(archive, person, within, viewer.at)
        tell(context, {
          subjects: [person.id],
          interval: within,
          count: positions.length,
          purpose: following.authorityReference,
          details: { following: following.id },
        })
        return show(
          context,
          { title: `Newest positions of wearer ${person.id}`, crumbs, section },
          <FollowedPage
            deviceWearerId={person.id}
            path={paths.followed(following.id)}
            positions={positions}
            now={viewer.at}
            until={following.until}
          />,
        )
      },
    },
    {
      method: 'POST',
      path: paths.followingDeed(':id', 'approve'),
      access: 'following:decide',
      audit: alter,
      async handle(context) {
        const { id } = await followingNamed(context)
        await approve(accountWork(context, services), policy, id)
        return context.redirect(doneAt(paths.following(id), 'following-approved'), 303)
      },
    },
    ...(['refuse', 'stop'] as const).map(
      (how): Route => ({
        method: 'POST',
        path: paths.followingDeed(':id', how),
        access: 'following:decide',
        audit: alter,
        async handle(context) {
          const following = await followingNamed(context)
          const reason = (await formValues(context)).text('reason')
          const work = accountWork(context, services)
          const { faults } = await takeForm(
            () => refuseOrStop(work, following.id, how, reason),
            'reason',
          )
          const done = how === 'stop' ? 'following-stopped' : 'following-refused'
          if (!faults) return context.redirect(doneAt(paths.following(following.id), done), 303)
          const title = how === 'stop' ? 'Stop following' : 'Refuse following'
          return show(
            context,
            { title, crumbs, section, status: 422 },
            <>
              <ErrorSummary faults={faults} />
              <h1 class="govuk-heading-l">{title}</h1>
              <EndFollowingForm
                asking={context.get('asking')}
                following={following}
                how={how}
                typed={reason}
                faults={faults}
              />
            </>,
          )
        },
      }),
    ),
  ]

  function viewerOf(context: Asked) {
    return { accountId: accountIdOf(context), at: now() }
  }

  function followingNamed(context: Asked) {
    return findFollowing(records, viewerOf(context), wholeNumber(context.req.param('id')))
  }

  function listPage(
    context: Asked,
    typed: TypedFollowing,
    faults: readonly FieldFault[],
    followings: Awaited<ReturnType<typeof visibleFollowings>> | undefined,
  ): Response {
    return show(
      context,
      { title: 'Following', section, status: faults.length > 0 ? 422 : 200 },
      <FollowingListPage
        asking={context.get('asking')}
        policy={policy.following}
        typed={typed}
        faults={faults}
        followings={followings}
        now={now()}
      />,
    )
  }
}
