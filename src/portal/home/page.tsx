import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { navigation } from '../navigation.ts'

/** The first page: what this person can do here. */
export const HomePage: FC<{ asking: Asking }> = ({ asking }) => (
  <>
    <h1 class="govuk-heading-l">What you can do here</h1>
    <ul class="app-tasks">
      {navigation(asking.actor.permissions).map(({ text, href, about }) => (
        <li class="app-tasks__item">
          <h2 class="govuk-heading-m app-tasks__name">
            <a href={href} class="govuk-link">
              {text}
            </a>
          </h2>
          <p class="govuk-body">{about}</p>
        </li>
      ))}
    </ul>
  </>
)
