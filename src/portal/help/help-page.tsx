import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'
import { HelpTerms } from './help-terms.tsx'
import { type HelpTopic, helpTopics } from './help-topics.ts'

/** All that there is help for. */
export const HelpPage: FC<{ practises: boolean }> = ({ practises }) => (
  <>
    <h1 class="govuk-heading-l">Help</h1>
    <ul class="app-tasks">
      {helpTopics.map(({ name, title, about }) => (
        <li class="app-tasks__item">
          <h2 class="govuk-heading-s app-tasks__name">
            <a class="govuk-link" href={paths.helpOn(name)}>
              {title}
            </a>
          </h2>
          <p class="govuk-body">{about}</p>
        </li>
      ))}
    </ul>
    {practises && (
      <p class="govuk-body">
        <a class="govuk-link" href={paths.practice}>
          Practise with a made-up town
        </a>
      </p>
    )}
  </>
)

/** One topic, and the way to the others. */
export const HelpTopicPage: FC<{ topic: HelpTopic }> = ({ topic }) => (
  <>
    <h1 class="govuk-heading-l">{topic.title}</h1>
    <HelpTerms entries={topic.entries} />
    <h2 class="govuk-heading-m">More help</h2>
    <ul class="govuk-list">
      {helpTopics
        .filter((each) => each !== topic)
        .map(({ name, title }) => (
          <li>
            <a class="govuk-link" href={paths.helpOn(name)}>
              {title}
            </a>
          </li>
        ))}
    </ul>
  </>
)
