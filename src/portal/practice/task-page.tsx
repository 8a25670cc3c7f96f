import type { FC } from 'hono/jsx'
import { type PracticeTask, practiceTasks } from '../../domain/practice-task.ts'
import type { Asking } from '../../server/route.ts'
import type { BegunTask } from '../../store/records/practice-records.ts'
import { Form } from '../components/form.tsx'
import { Notice } from '../components/notice.tsx'
import { paths } from '../paths.ts'
import { taskWords } from './task-words.ts'

/** What could not be done: nobody of theirs is fit for it now, or the records do not show it to be done yet. */
export type TaskFailed = 'nobody' | 'not-yet'

/** One task: what to do, where to begin, whether it was done, and what a good answer has. */
export const TaskPage: FC<{
  asking: Asking
  task: PracticeTask
  begun: BegunTask | undefined
  failed?: TaskFailed | undefined
}> = ({ asking, task, begun, failed }) => {
  const words = taskWords[task]
  const number = practiceTasks.indexOf(task) + 1
  const next = practiceTasks[number]
  const start = begun && words.begin(begun.about)
  return (
    <>
      {begun?.isDone && <Notice title="Done">You have done this task.</Notice>}
      <span class="govuk-caption-l">{`Task ${number} of ${practiceTasks.length}`}</span>
      <h1 class="govuk-heading-l">{words.title}</h1>
      {failed === 'nobody' && (
        <p class="govuk-inset-text">
          None of the people you may see has what this task needs just now. Go on with another.
        </p>
      )}
      {failed === 'not-yet' && (
        <p class="govuk-inset-text">{`Not yet: the records do not show that ${words.shown}.`}</p>
      )}
      {begun && start && (
        <>
          <ol class="govuk-list govuk-list--number">
            {words.steps(begun.about).map((step) => (
              <li>{step}</li>
            ))}
          </ol>
          <p class="govuk-body">
            <a class="govuk-link" href={start.href}>
              {start.text}
            </a>
          </p>
          <details class="govuk-details" {...(begun.isDone && { open: true })}>
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">What a good answer has</span>
            </summary>
            <div class="govuk-details__text">
              <ul class="govuk-list govuk-list--bullet">
                {words.good.map((each) => (
                  <li>{each}</li>
                ))}
              </ul>
            </div>
          </details>
          {!begun.isDone && (
            <>
              <p class="govuk-body">
                Come back here when you have done it, and have the records looked at.
              </p>
              <Form asking={asking} action={paths.checkPractice(task)} button="Check my work" />
            </>
          )}
        </>
      )}
      <Form
        asking={asking}
        action={paths.practiceTask(task)}
        button={begun ? 'Begin this task again' : 'Begin'}
        {...(begun && { kind: 'secondary' as const })}
      />
      {begun?.isDone && next && (
        <p class="govuk-body">
          <a class="govuk-link" href={paths.practiceTask(next)}>
            {`Next: ${taskWords[next].title}`}
          </a>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.practice}>
          All tasks
        </a>
      </p>
    </>
  )
}
