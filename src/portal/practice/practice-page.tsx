import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { practiceTasks } from '../../domain/practice-task.ts'
import type { Asking } from '../../server/route.ts'
import type { BegunTask } from '../../store/records/practice-records.ts'
import { Form } from '../components/form.tsx'
import { paths } from '../paths.ts'
import { taskWords } from './task-words.ts'

/** Where somebody practises who works with people of flesh and blood. */
export const NoPracticePage: FC = () => (
  <>
    <h1 class="govuk-heading-l">Practise</h1>
    <p class="govuk-body">
      These pages are about real people, so there are no tasks to practise with here. Practise in
      the demonstration, where the town is made up and nobody exists. Whoever runs Whereabouts for
      you can give you its address, or start it with “npm start”.
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.help}>
        Read the help instead
      </a>
    </p>
  </>
)

/** The tasks, and how far somebody is. */
export const PracticePage: FC<{ asking: Asking; begun: readonly BegunTask[] }> = ({
  asking,
  begun,
}) => {
  const done = begun.filter(({ isDone }) => isDone).length
  return (
    <>
      <h1 class="govuk-heading-l">Practise</h1>
      <p class="govuk-body">
        Short tasks on the real pages, with people who do not exist. Do them in any order. What you
        do is really done here: decisions, notes and reports stay in the demonstration.
      </p>
      <p class="govuk-body">{`${done} of ${counted(practiceTasks.length, 'task')} done.`}</p>
      <ol class="app-tasks">
        {practiceTasks.map((task, index) => (
          <li class="app-tasks__item">
            <h2 class="govuk-heading-s app-tasks__name">
              <a class="govuk-link" href={paths.practiceTask(task)}>
                {`${index + 1}. ${taskWords[task].title}`}
              </a>
            </h2>
            <p class="govuk-body">{stateText(begun.find((each) => each.task === task))}</p>
          </li>
        ))}
      </ol>
      {begun.length > 0 && (
        <Form asking={asking} action={paths.practice} button="Start again" kind="secondary" />
      )}
    </>
  )
}

function stateText(begun: BegunTask | undefined): string {
  if (!begun) return 'Not begun'
  return begun.isDone ? 'Done' : 'You are at it'
}
