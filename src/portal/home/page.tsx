import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Asking } from '../../server/route.ts'
import { ReadyNotice } from '../documents/documents-page.tsx'
import { navigation } from '../navigation.ts'
import { paths } from '../paths.ts'

/** The first page: what this person can do here, under headings where there are several. */
export const HomePage: FC<{
  asking: Asking
  /** Hand-overs of theirs that could not be delivered. */
  givenUp: number
  /** Reports they asked for that wait for them. */
  ready: number
  /** Of their cases, those that need attention; absent of who has none. */
  needing: number | undefined
  /** Whether there is a made-up town to practise with. */
  practises: boolean
}> = ({ asking, givenUp, ready, needing, practises }) => {
  const items = navigation(asking.actor.permissions)
  const groups = [...new Set(items.map(({ group }) => group))]
  return (
    <>
      <h1 class="govuk-heading-l">What you can do here</h1>
      {needing !== undefined && (
        <p class="govuk-inset-text">
          <a class="govuk-link govuk-!-font-weight-bold" href={paths.people}>
            {needing === 0
              ? 'None of your cases needs attention'
              : `${counted(needing, 'of your cases needs', 'of your cases need')} attention`}
          </a>
          {needing > 0 && ': who and why, the gravest first.'}
        </p>
      )}
      {givenUp > 0 && (
        <p class="govuk-inset-text">
          <a class="govuk-link" href={paths.unsentHandOvers}>
            {counted(givenUp, 'hand-over')} of yours
          </a>
          {' could not be delivered to the case record.'}
        </p>
      )}
      <ReadyNotice ready={ready} />
      {practises && (
        <p class="govuk-body">
          New here?{' '}
          <a class="govuk-link" href={paths.practice}>
            Practise with short tasks
          </a>
          {', or '}
          <a class="govuk-link" href={paths.help}>
            read the help
          </a>
          .
        </p>
      )}
      {groups.map((name) => (
        <section>
          <h2 class="govuk-heading-m">{name}</h2>
          <ul class="app-tasks">
            {items
              .filter(({ group }) => group === name)
              .map(({ text, href, about }) => (
                <li class="app-tasks__item">
                  <h3 class="govuk-heading-s app-tasks__name">
                    <a href={href} class="govuk-link">
                      {text}
                    </a>
                  </h3>
                  <p class="govuk-body">{about}</p>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}
