/** Rows on a page of a list. */
export const PAGE_ROWS = 50

/** A page of a list that was asked for with one row more than it shows: whether there are more, and behind which. */
export function pageOf<Row>(rows: readonly Row[]): {
  shown: readonly Row[]
  /** The last row shown, where others follow. */
  last: Row | undefined
} {
  const shown = rows.slice(0, PAGE_ROWS)
  return { shown, last: rows.length > PAGE_ROWS ? shown.at(-1) : undefined }
}
