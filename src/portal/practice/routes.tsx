import { beginTask, startPracticeAgain } from '../../app/practice/begin-practice.ts'
import { checkPractice } from '../../app/practice/check-practice.ts'
import { nothingHere } from '../../domain/errors.ts'
import { isPracticeTask, type PracticeTask } from '../../domain/practice-task.ts'
import { type Asked, type Route, type Told, tell } from '../../server/route.ts'
import { type BegunTask, practiceOf } from '../../store/records/practice-records.ts'
import { accountWork } from '../account-work.ts'
import { lookedAgain } from '../looked-again.ts'
import { paths } from '../paths.ts'
import { accountIdOf, type PortalServices } from '../portal-services.ts'
import { NoPracticePage, PracticePage } from './practice-page.tsx'
import { type TaskFailed, TaskPage } from './task-page.tsx'
import { taskWords } from './task-words.ts'

const what = 'practice'

/** Tasks for whoever is new, with the people of the made-up town; nowhere else. */
export function practiceRoutes(services: PortalServices): Route[] {
  const { folder, show, demonstration, policy } = services
  const { records, archive } = folder
  const shared = { access: 'cases:hand-over' } as const
  return [
    {
      ...shared,
      method: 'GET',
      path: paths.practice,
      audit: 'nothing personal',
      async handle(context) {
        const shell = { title: 'Practise' }
        if (!demonstration) return show(context, shell, <NoPracticePage />)
        const begun = await begunOf(context)
        return show(context, shell, <PracticePage asking={context.get('asking')} begun={begun} />)
      },
    },
    {
      ...shared,
      method: 'POST',
      path: paths.practice,
      audit: { action: 'alter', what },
      async handle(context) {
        expectTown()
        await startPracticeAgain(accountWork(context, services), accountIdOf(context))
        return context.redirect(paths.practice, 303)
      },
    },
    {
      ...shared,
      method: 'GET',
      path: paths.practiceTask(':task'),
      audit: { action: 'consult', what },
      async handle(context) {
        const task = taskOf(context)
        const begun = await begunTask(context, task)
        tell(context, toldOf(task, begun))
        return page(context, task, begun)
      },
    },
    {
      ...shared,
      method: 'POST',
      path: paths.practiceTask(':task'),
      audit: { action: 'alter', what },
      async handle(context) {
        const task = taskOf(context)
        const work = accountWork(context, services)
        const settings = policy.monitoring
        const place = { archive, settings }
        if (await beginTask(work, accountIdOf(context), task, place)) {
          return context.redirect(paths.practiceTask(task), 303)
        }
        await lookedAgain(context, services, what, { subjects: [] })
        return page(context, task, undefined, 'nobody')
      },
    },
    {
      ...shared,
      method: 'POST',
      path: paths.checkPractice(':task'),
      audit: { action: 'alter', what },
      async handle(context) {
        const task = taskOf(context)
        const { username } = context.get('asking').actor
        const account = { accountId: accountIdOf(context), username }
        if (await checkPractice(accountWork(context, services), account, task, archive)) {
          return context.redirect(paths.practiceTask(task), 303)
        }
        const begun = await begunTask(context, task)
        await lookedAgain(context, services, what, toldOf(task, begun))
        return page(context, task, begun, begun && 'not-yet')
      },
    },
  ]

  function expectTown(): void {
    if (!demonstration) throw nothingHere()
  }

  function taskOf(context: Asked): PracticeTask {
    expectTown()
    const task = context.req.param('task')
    if (!isPracticeTask(task)) throw nothingHere()
    return task
  }

  function begunOf(context: Asked): Promise<BegunTask[]> {
    return practiceOf(records, accountIdOf(context))
  }

  async function begunTask(context: Asked, task: PracticeTask): Promise<BegunTask | undefined> {
    return (await begunOf(context)).find((each) => each.task === task)
  }

  function page(
    context: Asked,
    task: PracticeTask,
    begun: BegunTask | undefined,
    failed?: TaskFailed,
  ) {
    const { title } = taskWords[task]
    const crumbs = [{ text: 'Practise', href: paths.practice }]
    const asking = context.get('asking')
    return show(
      context,
      { title, crumbs, status: failed ? 422 : 200 },
      <TaskPage asking={asking} task={task} begun={begun} failed={failed} />,
    )
  }
}

function toldOf(task: PracticeTask, begun: BegunTask | undefined): Told {
  return { subjects: begun ? [begun.about.deviceWearerId] : [], details: { task } }
}
