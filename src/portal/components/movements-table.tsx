import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { MapPosition, TablePages } from '../map/map-data.ts'
import { factNames, positionFacts, shownFacts } from '../map/position-facts.ts'
import type { Step } from '../map/steps.ts'

/** Every position as a row: what the map draws, in words. */
export const MovementsTable: FC<{
  id: string
  title: string
  positions: readonly MapPosition[]
  steps: readonly Step[]
  table: TablePages
  wearers?: readonly string[]
  trailsAre?: 'periods' | undefined
}> = ({ id, title, positions, steps, table, wearers = [], trailsAre }) => {
  const { rowsPerPage, page, hrefs } = table
  const first = (page - 1) * rowsPerPage
  const rows = positions.slice(first, first + rowsPerPage)
  const facts = shownFacts(positions)
  const labelled = positions.some(({ label }) => label !== undefined)
  const some = hrefs.length > 1
  return (
    <>
      <section
        class="app-scroll app-map__table"
        id={id}
        aria-label={`${title}: table`}
        tabindex={0}
      >
        <table class="govuk-table">
          <caption class="govuk-table__caption govuk-table__caption--m">
            {some
              ? `Positions ${grouped(first + 1)} to ${grouped(first + rows.length)} of ${grouped(positions.length)}`
              : counted(positions.length, 'position')}
          </caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {[
                'Number',
                ...(labelled ? ['Label'] : []),
                ...facts.map((name) =>
                  name === 'wearer' && trailsAre ? 'Period' : factNames[name],
                ),
              ].map((title) => (
                <th scope="col" class="govuk-table__header">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {rows.map((position, row) => {
              const step = steps[first + row]
              if (!step) return null
              const said = positionFacts(position, step, wearers)
              return (
                <tr
                  class="govuk-table__row"
                  id={`${id}-${position.number}`}
                  data-index={first + row}
                >
                  <th scope="row" class="govuk-table__header">
                    {position.number}
                  </th>
                  {labelled && <td class="govuk-table__cell">{position.label ?? ''}</td>}
                  {facts.map((name) => (
                    <td class="govuk-table__cell">{said[name]}</td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {some && (
        <nav class="govuk-pagination" aria-label={`Pages of ${title}`}>
          {page > 1 && (
            <div class="govuk-pagination__prev">
              <a
                class="govuk-link govuk-pagination__link"
                rel="prev"
                href={`${hrefs[page - 2]}#${id}`}
              >
                Previous positions
              </a>
            </div>
          )}
          <p class="govuk-body app-map__page">{`Page ${page} of ${hrefs.length}`}</p>
          {page < hrefs.length && (
            <div class="govuk-pagination__next">
              <a class="govuk-link govuk-pagination__link" rel="next" href={`${hrefs[page]}#${id}`}>
                Next positions
              </a>
            </div>
          )}
        </nav>
      )}
    </>
  )
}
