import type { Child, FC } from 'hono/jsx'

export interface TableColumn {
  readonly title: string
  readonly numeric?: boolean
  /** Where the same table lies sorted by this column the other way (or for the first time). */
  readonly sortHref?: string
  /** How the rows are sorted by this column now. */
  readonly sorted?: 'ascending' | 'descending' | undefined
}

/** A table with a caption, headed columns and its rows; wide ones scroll within themselves, or stack on a phone. */
export const Table: FC<{
  caption: string
  /** For those who listen only: a heading says it to those who look. */
  captionHidden?: boolean
  /** On a phone each row stands below the last, its cells below one another, each with its column's title. */
  stacks?: boolean
  columns: readonly TableColumn[]
  rows: readonly (readonly Child[])[]
}> = ({ caption, captionHidden, stacks, columns, rows }) => (
  <section class="app-scroll" aria-label={caption} tabindex={0}>
    <table class={`govuk-table${stacks ? ' app-stacks' : ''}`}>
      <caption
        class={
          captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption govuk-table__caption--m'
        }
      >
        {caption}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map((column) => (
            <Header column={column} />
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((cells) => (
          <tr class="govuk-table__row">
            {cells.map((cell, index) => (
              <td
                class={`govuk-table__cell${columns[index]?.numeric ? ' govuk-table__cell--numeric' : ''}`}
                {...(stacks && { 'data-title': columns[index]?.title })}
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

const Header: FC<{ column: TableColumn }> = ({ column: { title, numeric, sortHref, sorted } }) => (
  <th
    scope="col"
    class={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}
    {...(sortHref && { 'aria-sort': sorted ?? ('none' as const) })}
  >
    {sortHref ? (
      <a class="govuk-link app-sort" href={sortHref}>
        {title}
        {sorted && <span aria-hidden="true">{sorted === 'ascending' ? ' ▲' : ' ▼'}</span>}
      </a>
    ) : (
      title
    )}
  </th>
)
