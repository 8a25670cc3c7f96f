import type { FC } from 'hono/jsx'

/** From one person of a grant to another. */
export const WhoLinks: FC<{
  ids: readonly string[]
  chosen: string
  hrefOf: (id: string) => string
}> = ({ ids, chosen, hrefOf }) =>
  ids.length < 2 ? null : (
    <nav aria-label="People in the grant">
      <ul class="app-row">
        {ids.map((id) => (
          <li>
            <a
              class="govuk-link"
              href={hrefOf(id)}
              {...(id === chosen && { 'aria-current': 'true' as const })}
            >
              Wearer {id}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
