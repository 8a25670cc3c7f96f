import type { Child, FC } from 'hono/jsx'

export interface TableColumn {
  readonly title: string
  readonly numeric?: boolean
}

/** A table with a caption, headed columns and its rows; wide ones scroll within themselves. */
export const Table: FC<{
  caption: string
  columns: readonly TableColumn[]
  rows: readonly (readonly Child[])[]
}> = ({ caption, columns, rows }) => (
  <section class="app-scroll" aria-label={caption} tabindex={0}>
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--m">{caption}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map(({ title, numeric }) => (
            <th
              scope="col"
              class={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((cells) => (
          <tr class="govuk-table__row">
            {cells.map((cell, index) => (
              <td
                class={`govuk-table__cell${columns[index]?.numeric ? ' govuk-table__cell--numeric' : ''}`}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
