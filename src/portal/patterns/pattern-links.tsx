import type { FC } from 'hono/jsx'
import { paths } from '../paths.ts'

const pages = [
  ['What stood out', paths.patterns],
  ['Visits', paths.visits],
  ['Near others', paths.together],
  ['Own places', paths.ownPlaces],
] as const

/** The pages of somebody's patterns, on each of them. */
export const PatternLinks: FC<{ id: string; here: (typeof pages)[number][0] }> = ({ id, here }) => (
  <nav aria-label="Patterns">
    <ul class="app-row">
      {pages.map(([text, path]) => (
        <li>
          {text === here ? (
            <strong aria-current="page">{text}</strong>
          ) : (
            <a class="govuk-link" href={path(id)}>
              {text}
            </a>
          )}
        </li>
      ))}
    </ul>
  </nav>
)
