import type { FC } from 'hono/jsx'
import { type PracticeTask, practiceTasks } from '../../domain/practice-task.ts'
import { paths } from '../paths.ts'
import { taskWords } from '../practice/task-words.ts'

/** On every page while somebody is at a task. */
export const PracticeBanner: FC<{ task: PracticeTask }> = ({ task }) => (
  <section class="govuk-phase-banner" aria-label="Practice">
    <p class="govuk-phase-banner__content">
      <strong class="govuk-tag govuk-tag--green govuk-phase-banner__content__tag">Practice</strong>
      <span class="govuk-phase-banner__text">
        {`Task ${practiceTasks.indexOf(task) + 1} of ${practiceTasks.length}: ${taskWords[task].title}. `}
        <a class="govuk-link" href={paths.practiceTask(task)}>
          Back to the task
        </a>
      </span>
    </p>
  </section>
)
